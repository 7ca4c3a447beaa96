//! Blank forms of an event for paper: a list to sign in, a questionnaire to tick; and the blank that a code belongs to.
//! Generic over registers: whose records are rows of an event becomes a list, any other becomes a questionnaire.

use crate::{Project, Trouble, qr};
use auyl_domain::measure::{self, Cond};
use auyl_domain::register::STATE;
use auyl_domain::sheet_code::{MOST_PAGES, SheetCode};
use auyl_domain::survey::SURVEYS;
use auyl_domain::ticket::Ticket;
use auyl_domain::value::Stored;
use auyl_domain::views::{EVENT, EVIDENCE, PLACE, WAVE, day};
use auyl_domain::{Catalogue, Field, Kind, Lang, Record, Register, Value, Words, value};
use auyl_reports::blank::{self, Answer, Blank, Body, Code, Column, Question, Said, Slip};
use std::collections::BTreeMap;

/// Lines of a list on a page that lies.
pub const ON_PAGE: usize = 12;
/// A list has at most so many lines.
pub const MOST_LINES: usize = ON_PAGE * MOST_PAGES as usize;
/// So many choices are boxes in a cell of a list; more of them are numbers with a legend below.
const FEW: usize = 3;

/// What is printed.
pub struct Order<'a> {
    /// The register.
    pub register: &'a Register,
    /// The event.
    pub event: &'a Record,
    /// One or two languages; the first is set larger.
    pub langs: &'a [Lang],
    /// Empty lines of a list.
    pub lines: usize,
    /// What the address in the picture begins with; the code follows.
    pub address: &'a str,
    /// Tickets of a questionnaire that gives them, one to a copy; and what their address begins with, none where nobody can
    /// look at it.
    pub tickets: &'a [Ticket],
    /// What the address of a ticket begins with; the number follows.
    pub ticket_address: Option<&'a str>,
}

/// Copies of a questionnaire with tickets that are printed at once.
pub const MOST_COPIES: usize = 60;

/// Whether whoever fills in a questionnaire takes a ticket along.
pub fn gives_tickets(register: &Register) -> bool {
    own_link(register).is_none() && register.field("ticket").is_some_and(|field| field.made)
}

/// Registers that have a blank, in order: offered on phones or questionnaires, and not about files.
pub fn offered(catalogue: &Catalogue) -> Vec<&Register> {
    let needs_file = |field: &Field| field.required && field.kind == Kind::File;
    let fits = |register: &&Register| {
        // What belongs to another record is told with that one: supporters of a problem have no sheet of their own.
        let is_own = register.parent.is_none() || own_link(register).is_some();
        // A questionnaire of the project's own is printed like those of the catalogue.
        (register.phone || register.group == SURVEYS)
            && is_own
            && ![EVENT, EVIDENCE, WAVE].contains(&register.id.as_str())
            && !register.fields.iter().any(needs_file)
    };
    let mut all: Vec<&Register> = catalogue.registers().iter().filter(fits).collect();
    all.sort_by_key(|register| (own_link(register).is_none(), register.position));
    all
}

/// The link by which records are rows of an event.
pub fn own_link(register: &Register) -> Option<&Field> {
    register.field(register.parent.as_deref()?).filter(|own| own.kind.target() == Some(EVENT))
}

/// The blank of a code in this project: its register and event. None where the code is of elsewhere.
pub async fn find<'p>(project: &'p Project, code: &SheetCode) -> Result<Option<(&'p Register, Record)>, Trouble> {
    let registers = offered(&project.catalogue);
    let mut found = None;
    for event in project.store.records(&project.id, EVENT, None).await? {
        let own = |register: &&&Register| {
            SheetCode::of(&project.id, &register.id, event.id.as_str(), 1).is_of_same_blank(code)
        };
        let Some(register) = registers.iter().find(own) else { continue };
        if found.is_some() {
            // Two events with one code: one in a million projects, and a person chooses the event then.
            return Ok(None);
        }
        found = Some((*register, event));
    }
    Ok(found)
}

/// The blank as PDF. It is laid out off the caller's thread.
pub async fn pdf(project: &Project, order: &Order<'_>) -> Result<Vec<u8>, Trouble> {
    let place = match order.event.link(PLACE) {
        Some(id) => project.store.record(&project.id, PLACE, id, None).await?,
        None => None,
    };
    let blank = blank(project, order, place.as_ref())?;
    let (source, pictures) = blank::markup(&blank);
    let made = auyl_store::off_thread(move || auyl_pdf::pdf(&source, &pictures, &blank.title, &blank.lang)).await?;
    made.map_err(Trouble::machine)
}

