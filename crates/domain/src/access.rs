//! Who may see and change what. Roles are data (`catalogue/roles.toml`); [`may`] is the one function that decides.
//! What an account *is* (a password, a session) is not known here, only what it is in one project: a [`Member`].

mod places;
pub use places::{holds_in_places, place_cond};

use crate::catalogue::line_of;
use crate::finding::{Finding, Spot};
use crate::record::Record;
use crate::register::{Field, Register, placeholders};
use crate::words::Words;
use serde::Deserialize;

/// Where the roles stand in the catalogue.
pub const FILE: &str = "roles.toml";
/// The role of whoever has not signed in.
pub const VISITOR: &str = "public";

/// How much a role reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Read {
    /// Everything.
    All,
    /// Everything but personal fields.
    WithoutPersonal,
    /// The fields that a register lists in `public`.
    Public,
}

/// Where a role writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Write {
    /// In all registers.
    All,
    /// In registers that name the role in `write`.
    Listed,
    /// Nowhere.
    None,
}

/// Of which places.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Places {
    /// Of all places.
    All,
    /// Of the places the account is tied to, and what has no place.
    Own,
}

/// What a kind of account may do.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Code name.
    pub id: String,
    /// What people read.
    pub title: Words,
    /// Who has this role and what for.
    #[serde(default)]
    pub help: Words,
    /// How much it reads.
    pub read: Read,
    /// Where it writes.
    pub write: Write,
    /// Of which places.
    pub places: Places,
    /// Keeps accounts and settings.
    #[serde(default)]
    pub accounts: bool,
    /// Erases a person.
    #[serde(default)]
    pub erase: bool,
    /// Decides of what phones sent.
    #[serde(default)]
    pub review: bool,
    /// Reads the report, which is about all places.
    #[serde(default)]
    pub report: bool,
    /// Freezes a report.
    #[serde(default)]
    pub freeze: bool,
    /// Takes personal details out in a file.
    #[serde(default)]
    pub export_personal: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RolesText {
    #[serde(default)]
    role: Vec<toml::Spanned<Role>>,
}

/// Reads the roles; of two with one id the first counts.
pub(crate) fn read(text: &str) -> Result<(Vec<Role>, Vec<Finding>), toml::de::Error> {
    let read: RolesText = toml::from_str(text)?;
    let (mut roles, mut findings): (Vec<Role>, Vec<Finding>) = Default::default();
    for role in read.role {
        let row = line_of(text, role.span().start);
        let role = role.into_inner();
        if roles.iter().any(|known| known.id == role.id) {
            let finding = Finding::severe("catalogue-role-twice").with("id", &role.id);
            findings.push(finding.at(Spot::line(FILE, row, 1)));
        } else {
            roles.push(role);
        }
    }
    Ok((roles, findings))
}

/// What somebody wants to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// See records, figures and reports.
    See,
    /// See personal fields.
    SeePersonal,
    /// Add a record.
    Add,
    /// Change a record, its state, its files.
    Change,
    /// Remove a record (its versions stay).
    Remove,
    /// Take records in from a workbook.
    Import,
    /// Empty the personal fields of a person for good.
    Erase,
    /// Take personal fields out in a file.
    ExportPersonal,
    /// Approve and reject what phones sent.
    Review,
    /// Read the report, write it with who writes it, hold a paper against it.
    Report,
    /// Freeze a report.
    Freeze,
    /// Invite, change and bar accounts.
    Accounts,
    /// Change settings of the project, such as its public page.
    Settings,
    /// Make a survey and publish it.
    Survey,
}

impl Action {
    /// All actions.
    pub const ALL: [Action; 14] = [
        Action::See,
        Action::SeePersonal,
        Action::Add,
        Action::Change,
        Action::Remove,
        Action::Import,
        Action::Erase,
        Action::ExportPersonal,
        Action::Review,
        Action::Report,
        Action::Freeze,
        Action::Accounts,
        Action::Settings,
        Action::Survey,
    ];
}

/// What an account is in one project.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Member<'a> {
    /// Its role.
    pub role: &'a Role,
    /// Ids of the places it is tied to; they matter only to roles with own places.
    pub places: &'a [String],
}

/// What is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Without limits.
    Yes,
    /// Only records for which [`place_cond`] holds: of own places, or without a place.
    OwnPlaces,
    /// Only fields that the register lists in `public`.
    PublicFields,
    /// Not at all.
    No,
}

