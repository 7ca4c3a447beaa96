//! Reads a register file. Whatever is wrong in it becomes a finding with line and column and, where a
//! word is mistyped, the word that was probably meant; what can be read is read all the same.

use super::{Field, Kind, Register, Rule, STATE, State};
use crate::amount::{self, DECIMAL, TIYN};
use crate::finding::{Finding, Severity, Spot};
use crate::measure::Condition;
use crate::words::{Lang, Words, nearest};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    register: HeadText,
    #[serde(default)]
    field: Vec<FieldText>,
    #[serde(default)]
    state: Vec<StateText>,
    #[serde(default)]
    rule: Vec<RuleText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadText {
    id: Spanned<String>,
    title: Words,
    #[serde(default)]
    help: Words,
    #[serde(default)]
    group: String,
    #[serde(default)]
    position: i64,
    name: Spanned<String>,
    dated: Option<Spanned<String>>,
    #[serde(default)]
    phone: bool,
    #[serde(default)]
    sealed: bool,
    #[serde(default)]
    single: bool,
    parent: Option<Spanned<String>>,
    #[serde(default)]
    write: Vec<String>,
    #[serde(default)]
    public: Vec<Spanned<String>>,
    open_when: Option<Spanned<String>>,
    #[serde(default)]
    key: Vec<Spanned<String>>,
    #[serde(default)]
    unique: Vec<Vec<Spanned<String>>>,
    same_as: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldText {
    id: Spanned<String>,
    kind: Spanned<String>,
    #[serde(default)]
    label: Words,
    #[serde(default)]
    help: Words,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    many: bool,
    #[serde(default)]
    translated: bool,
    choices: Option<String>,
    to: Option<String>,
    when: Option<Spanned<String>>,
    #[serde(default)]
    personal: bool,
    #[serde(default)]
    search: bool,
    was: Option<String>,
    min: Option<toml::Value>,
    max: Option<toml::Value>,
    default: Option<toml::Value>,
    unit: Option<String>,
    band_of: Option<Spanned<String>>,
    band_at: Option<String>,
    #[serde(default)]
    made: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StateText {
    id: String,
    title: Words,
    #[serde(default)]
    from: Vec<String>,
    #[serde(default)]
    needs: Vec<Spanned<String>>,
    #[serde(default)]
    over: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    id: String,
    when: Spanned<String>,
    severity: Spanned<String>,
    message: Words,
    #[serde(default)]
    todo: Words,
}

/// Reads one register file. `None` where not even its head could be understood.
pub fn read(file: &str, text: &str) -> (Option<Register>, Vec<Finding>) {
    let source = Source { file, text };
    let mut findings = Vec::new();
    let read: FileText = match toml::from_str(text) {
        Ok(read) => read,
        Err(error) => {
            findings.push(source.toml_trouble(&error));
            return (None, findings);
        }
    };
    let head = read.register;
    let id = head.id.get_ref().clone();
    if !is_code_name(&id) {
        findings.push(source.at(&head.id, Finding::severe("catalogue-id").with("id", &id)));
        return (None, findings);
    }
    let mut fields = Vec::new();
    for field in read.field {
        source.field(field, &mut fields, &mut findings);
    }
    let states: Vec<State> = read
        .state
        .iter()
        .map(|state| State {
            id: state.id.clone(),
            title: state.title.clone(),
            from: state.from.clone(),
            needs: state.needs.iter().map(|need| need.get_ref().clone()).collect(),
            over: state.over,
        })
        .collect();
    if !states.is_empty() {
        fields.push(state_field(&id));
    }
    let open_when = head.open_when.as_ref().and_then(|when| source.condition(when, &mut findings));
    // A condition that cannot be read must not open what it was to keep closed.
    let public = if open_when.is_none() && head.open_when.is_some() { Vec::new() } else { head.public };
    let rules = read.rule.into_iter().filter_map(|rule| source.rule(rule, &mut findings)).collect();
    let names: Vec<String> = fields.iter().map(|field| field.id.clone()).collect();
    let known = |name: &str| {
        names.iter().any(|known| known == name)
            || names.iter().any(|known| known.strip_suffix("_kk").is_some_and(|stem| stem == name))
    };
    let mentioned = [head.dated.as_ref(), head.parent.as_ref(), head.same_as.as_ref()].into_iter().flatten();
    let mentioned = mentioned.chain(&public).chain(&head.key).chain(head.unique.iter().flatten());
    for name in mentioned.chain(read.state.iter().flat_map(|state| &state.needs)) {
        if !known(name.get_ref()) {
            findings.push(source.at(name, unknown_field(name.get_ref(), &id, names.iter().map(String::as_str))));
        }
    }
    for name in placeholders(head.name.get_ref()) {
        if !known(name) {
            findings.push(source.at(&head.name, unknown_field(name, &id, names.iter().map(String::as_str))));
        }
    }
    let take = |name: Option<Spanned<String>>| name.map(Spanned::into_inner);
    let take_all = |names: Vec<Spanned<String>>| names.into_iter().map(Spanned::into_inner).collect::<Vec<_>>();
    let register = Register {
        id,
        title: head.title,
        help: head.help,
        group: head.group,
        position: head.position,
        name: head.name.into_inner(),
        dated: take(head.dated),
        phone: head.phone,
        sealed: head.sealed,
        single: head.single,
        parent: take(head.parent),
        write: head.write,
        public: take_all(public),
        open_when,
        key: take_all(head.key),
        unique: head.unique.into_iter().map(take_all).collect(),
        same_as: take(head.same_as),
        fields,
        states,
        rules,
        indexes: Vec::new(),
    };
    (Some(register), findings)
}

/// The finding about a field name that a register does not have.
pub(crate) fn unknown_field<'a>(name: &str, register: &str, names: impl IntoIterator<Item = &'a str>) -> Finding {
    let nearest = nearest(name, names).unwrap_or_default();
    Finding::severe("catalogue-field-unknown").with("name", name).with("register", register).with("nearest", nearest)
}

/// The names in braces of a text such as `{title}, {held_on}`.
pub(crate) fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

fn is_code_name(text: &str) -> bool {
    let starts = text.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    starts
        && text.len() <= 40
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        // Columns of every register table.
        && !matches!(text, "project" | "id" | "since" | "until" | "review")
}

fn state_field(register: &str) -> Field {
    Field {
        label: Words { kk: "Күйі".into(), ru: "Состояние".into(), en: "State".into() },
        ..Field::plain(STATE, Kind::Choice { choices: format!("{STATE}:{register}") })
    }
}

struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn at<T>(&self, what: &Spanned<T>, finding: Finding) -> Finding {
        self.at_byte(what.span().start, finding)
    }

    fn at_byte(&self, byte: usize, finding: Finding) -> Finding {
        let before = self.text.get(..byte).unwrap_or(self.text);
        let row = before.matches('\n').count() as u32 + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() as u32 + 1;
        finding.at(Spot::line(self.file, row, column))
    }

    fn toml_trouble(&self, error: &toml::de::Error) -> Finding {
        let message = error.message();
        let finding = Finding::severe("catalogue-toml").with("detail", message);
        // serde writes: unknown field `lable`, expected one of `id`, `label`, …
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let nearest = match quoted.split_first() {
            Some((unknown, expected)) if message.contains("unknown field") => {
                nearest(unknown, expected.iter().copied())
            }
            _ => None,
        };
        let finding = finding.with("nearest", nearest.unwrap_or_default());
        self.at_byte(error.span().map_or(0, |span| span.start), finding)
    }

    fn kind(&self, text: &FieldText, findings: &mut Vec<Finding>) -> Option<Kind> {
        let name = text.kind.get_ref().as_str();
        let mut lacks = |what: &'static str| {
            let finding = Finding::severe("catalogue-kind-lacks").with("kind", name).with("what", what);
            findings.push(self.at(&text.kind, finding));
            None
        };
        match name {
            "text" => Some(Kind::Text),
            "note" => Some(Kind::Note),
            "count" => Some(Kind::Count),
            "decimal" => Some(Kind::Decimal),
            "money" => Some(Kind::Money),
            "date" => Some(Kind::Date),
            "time" => Some(Kind::Time),
            "flag" => Some(Kind::Flag),
            "place" => Some(Kind::Place),
            "point" => Some(Kind::Point),
            "file" => Some(Kind::File),
            "phone" => Some(Kind::Phone),
            "url" => Some(Kind::Url),
            "choice" => match &text.choices {
                Some(choices) => Some(Kind::Choice { choices: choices.clone() }),
                None => lacks("choices"),
            },
            "link" => match &text.to {
                Some(to) => Some(Kind::Link { to: to.clone() }),
                None => lacks("to"),
            },
            other => {
                let finding = Finding::severe("catalogue-kind-unknown").with("kind", other);
                let finding = finding.with("nearest", nearest(other, Kind::NAMES).unwrap_or_default());
                findings.push(self.at(&text.kind, finding.with("kinds", Kind::NAMES.join(", "))));
                None
            }
        }
    }

    fn field(&self, text: FieldText, fields: &mut Vec<Field>, findings: &mut Vec<Finding>) {
        let Some(kind) = self.kind(&text, findings) else { return };
        let id = text.id.get_ref().clone();
        if !is_code_name(&id) || id == STATE || fields.iter().any(|field| field.id == id) {
            findings.push(self.at(&text.id, Finding::severe("catalogue-id").with("id", &id)));
            return;
        }
        let when = text.when.as_ref().and_then(|when| self.condition(when, findings));
        let scale = match kind {
            Kind::Money => TIYN,
            Kind::Decimal => DECIMAL,
            _ => 1,
        };
        let bound = |value: &Option<toml::Value>| {
            value.as_ref().and_then(|value| amount::read_scaled(&plain_toml(value), scale))
        };
        let is_list = matches!(kind, Kind::Choice { .. } | Kind::Link { .. });
        let is_text = matches!(kind, Kind::Text | Kind::Note);
        if (text.many && !is_list) || (text.translated && !is_text) {
            let mark = if text.many { "many" } else { "translated" };
            let finding = Finding::severe("catalogue-mark-misplaced").with("mark", mark).with("kind", kind.name());
            findings.push(self.at(&text.id, finding));
        }
        let field = Field {
            id: id.clone(),
            label: text.label,
            help: text.help,
            required: text.required,
            many: text.many && is_list,
            when,
            personal: text.personal,
            search: text.search,
            was: text.was,
            min: bound(&text.min),
            max: bound(&text.max),
            default: text.default.as_ref().map(plain_toml),
            unit: text.unit,
            translation_of: None,
            band: text.band_of.zip(text.band_at).map(|(of, at)| (of.into_inner(), at)),
            made: text.made,
            kind,
        };
        if !(text.translated && is_text) {
            fields.push(field);
            return;
        }
        for (lang, required) in [(Lang::Kk, false), (Lang::Ru, field.required)] {
            fields.push(Field {
                id: format!("{id}_{}", lang.code()),
                label: field.label.map(|_, label| format!("{label} ({})", lang.code())),
                required,
                translation_of: Some(id.clone()),
                was: field.was.as_ref().map(|was| format!("{was}_{}", lang.code())),
                ..field.clone()
            });
        }
    }

    fn condition(&self, text: &Spanned<String>, findings: &mut Vec<Finding>) -> Option<Condition> {
        match Condition::read(text.get_ref()) {
            Ok(condition) => Some(condition),
            Err(finding) => {
                findings.push(self.at(text, finding));
                None
            }
        }
    }

    fn rule(&self, text: RuleText, findings: &mut Vec<Finding>) -> Option<Rule> {
        let severity = match text.severity.get_ref().as_str() {
            "severe" => Severity::Severe,
            "warning" => Severity::Warning,
            "hint" => Severity::Hint,
            other => {
                let finding = Finding::severe("catalogue-severity-unknown").with("severity", other);
                findings.push(self.at(&text.severity, finding));
                return None;
            }
        };
        let when = self.condition(&text.when, findings)?;
        Some(Rule { id: text.id, when, severity, message: text.message, todo: text.todo })
    }
}

