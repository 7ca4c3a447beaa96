//! What a needs map shows: what can be asked, the drawing, a sentence that says the same, and the matrix of villages and spheres.

use crate::ask::Ask;
use crate::stop::Result;
use auyl_domain::sorting::sort_key;
use auyl_domain::views::PROBLEM;
use auyl_domain::{Kind, Quantity};
use auyl_reports::chart::{Amount, Chart, Frame, Map, Spot, outlines};
use auyl_work::Project;
use auyl_work::needs::{self, Asked, COUNT, Cell, Needs, PEOPLE, SPHERE, SUPPORTERS, URGENT};
use jiff::civil::Date;
use serde::Deserialize;

/// Outlines of the catalogue.
const OUTLINES: &str = "outlines.csv";
/// So few villages bear their names, which need room on a wide page.
const FEW: usize = 40;

/// What the address asks for.
#[derive(Deserialize, Clone, Default)]
pub struct Query {
    #[serde(default)]
    weight: String,
    #[serde(default)]
    sphere: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    group: String,
    #[serde(default)]
    since: String,
    #[serde(default)]
    until: String,
}

impl Query {
    /// The same as the map is asked.
    pub fn asked(&self, public: bool) -> Asked {
        let day = |text: &str| text.parse::<Date>().ok();
        Asked {
            weight: if self.weight.is_empty() { COUNT.into() } else { self.weight.clone() },
            sphere: self.sphere.clone(),
            state: self.state.clone(),
            group: if public { String::new() } else { self.group.clone() },
            since: day(&self.since),
            until: day(&self.until),
            public,
        }
    }
}

type Choices = Vec<(String, String, bool)>;

/// A map and its matrix.
pub struct View {
    pub address: String,
    pub behind: Option<String>,
    pub weights: Choices,
    pub spheres: Choices,
    pub states: Choices,
    pub groups: Choices,
    pub since: String,
    pub until: String,
    pub is_narrowed: bool,
    /// For telephones, and for tables; the second is empty where one drawing serves both.
    pub drawn: [String; 2],
    pub about: String,
    pub note: Option<String>,
    /// Whose outlines lie under the villages.
    pub source: String,
    /// Whose pictures lie over them, and where the name leads.
    pub credit: Option<(String, String)>,
    pub header: Vec<String>,
    pub rows: Vec<Row>,
}

/// A village.
pub struct Row {
    pub name: String,
    pub href: String,
    /// What is read, and whether it is the most of the row.
    pub cells: Vec<(String, bool)>,
    pub whole: String,
    pub done: String,
}

impl View {
    /// The map as it was asked for, with pages of villages under `address`.
    pub fn of(ask: &Ask, project: &Project, needs: &Needs, asked: &Asked, address: &str) -> Result<View> {
        let (say, problem) = (&ask.say, project.register(PROBLEM)?);
        let words = |list: &str, chosen: &str| -> Choices {
            let all = project.catalogue.choices(list).into_iter().flat_map(|list| &list.all);
            all.map(|choice| (choice.id.clone(), say.words(&choice.label), choice.id == chosen)).collect()
        };
        let list_of = |field: &str| match problem.field(field).map(|field| &field.kind) {
            Some(Kind::Choice { choices }) => choices.clone(),
            _ => String::new(),
        };
        let plain = [
            (COUNT, "needs-by-count"),
            (SUPPORTERS, "needs-by-supporters"),
            (PEOPLE, "needs-by-people"),
            (URGENT, "needs-by-urgent"),
        ];
        let plain = plain.into_iter().filter(|(id, _)| !(asked.public && *id == URGENT));
        let mut weights: Choices = plain.map(|(id, key)| (id.to_string(), say.t(key), id == asked.weight)).collect();
        weights.extend(
            needs::questions(project, say.lang, asked.public)?
                .into_iter()
                .map(|q| (asked.weight == q.id, q.id, q.label))
                .map(|(is, id, label)| (id, label, is)),
        );
        let states =
            problem.states.iter().map(|state| (state.id.clone(), say.words(&state.title), state.id == asked.state));
        let mut view = View {
            address: address.to_string(),
            behind: None,
            weights,
            spheres: words(&list_of(SPHERE), &asked.sphere),
            states: states.collect(),
            groups: if asked.public { Vec::new() } else { words(&list_of("social_group"), &asked.group) },
            since: asked.since.map(|day| day.to_string()).unwrap_or_default(),
            until: asked.until.map(|day| day.to_string()).unwrap_or_default(),
            is_narrowed: *asked != Asked { weight: COUNT.into(), public: asked.public, ..Asked::default() },
            drawn: Default::default(),
            about: String::new(),
            note: (needs.elsewhere > 0).then(|| say.n("needs-elsewhere", needs.elsewhere)),
            source: say.t("needs-source"),
            credit: ask.app.settings.tiles.as_ref().map(|tiles| (tiles.credit.clone(), tiles.link.clone())),
            header: needs.spheres.iter().map(|sphere| say.label(&needs.list, sphere)).collect(),
            rows: Vec::new(),
        };
        let weight = view.weights.iter().find(|(.., is)| *is).map(|(_, label, _)| label.clone()).unwrap_or_default();
        view.about = about(ask, needs, weight);
        view.draw(ask, project, needs);
        view.rows = rows(ask, needs, address);
        Ok(view)
    }

