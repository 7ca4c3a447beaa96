//! A copy of an audited DOCX with a comment at each place that a finding is about, for whoever reads the report in a word
//! processor. The words of the report stay as they are.

use super::{Audit, told};
use auyl_domain::words::Phrases;
use auyl_domain::{Lang, Refusal};
use auyl_reports::docx::annotate::annotate;

/// Who is named as the author of the comments.
const AUTHOR: &str = "Auyl";

/// The copy of the DOCX that was audited, given once more as bytes.
pub fn commented(name: &str, bytes: &[u8], audit: &Audit, phrases: &Phrases, lang: Lang) -> Result<Vec<u8>, Refusal> {
    if !bytes.starts_with(b"PK") {
        return Err(Refusal::of("audit-comments-docx").with("name", name));
    }
    let mut remarks = Vec::new();
    for remark in told(audit, phrases, lang) {
        let said = format!("{} → {} [{}, {} %]", remark.message, remark.todo, remark.code, remark.confidence);
        let mut passages: Vec<u32> = remark.quotes.iter().map(|quote| quote.passage).collect();
        passages.dedup();
        let places = passages.into_iter().filter_map(|passage| audit.source.passage(passage));
        remarks.extend(places.map(|passage| (passage.place, said.clone())));
    }
    let remarks: Vec<_> = remarks.iter().map(|(place, said)| (*place, AUTHOR, said.as_str())).collect();
    annotate(name, bytes, &remarks)
}
