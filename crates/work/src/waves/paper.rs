//! One page about one village in one wave: who answered, what they said, what changed. As a document for DOCX and PDF.

use super::cube::cube;
use super::finding::Looked;
use super::said::{Said, first_value};
use super::{Question, Sort, Survey};
use crate::{Project, Trouble};
use auyl_domain::Lang;
use auyl_domain::statistics::villages::About;
use auyl_domain::views::{PASSPORT, PLACE};
use auyl_reports::document::{Block, Cell, Document, ParagraphStyle, Section, Table};

/// Blocks of a bar of a hundred per cent: as many as a line of the column holds, so that the page stays one page.
const BAR: f64 = 14.0;

/// What is wanted.
pub struct Order<'a> {
    /// The survey.
    pub survey: &'a Survey<'a>,
    /// Word of the wave.
    pub wave: &'a str,
    /// Id of the village.
    pub place: &'a str,
    /// In which language.
    pub lang: Lang,
    /// Names of the questions that may be shown.
    pub questions: &'a [&'a str],
}

/// The page; none where nobody of the village answered in the wave.
pub async fn paper(project: &Project, order: &Order<'_>) -> Result<Option<Document>, Trouble> {
    let said = Said { catalogue: &project.catalogue, lang: order.lang };
    let event = project.store.last_event(&project.id).await?;
    let survey = order.survey;
    let whole = cube(project, survey, None, Some(event)).await?;
    let n: i64 =
        whole.cells.iter().filter(|cell| cell.wave == order.wave && cell.place == order.place).map(|c| c.n).sum();
    if n == 0 {
        return Ok(None);
    }
    let places = project.good_records(PLACE, Some(event)).await?;
    let village = places.iter().find(|place| place.id.as_str() == order.place);
    let village = village.map(|place| place.words("title", order.lang).to_string()).unwrap_or_default();
    let passports = project.good_records(PASSPORT, Some(event)).await?;
    let title = passports.first().map(|passport| passport.words("title", order.lang).to_string()).unwrap_or_default();
    let list = whole.frames.list.clone();
    let wave = project.catalogue.label(&list, order.wave, order.lang);
    let heading = said.with(
        "waves-paper-title",
        &[("survey", survey.register.title.get(order.lang).to_string()), ("village", village), ("wave", wave.clone())],
    );
    let frame = whole.frames.of(order.wave, order.place);
    let mut asked = said.with("waves-paper-answers", &[("n", n.to_string())]);
    if let Some(people) = frame.and_then(|frame| frame.people) {
        let known = frame.map(|frame| said.known(frame.known)).unwrap_or_default();
        asked += &format!(" {}", said.with("waves-paper-people", &[("n", said.number(people)), ("known", known)]));
    }
    if let Some(target) = frame.and_then(|frame| frame.target) {
        asked += &format!(" {}", said.with("waves-paper-target", &[("n", said.number(target))]));
    }
    let note = |text: String| Block::Paragraph {
        inlines: vec![auyl_reports::document::Inline::text(text)],
        style: ParagraphStyle::Note,
    };
    let mut blocks = vec![Block::heading(1, heading.clone()), note(title), Block::text(asked)];
    for (at, field) in survey.breakdowns().into_iter().enumerate().take(2) {
        let Some(field) = field else { continue };
        let words = match &field.kind {
            auyl_domain::Kind::Choice { choices } => choices.clone(),
            _ => continue,
        };
        let of = |word: &str| -> i64 {
            let here = whole.cells.iter().filter(|cell| cell.wave == order.wave && cell.place == order.place);
            here.filter(|cell| cell.told[at].as_deref() == Some(word)).map(|cell| cell.n).sum()
        };
        let all = project.catalogue.choices(&words).into_iter().flat_map(|list| &list.all);
        let parts: Vec<String> = all
            .filter(|choice| of(&choice.id) > 0)
            .map(|choice| format!("{} – {}", choice.label.get(order.lang), of(&choice.id)))
            .collect();
        if !parts.is_empty() {
            blocks.push(Block::text(format!("{}: {}.", field.label.get(order.lang), parts.join("; "))));
        }
    }
    // The wave before this one in which the village answered, too: what changed is counted from it.
    let answered = |wave: &&String| whole.cells.iter().any(|cell| cell.wave == **wave && cell.place == order.place);
    let before: Vec<String> =
        whole.frames.waves.iter().take_while(|wave| *wave != order.wave).filter(answered).cloned().collect();
    let before = before.first().map(String::as_str);
    let mut rows = vec![header(&said, before.map(|wave| project.catalogue.label(&list, wave, order.lang)).as_deref())];
    let mut sentences = Vec::new();
    for question in survey.questions().iter().filter(|question| order.questions.contains(&question.field.id.as_str())) {
        rows.extend(row(project, order, question, before, &mut sentences, &said, event).await?);
    }
    let widths = if before.is_some() { vec![34, 24, 10, 17, 20] } else { vec![38, 26, 12, 20] };
    blocks.push(Block::Table(Table { widths, header_rows: 1, rows, caption: None }));
    for sentence in sentences.into_iter().take(2) {
        blocks.push(Block::text(sentence));
    }
    blocks.push(note(said.t("waves-paper-how")));
    let sections = vec![Section { landscape: false, blocks }];
    Ok(Some(Document { title: heading, lang: order.lang.code().into(), id: None, sections }))
}

