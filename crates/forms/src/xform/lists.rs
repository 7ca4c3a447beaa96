//! The lists that go to phones beside a form: places, events, people the coordinator may see. The caller hands the
//! lines; what stands in them is on the phone, so personal details are the caller's to leave out.

use crate::shape::NOT_LISTED;
use auyl_domain::register::PLACE;
use auyl_domain::{Catalogue, Lang};

/// One record that can be chosen.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Line {
    /// Id of the record.
    pub id: String,
    /// What the coordinator reads.
    pub label: String,
    /// Id of its village, empty where it belongs to none: a form that has asked for the village shows only its own.
    pub place: String,
}

/// The file `<register>.csv`: columns `name,label,place`, in the order handed, last the line "not in the list".
pub fn csv(lines: &[Line], catalogue: &Catalogue, lang: Lang) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let not_listed = catalogue.phrases().say(lang, "phone-not-listed");
    let rows = lines.iter().map(|line| [line.id.as_str(), &line.label, &line.place]);
    let rows = [["name", "label", PLACE]].into_iter().chain(rows).chain([[NOT_LISTED, &not_listed, ""]]);
    for row in rows {
        writer.write_record(row).expect("memory takes bytes, and every row has three cells");
    }
    writer.into_inner().expect("memory takes bytes")
}