impl Verdict {
    /// Whether anything at all is allowed.
    pub fn is_some(self) -> bool {
        self != Verdict::No
    }
}

/// Decides. Without a register: whether the action is possible anywhere in the project.
pub fn may(member: &Member<'_>, action: Action, register: Option<&Register>) -> Verdict {
    let role = member.role;
    let limited = if role.places == Places::Own { Verdict::OwnPlaces } else { Verdict::Yes };
    let when = |allowed: bool, verdict: Verdict| if allowed { verdict } else { Verdict::No };
    let writes = match role.write {
        Write::All => true,
        Write::Listed => register.is_none_or(|register| register.write.contains(&role.id)),
        Write::None => false,
    };
    let has_personal = register.is_none_or(Register::has_personal);
    // Ballots come in, of whatever place, and nobody sees one.
    if register.is_some_and(|register| register.sealed) {
        return when(action == Action::Add && writes, Verdict::Yes);
    }
    match action {
        Action::See if role.read != Read::Public => limited,
        Action::See => when(register.is_none_or(|register| !register.public.is_empty()), Verdict::PublicFields),
        // Personal details are shown by need: who keeps to own places needs those that they enter.
        Action::SeePersonal => {
            let needed = role.places == Places::All || writes;
            when(role.read == Read::All && has_personal && needed, limited)
        }
        Action::Add | Action::Change => when(writes, limited),
        // Who sees only part of a record neither removes it nor compares a whole workbook with it.
        Action::Remove => when(writes && role.read != Read::Public, limited),
        Action::Import => when(writes && role.read == Read::All, limited),
        Action::Erase => when(role.erase && has_personal, limited),
        Action::ExportPersonal => when(role.export_personal && has_personal, limited),
        Action::Review => when(role.review && writes, limited),
        // It tells records of all places and cannot be cut to some.
        Action::Report => when(role.report, Verdict::Yes),
        Action::Freeze => when(role.freeze, Verdict::Yes),
        Action::Accounts | Action::Settings => when(role.accounts, Verdict::Yes),
        // A survey is a register: who answers for the report, or for the rights, may add one.
        Action::Survey => when(role.accounts || role.freeze, Verdict::Yes),
    }
}

/// The fields of a register that are shown to somebody, in order.
pub fn fields_seen<'r>(member: &Member<'_>, register: &'r Register) -> Vec<&'r Field> {
    let all = register.fields.iter();
    match may(member, Action::See, Some(register)) {
        Verdict::No => Vec::new(),
        Verdict::PublicFields => all.filter(|field| is_public(register, field)).collect(),
        Verdict::Yes | Verdict::OwnPlaces => without_hidden(member, register),
    }
}

/// A record as somebody sees it: nothing is left in it but the fields that are shown to them.
pub fn record_seen(member: &Member<'_>, register: &Register, record: Record) -> Record {
    let seen = fields_seen(member, register);
    let mut record = record;
    record.fields.retain(|name, _| seen.iter().any(|field| field.id == *name));
    record.review.clear();
    record
}

/// Whether somebody may read how records of a register are called (`name`); who may not is shown their ids.
pub fn names_seen(member: &Member<'_>, register: &Register) -> bool {
    let seen = fields_seen(member, register);
    let is_seen = |name: &str| seen.iter().any(|f| f.id == name || f.translation_of.as_deref() == Some(name));
    placeholders(&register.name).all(is_seen)
}

/// The fields of a register that somebody fills in, in order; none for who may not write there.
pub fn fields_filled<'r>(member: &Member<'_>, register: &'r Register) -> Vec<&'r Field> {
    match may(member, Action::Add, Some(register)) {
        Verdict::No => Vec::new(),
        _ => without_hidden(member, register).into_iter().filter(|field| field.is_asked()).collect(),
    }
}

fn without_hidden<'r>(member: &Member<'_>, register: &'r Register) -> Vec<&'r Field> {
    let personal = may(member, Action::SeePersonal, Some(register)).is_some();
    register.fields.iter().filter(|field| personal || !field.personal).collect()
}

/// Whether a register shows a field to everybody. A personal field is never shown, whatever the file says.
pub fn is_public(register: &Register, field: &Field) -> bool {
    let named = |name: &String| *name == field.id || Some(name) == field.translation_of.as_ref();
    !field.personal && register.public.iter().any(named)
}
