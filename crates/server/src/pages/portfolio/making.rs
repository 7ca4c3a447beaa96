//! Makes a new project: its home first, so that at no moment a project stands where others could see it.

use super::typed::Wanted;
use crate::App;
use auyl_store::accounts::{Home, Membership};
use auyl_work::project::Doing;
use auyl_work::{Project, Trouble, begin};

/// What the one who begins a project is in it.
const MAKER: &str = "administrator";
/// Under which the key of the form is kept that a project was begun with.
const BEGUN_WITH: &str = "begun-with";

/// Makes it; false where another project has this id. The same form sent again finds its project made.
pub async fn make(app: &App, wanted: Wanted, doing: &Doing) -> Result<bool, Trouble> {
    let _alone = app.projects.making.lock().await;
    let (store, id) = (&app.store, wanted.id);
    let is_there = store.last_event(&id).await? > 0;
    let home = Home { project: id.clone(), organisation: wanted.organisation.id.clone(), is_public: false };
    let begun_with = store.kept(&id, BEGUN_WITH).await?.map(|(_, key)| key);
    let is_ours = begun_with.as_deref() == Some(wanted.said.key.as_str());
    if is_ours && is_there {
        return Ok(true);
    }
    if !is_ours && (is_there || begun_with.is_some() || store.home(&id).await?.is_some()) {
        return Ok(false);
    }
    store.put_kept(&id, BEGUN_WITH, 0, &wanted.said.key).await?;
    store.add_organisation(&wanted.organisation).await?;
    store.set_home(&home).await?;
    let membership = Membership {
        account: doing.actor.clone(),
        organisation: wanted.organisation.id,
        project: id.clone(),
        role: MAKER.into(),
        places: Vec::new(),
    };
    store.set_membership(&membership).await?;
    let project = Project::create(store.clone(), app.catalogue.clone(), &id, doing).await?;
    begin::begin(&project, &wanted.said, doing).await?;
    Ok(true)
}
