//! Whose submissions a member sees, and of which they decide.

use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::{Refusal, Register};
use auyl_store::submissions::Sifted;
use auyl_work::review::Opened;
use auyl_work::sender::account_of;

/// What a member sees of submissions.
pub struct Reach<'h> {
    here: &'h Here,
    /// Ids of the forms that they see, each with the register of its answers, in order.
    pub forms: Vec<(&'h str, &'h Register)>,
    /// Whether they decide.
    pub decides: bool,
    /// Ids of the forms.
    pub ids: Vec<String>,
}

impl<'h> Reach<'h> {
    /// A reviewer sees what was sent to the forms of which they decide; others see what they sent themselves.
    pub fn of(here: &'h Here) -> Result<Reach<'h>> {
        let decides = here.can(Action::Review, None);
        let action = if decides { Action::Review } else { Action::Add };
        let catalogue = &here.project.catalogue;
        let everybodys = catalogue.registers().iter().filter(|register| register.phone);
        let everybodys = everybodys.map(|register| (register.id.as_str(), register));
        let own = here.app.surveys.iter().flat_map(|known| known.all.iter()).map(|offered| &offered.survey);
        let own = own.filter_map(|survey| Some((survey.form.as_str(), catalogue.register(&survey.register)?)));
        let all = everybodys.chain(own);
        let mut forms: Vec<_> = all.filter(|(_, register)| here.can(action, Some(register))).collect();
        forms.sort_by_key(|(_, register)| register.position);
        if forms.is_empty() {
            return Err(Refusal::of("not-allowed").into());
        }
        let ids = forms.iter().map(|(id, _)| id.to_string()).collect();
        Ok(Reach { here, forms, decides, ids })
    }

    /// The places to which a reviewer is held; none where nothing holds them.
    fn places(&self) -> Option<&'h [String]> {
        let is_held = self.decides && self.here.may(Action::Review, None) == Verdict::OwnPlaces;
        is_held.then_some(self.here.places.as_slice())
    }

    /// The account whose submissions alone are seen; empty for a reviewer.
    fn account(&self) -> &'h str {
        match (&self.here.ask.signed, self.decides) {
            (Some(signed), false) => &signed.account.id,
            _ => "",
        }
    }

    /// What is looked through.
    pub fn sifted(&self) -> Sifted<'_> {
        Sifted { forms: &self.ids, account: self.account(), own_places: self.places(), ..Sifted::default() }
    }

    /// A submission of an address, with its register; one that the member does not see is not there.
    pub async fn open(&self, form: &str, root: &str) -> Result<(&'h Register, Opened)> {
        let missing = || Refusal::of("page-missing");
        let (_, register) = self.forms.iter().find(|(id, _)| *id == form).ok_or_else(missing)?;
        let project = &self.here.project;
        let opened = auyl_work::review::open(project, form, root).await?.ok_or_else(missing)?;
        let it = &opened.submission;
        let is_own = self.account() == account_of(&it.actor);
        if !self.decides && !is_own {
            return Err(missing().into());
        }
        if let Some(places) = self.places() {
            let about = project.store.about_submission(&project.id, form, &it.instance).await?.unwrap_or_default();
            if !about.place.is_empty() && !places.contains(&about.place) {
                return Err(missing().into());
            }
        }
        Ok((register, opened))
    }
}