fn header(said: &Said<'_>, before: Option<&str>) -> Vec<Cell> {
    let mut names =
        vec![said.t("waves-question"), said.t("waves-answer"), said.t("waves-share"), said.t("waves-interval")];
    if let Some(before) = before {
        names.push(said.with("waves-paper-since", &[("wave", before.to_string())]));
    }
    names.into_iter().map(|name| Cell { header: true, ..Cell::of(&name) }).collect()
}

async fn row(
    project: &Project,
    order: &Order<'_>,
    question: &Question<'_>,
    before: Option<&str>,
    sentences: &mut Vec<String>,
    said: &Said<'_>,
    event: i64,
) -> Result<Option<Vec<Cell>>, Trouble> {
    let cube = cube(project, order.survey, Some(question), Some(event)).await?;
    let answers = said.answers(question);
    let value = first_value(question, &answers, |word| {
        let looked = Looked { cube: &cube, sort: &question.sort, value: word, about: About::These };
        looked.of_village(order.wave, order.place).map_or(0, |row| row.yes)
    });
    let looked = Looked { cube: &cube, sort: &question.sort, value: &value, about: About::These };
    let Some(of) = looked.of_village(order.wave, order.place) else { return Ok(None) };
    let sort = &question.sort;
    let mut answer = said.answer(question, &value);
    if sort.is_in_percent() {
        // A bar of signs: it stays a bar in every program that opens the page.
        let full = (of.value * BAR).round() as usize;
        answer = format!("{answer}\n{}{}", "█".repeat(full), "░".repeat(BAR as usize - full));
    }
    let lines = answer.split('\n').map(Block::text).collect();
    let mut cells = vec![
        Cell { header: true, ..Cell::of(question.field.label.get(order.lang)) },
        Cell { blocks: lines, ..Cell::default() },
        Cell::of(&said.value(sort, of.value)),
        Cell::of(&said.interval(sort, of.interval)),
    ];
    if let Some(before) = before {
        let changed = looked.change_of(order.place, before, order.wave);
        let text = changed.as_ref().map(|changed| {
            let (by, rest) = said.change(sort, changed);
            format!("{by} ({rest})")
        });
        cells.push(Cell::of(&text.unwrap_or_else(|| "–".into())));
        // Indexes and questions of yes and no lead; the first of them are the ones a survey is made for.
        if matches!(sort, Sort::Flag | Sort::Index) && sentences.len() < 2 {
            // What all or nobody said before and after is no news.
            let news = changed.filter(|_| of.value > 0.0 && of.value < 1.0);
            sentences.extend(news.map(|changed| said.sentence(question, &value, &changed)));
        }
    }
    Ok(Some(cells))
}