fn plain_toml(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Boolean(yes) => if *yes { "yes" } else { "no" }.to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let (register, findings) = read("letter.toml", text);
        let mut said = match register {
            None => "no register\n".to_string(),
            Some(register) => {
                let fields = register.fields.iter().map(|f| format!("{}:{}", f.id, f.kind.name()));
                format!("{}\n", fields.collect::<Vec<_>>().join(" "))
            }
        };
        for finding in findings {
            said += &format!("{} at {} {:?}\n", finding.code, finding.spot, finding.args);
        }
        expected.assert_eq(&said);
    }

    const HEAD: &str =
        "[register]\nid = \"letter\"\nname = \"{number}\"\ntitle = { kk = \"Хаттар\", ru = \"Письма\" }\n";

    #[test]
    fn a_translated_field_becomes_two() {
        let fields = "[[field]]\nid = \"number\"\nkind = \"text\"\n[[field]]\nid = \"subject\"\nkind = \"text\"\ntranslated = true\n";
        check(
            &format!("{HEAD}{fields}"),
            expect![[r#"
                number:text subject_kk:text subject_ru:text
            "#]],
        );
    }

    #[test]
    fn an_unknown_kind_is_named_with_its_place_and_its_neighbour() {
        let fields = "[[field]]\nid = \"number\"\nkind = \"txt\"\n";
        check(
            &format!("{HEAD}{fields}"),
            expect![[r#"

                catalogue-kind-unknown at letter.toml, 7:8 {"kind": "txt", "kinds": "text, note, count, decimal, money, date, time, flag, choice, place, point, link, file, phone, url", "nearest": "text"}
                catalogue-field-unknown at letter.toml, 3:8 {"name": "number", "nearest": "", "register": "letter"}
            "#]],
        );
    }

    #[test]
    fn a_mistyped_mark_is_named_with_the_right_one() {
        let fields = "[[field]]\nid = \"number\"\nkind = \"text\"\nlable = { kk = \"Нөмірі\" }\n";
        check(
            &format!("{HEAD}{fields}"),
            expect![[r#"
                no register
                catalogue-toml at letter.toml, 8:1 {"detail": "unknown field `lable`, expected one of `id`, `kind`, `label`, `help`, `required`, `many`, `translated`, `choices`, `to`, `when`, `personal`, `search`, `was`, `min`, `max`, `default`, `unit`, `band_of`, `band_at`, `made`", "nearest": "label"}
            "#]],
        );
    }
}