    fn draw(&mut self, ask: &Ask, project: &Project, needs: &Needs) {
        let say = &ask.say;
        let outlines = outlines(project.catalogue.file(OUTLINES).unwrap_or_default());
        let spot = |village: &needs::Village| {
            // Of a survey the disc is what is named most often, as a share.
            let most = village.cells.iter().max_by_key(|cell| cell.weight).copied().unwrap_or_default();
            let leads = leading(&village.cells.iter().map(|cell| cell.weight).collect::<Vec<_>>());
            let leads: Vec<&str> = leads.into_iter().map(|at| self.header[at].as_str()).collect();
            let leads = leads.join(", ");
            let (quantity, done) = match needs.is_share {
                true => (Quantity::ratio(most.weight.into(), most.part.max(1).into()), 0.0),
                false => (Quantity::Number(village.whole.weight), share(village.whole)),
            };
            Spot {
                name: village.record.words("title", say.lang).to_string(),
                at: village.at,
                weight: Amount::of(
                    quantity,
                    if needs.is_share { percent(most) } else { say.number(village.whole.weight) },
                ),
                done,
                done_said: if needs.is_share {
                    leads
                } else {
                    say.with("needs-done", &[("n", say.number(village.whole.part)), ("leads", leads)])
                },
                href: format!("{}/{}", self.address, village.record.id),
            }
        };
        let spots: Vec<Spot> = needs.villages.iter().filter(|village| village.at.is_some()).map(spot).collect();
        if spots.is_empty() {
            return;
        }
        let is_few = spots.len() <= FEW;
        let colours = [say.t("needs-solved"), say.t(if needs.is_share { "needs-named" } else { "needs-open" })];
        let columns = ["needs-village", "needs-weight", "needs-solved"].map(|key| say.t(key));
        let narrow = Map {
            outlines: &outlines,
            spots,
            colours,
            columns,
            wide: false,
            tiles: ask.app.settings.tiles.as_ref().map(|tiles| tiles.template.as_str()),
        };
        let title = say.t("needs-title");
        let draw = |map: &Map<'_>, id: &str| {
            map.svg(&Frame { id, title: &title, about: &self.about, lang: say.lang, standalone: false })
        };
        let first = draw(&narrow, "needs-map");
        let second = if is_few { draw(&Map { wide: true, ..narrow }, "needs-map-wide") } else { String::new() };
        self.drawn = [first, second];
    }
}

/// So many that weigh the same may lead together.
const LEADING: usize = 2;

/// Which weigh most; none where too many weigh the same to say that they lead.
fn leading(weights: &[i64]) -> Vec<usize> {
    let most = weights.iter().copied().max().unwrap_or_default();
    let leading: Vec<usize> = (0..weights.len()).filter(|at| weights[*at] == most && most > 0).collect();
    if leading.len() > LEADING { Vec::new() } else { leading }
}

/// The part that is done, from 0 to 1.
fn share(cell: Cell) -> f64 {
    if cell.weight > 0 { cell.part as f64 / cell.weight as f64 } else { 0.0 }
}

/// Of all who answered.
fn percent(cell: Cell) -> String {
    if cell.part == 0 {
        return "–".into();
    }
    format!("{}\u{a0}%", (cell.weight * 100 + cell.part / 2) / cell.part)
}

/// The map in a sentence.
fn about(ask: &Ask, needs: &Needs, weight: String) -> String {
    let say = &ask.say;
    let n: i64 = needs.villages.iter().map(|village| village.whole.weight).sum();
    let solved: i64 = needs.villages.iter().map(|village| village.whole.part).sum();
    let of = |at: usize| -> i64 { needs.villages.iter().map(|village| village.cells[at].weight).sum() };
    let first = leading(&(0..needs.spheres.len()).map(of).collect::<Vec<_>>());
    let first: Vec<String> = first.into_iter().map(|at| say.label(&needs.list, &needs.spheres[at])).collect();
    let key = if needs.is_share { "needs-about-survey" } else { "needs-about" };
    let villages = needs.villages.iter().filter(|village| village.whole.weight > 0).count();
    say.with(
        key,
        &[
            ("weight", weight),
            ("n", say.number(n)),
            ("villages", villages.to_string()),
            ("first", first.join(", ")),
            ("solved", say.number(solved)),
        ],
    )
}

/// The matrix, the heaviest village first.
fn rows(ask: &Ask, needs: &Needs, address: &str) -> Vec<Row> {
    let say = &ask.say;
    let mut villages: Vec<&needs::Village> = needs.villages.iter().collect();
    villages.sort_by_cached_key(|village| {
        (std::cmp::Reverse(village.whole.weight), sort_key(village.record.words("title", say.lang)))
    });
    let row = |village: &needs::Village| {
        let leading = leading(&village.cells.iter().map(|cell| cell.weight).collect::<Vec<_>>());
        let cell = |(at, cell): (usize, &Cell)| {
            let text = match (cell.weight, needs.is_share) {
                (0, _) => String::new(),
                (_, true) => percent(*cell),
                (n, false) => say.number(n),
            };
            (text, leading.contains(&at))
        };
        Row {
            name: village.record.words("title", say.lang).to_string(),
            href: format!("{address}/{}", village.record.id),
            cells: village.cells.iter().enumerate().map(cell).collect(),
            whole: say.number(if needs.is_share { village.whole.part } else { village.whole.weight }),
            done: if needs.is_share { String::new() } else { say.number(village.whole.part) },
        }
    };
    villages.into_iter().map(row).collect()
}
