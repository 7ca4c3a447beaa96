//! The last words of a form, newest first, a page at a time: the next page is read while the one before it is written out.

use auyl_store::submissions::{Sent, Which};
use auyl_store::{Store, Trouble};
use tokio::task::JoinHandle;

/// Submissions to a page.
pub const PAGE: i64 = 500;

/// Pages that are left.
pub struct Pages {
    store: Store,
    project: String,
    form: String,
    which: Which,
    /// Goes on behind this place in the order.
    before: i64,
    /// Submissions still to be left out, and still to be read at most.
    skip: i64,
    left: i64,
    coming: Option<JoinHandle<Result<Vec<Sent>, Trouble>>>,
}

impl Pages {
    /// Those of a form for which a condition holds: behind a place in the order, without so many, at most so many.
    pub fn of(
        store: &Store,
        (project, form): (&str, &str),
        which: &Which,
        before: i64,
        (skip, left): (i64, i64),
    ) -> Pages {
        let (store, which) = (store.clone(), which.clone());
        Pages { store, project: project.into(), form: form.into(), which, before, skip, left, coming: None }
    }

    /// The next page; an empty one at the end.
    pub async fn next(&mut self) -> Result<Vec<Sent>, Trouble> {
        let coming = self.coming.take().unwrap_or_else(|| self.ask());
        let page = coming.await.map_err(Trouble::machine)??;
        if let Some(last) = page.last() {
            self.before = last.seq;
            self.left -= PAGE.min(self.left);
            self.coming = Some(self.ask());
        }
        Ok(page)
    }

    fn ask(&mut self) -> JoinHandle<Result<Vec<Sent>, Trouble>> {
        let (store, project, form, which) =
            (self.store.clone(), self.project.clone(), self.form.clone(), self.which.clone());
        let (before, part) = (self.before, (std::mem::take(&mut self.skip), PAGE.min(self.left)));
        tokio::spawn(async move {
            match part.1 {
                0 => Ok(Vec::new()),
                _ => store.submissions_before(&project, &form, &which, before, part).await,
            }
        })
    }
}