/// What stands on the paper.
fn blank(project: &Project, order: &Order<'_>, place: Option<&Record>) -> Result<Blank, Trouble> {
    let setting = Setting { catalogue: &project.catalogue, order };
    let code = |page: u8| -> Result<Code, Trouble> {
        let code = SheetCode::of(&project.id, &order.register.id, order.event.id.as_str(), page);
        let text = code.to_string();
        let picture = qr::svg(&format!("{}{text}", order.address));
        Ok(Code { picture: picture.ok_or_else(|| Trouble::machine("an address too long for a code"))?, text })
    };
    let body = match own_link(order.register) {
        Some(own) => {
            let pages = order.lines.clamp(1, MOST_LINES).div_ceil(ON_PAGE);
            let pages = u8::try_from(pages).unwrap_or(MOST_PAGES);
            let (columns, legends) = setting.columns(own);
            Body::Rows { columns, legends, on_page: ON_PAGE, codes: (1..=pages).map(code).collect::<Result<_, _>>()? }
        }
        None => Body::Questions { questions: setting.questions(), code: code(1)?, slips: setting.slips()? },
    };
    let titles = |record: &Record| order.langs.iter().map(|lang| record.words("title", *lang).to_string()).collect();
    let mut given: Vec<Said> = vec![unlike(titles(order.event))];
    let held = day(order.event, "held_on");
    let of_lang = |lang: &Lang| {
        let day = held.map(|held| value::long_date(held, *lang));
        let place = place.map(|place| place.words("title", *lang).to_string());
        day.into_iter().chain(place).collect::<Vec<_>>().join(", ")
    };
    given.push(unlike(order.langs.iter().map(of_lang).collect()));
    let first = order.langs.first().copied().unwrap_or(Lang::Kk);
    Ok(Blank {
        title: format!("{}: {}", order.register.title.get(first), order.event.words("title", first)),
        lang: first.code().to_string(),
        heading: setting.said(&order.register.title),
        given,
        body,
    })
}

/// What is the same in both languages is said once.
fn unlike(mut said: Said) -> Said {
    said.dedup();
    said
}

struct Setting<'o> {
    catalogue: &'o Catalogue,
    order: &'o Order<'o>,
}

