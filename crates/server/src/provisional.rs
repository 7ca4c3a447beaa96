//! Stands in for accounts and access until the store and the domain have them.

use auyl_domain::Register;
use auyl_work::Trouble;

#[derive(Clone, Debug, Default)]
pub struct Account {
    pub id: String,
    pub login: String,
    pub name: String,
    pub lang: String,
    pub is_operator: bool,
}
#[derive(Clone, Debug, Default)]
pub struct Membership {
    pub organisation: String,
    pub project: String,
    pub role: String,
    pub places: Vec<String>,
}
#[derive(Clone, Debug, Default)]
pub struct Role {
    pub id: String,
}
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    See,
    SeePersonal,
    Add,
    Change,
    Remove,
    Erase,
    Import,
    ExportPersonal,
    Freeze,
    Accounts,
    Settings,
}
pub struct Member<'a> {
    pub role: &'a Role,
    pub places: &'a [String],
}
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Yes,
    OwnPlaces,
    PublicFields,
    No,
}
pub fn may(_: &Member<'_>, _: Action, _: Option<&Register>) -> Verdict {
    Verdict::Yes
}
pub struct Home {
    pub organisation: String,
}
pub async fn home(_: &crate::App, _: &str) -> Result<Option<Home>, Trouble> {
    Ok(Some(Home { organisation: "main".into() }))
}
pub async fn session(_: &crate::App, _: &str, _: &str) -> Result<Option<((), Account)>, Trouble> {
    Ok(Some((
        (),
        Account {
            id: "aigul".into(),
            login: "aigul".into(),
            name: "Айгүл".into(),
            lang: String::new(),
            is_operator: true,
        },
    )))
}
pub async fn memberships_of(_: &crate::App, _: &str) -> Result<Vec<Membership>, Trouble> {
    Ok(vec![Membership {
        organisation: "main".into(),
        project: String::new(),
        role: "administrator".into(),
        places: vec![],
    }])
}