impl Setting<'_> {
    fn said(&self, words: &Words) -> Said {
        unlike(self.order.langs.iter().map(|lang| words.get(*lang).to_string()).collect())
    }

    fn phrase(&self, key: &str, args: &[(&'static str, Said)]) -> Said {
        let of_lang = |(at, lang): (usize, &Lang)| {
            let arg = |said: &Said| said.get(at).or(said.first()).cloned().unwrap_or_default();
            let args: BTreeMap<&'static str, String> = args.iter().map(|(name, said)| (*name, arg(said))).collect();
            self.catalogue.phrases().say_with(*lang, key, &args)
        };
        self.order.langs.iter().enumerate().map(of_lang).collect()
    }

    fn choices(&self, field: &Field) -> Vec<(String, Said)> {
        match &field.kind {
            Kind::Flag => [("yes", "paper-yes"), ("no", "paper-no")]
                .map(|(word, key)| (word.to_string(), self.phrase(key, &[])))
                .to_vec(),
            Kind::Choice { choices } => {
                let all = self.catalogue.choices(choices).map(|choices| choices.all.as_slice()).unwrap_or_default();
                all.iter().map(|choice| (choice.id.clone(), self.said(&choice.label))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Columns of a list: what a person says of himself, what else a line asks, and room for a sign.
    fn columns(&self, own: &Field) -> (Vec<Column>, Vec<Said>) {
        let (mut columns, mut legends) = (Vec::new(), Vec::new());
        let mut last = Vec::new();
        for field in self.order.register.fields.iter().filter(|field| field.id != own.id && is_asked(field)) {
            let target = field.kind.target().and_then(|target| self.catalogue.register(target));
            match target {
                Some(target) => {
                    for field in target.fields.iter().filter(|field| is_on_line(field)) {
                        columns.push(self.column(field, &mut legends));
                    }
                }
                // A mark of the line itself is made by the person: room for a signature.
                None if field.kind == Kind::Flag => {
                    last.push(Column { heading: self.said(&field.label), width: 7, boxes: Vec::new() });
                }
                None if field.default.is_some() => {}
                None => columns.push(self.column(field, &mut legends)),
            }
        }
        columns.extend(last);
        (columns, legends)
    }

    fn column(&self, field: &Field, legends: &mut Vec<Said>) -> Column {
        let heading = self.said(&field.label);
        let boxes = match &field.kind {
            Kind::Flag => vec![Vec::new()],
            Kind::Choice { .. } => {
                let choices = self.choices(field);
                if choices.len() <= FEW {
                    choices.into_iter().map(|(_, said)| said).collect()
                } else {
                    legends.push(self.legend(&heading, &choices));
                    Vec::new()
                }
            }
            _ => Vec::new(),
        };
        let width = match &field.kind {
            Kind::Text => 14,
            Kind::Phone => 8,
            Kind::Flag => 5,
            _ if !boxes.is_empty() => 7,
            _ => 5,
        };
        Column { heading, width, boxes }
    }

    /// What the numbers in a column mean, a sentence in each language.
    fn legend(&self, heading: &Said, choices: &[(String, Said)]) -> Said {
        let of_lang = |at: usize| {
            let word = |said: &Said| said.get(at).or(said.first()).cloned().unwrap_or_default();
            let all = choices.iter().enumerate().map(|(n, (_, said))| format!("{} – {}", n + 1, word(said)));
            format!("{}: {}", word(heading), all.collect::<Vec<_>>().join("; "))
        };
        (0..self.order.langs.len()).map(of_lang).collect()
    }

    fn questions(&self) -> Vec<Question> {
        let register = self.order.register;
        // What the event says already is not asked again.
        let given = |field: &Field| {
            let said = matches!(self.order.event.get(&field.id), Some(Value::Link(_)));
            said && field.kind.target().is_some() || field.kind.target() == Some(EVENT)
        };
        let asked: Vec<&Field> = register
            .fields
            .iter()
            .filter(|field| is_asked(field) && !given(field) && !is_later(register, field))
            .collect();
        let question = |field: &&Field| {
            let choices = self.choices(field);
            let answer = match &field.kind {
                _ if !choices.is_empty() => Answer::Boxes(choices.into_iter().map(|(_, said)| said).collect()),
                Kind::Note => Answer::Lines(3),
                Kind::Text | Kind::Url | Kind::Link { .. } => Answer::Lines(1),
                _ => Answer::Short,
            };
            let mut hint = self.condition(field, &asked).unwrap_or_default();
            if field.many && hint.is_empty() {
                hint = self.phrase("paper-several", &[]);
            }
            Question { words: self.said(&field.label), hint, answer }
        };
        asked.iter().map(question).collect()
    }

    fn slips(&self) -> Result<Vec<Slip>, Trouble> {
        let key = if self.order.ticket_address.is_some() { "voice-slip-help" } else { "voice-slip-closed" };
        let slip = |ticket: &Ticket| -> Result<Slip, Trouble> {
            let text = ticket.to_string();
            let address = self.order.ticket_address.unwrap_or_default();
            let picture = qr::svg(&format!("{address}{text}"));
            let picture = picture.ok_or_else(|| Trouble::machine("an address too long for a code"))?;
            let words = self.phrase(key, &[]).into_iter().map(|words| vec![words]).collect();
            Ok(Slip { code: Code { text, picture }, name: self.phrase("voice-ticket-number", &[]), words })
        };
        let tickets = if gives_tickets(self.order.register) { self.order.tickets } else { &[] };
        tickets.iter().take(MOST_COPIES).map(slip).collect()
    }

    /// Whom a question is for: “if the answer to question 3 is yes”.
    fn condition(&self, field: &Field, asked: &[&Field]) -> Option<Said> {
        let cond = measure::resolve(field.when.as_ref()?, self.order.register, self.catalogue).ok()?;
        let column = cond.columns().into_iter().next()?.field.clone();
        let at = asked.iter().position(|field| field.id == column)?;
        let number = vec![(at + 1).to_string()];
        let answer = match &cond {
            Cond::Compare(_, measure::Comparison::Equal, value) => {
                let word = match value {
                    Stored::Text(word) => word.clone(),
                    Stored::Int(number) => if *number == 0 { "no" } else { "yes" }.to_string(),
                };
                self.choices(asked[at]).into_iter().find(|(id, _)| *id == word).map(|(_, said)| said)
            }
            _ => None,
        };
        Some(match answer {
            Some(answer) => self.phrase("paper-if", &[("n", number), ("answer", answer)]),
            None => self.phrase("paper-after", &[("n", number)]),
        })
    }
}

/// What can be written with a pen.
fn is_asked(field: &Field) -> bool {
    !matches!(field.kind, Kind::File | Kind::Point) && field.id != STATE && field.is_asked() && is_first_half(field)
}

/// What a record needs only for a later state: the letter and the decision about a problem are the office's to fill in.
fn is_later(register: &Register, field: &Field) -> bool {
    !field.required && register.states.iter().any(|state| state.needs.contains(&field.id))
}

/// Of a text in two languages one is enough on paper.
fn is_first_half(field: &Field) -> bool {
    field.translation_of.as_deref().is_none_or(|of| field.id == format!("{of}_kk"))
}

/// What a line asks of a person: name, phone, what a new person must say, and marks such as consent.
fn is_on_line(field: &Field) -> bool {
    let is_line = field.required || field.personal || field.kind == Kind::Flag;
    is_asked(field) && is_line && !field.many && field.kind.target().is_none() && field.kind != Kind::Note
}
