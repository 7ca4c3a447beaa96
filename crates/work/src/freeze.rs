//! Freezes a report: every cell with its measure, value and event, and the bytes of every format; and verifies
//! one later, also a DOCX that somebody edited.

use crate::check::{self, Checked};
use crate::project::Doing;
use crate::provenance;
use crate::report::{self, FORMATS, Order};
use crate::{Project, Trouble};
use auyl_domain::finding::{Finding, has_severe};
use auyl_domain::id::sha256;
use auyl_domain::{Lang, Question, Refusal};
use auyl_reports::compile::Answers;
use auyl_reports::freeze::Frozen;
use auyl_reports::{docx, verify};
use std::collections::BTreeMap;

/// A frozen report: what was stored, and its bytes by format.
pub struct Freezing {
    /// What is kept.
    pub frozen: Frozen,
    /// Format and bytes.
    pub files: Vec<(&'static str, Vec<u8>)>,
    /// What was found and did not block.
    pub findings: Vec<Finding>,
    /// The language it is written in.
    pub lang: Lang,
}

/// Freezes the report as it is now. With a severe finding it is refused and the findings are given back.
pub async fn freeze(
    project: &Project,
    order: &Order<'_>,
    doing: &Doing,
) -> Result<Result<Freezing, Vec<Finding>>, Trouble> {
    let Checked { report, findings } = check::check(project, order).await?;
    if has_severe(&findings) {
        return Ok(Err(findings));
    }
    let mut frozen = Frozen::of(&report.compiled, &report.form.id, report.lang, &doing.at, report.event);
    let mut document = report.compiled.document.clone();
    document.id = Some(frozen.id.clone());
    let provenance = provenance::section(project, &report.compiled, report.lang, Some(report.event)).await?;
    let mut files = Vec::new();
    let mut kept = BTreeMap::new();
    for format in FORMATS {
        let bytes = report::render(&document, format, &provenance).await?;
        kept.insert(format.to_string(), sha256(&bytes));
        project.store.put_file(bytes.clone()).await?;
        files.push((format, bytes));
    }
    frozen.files = kept;
    let text = serde_json::to_string(&frozen).map_err(Trouble::machine)?;
    let mut tx = project.store.begin(&project.id).await?;
    tx.freeze(&frozen.id, &frozen.form, &text, &doing.actor, &doing.at).await?;
    tx.commit().await?;
    Ok(Ok(Freezing { frozen, files, findings, lang: report.lang }))
}

/// What came of comparing a DOCX with what was frozen.
pub struct Verified {
    /// What was frozen; nothing where the file cannot be read as a DOCX.
    pub frozen: Option<Frozen>,
    /// Every difference.
    pub findings: Vec<Finding>,
}

/// Recomputes every cell of the frozen report that a DOCX says it is, and compares the DOCX itself.
pub async fn verify(project: &Project, name: &str, bytes: &[u8]) -> Result<Verified, Trouble> {
    let (document, mut findings) = docx::read(bytes);
    if document.id.is_none() && has_severe(&findings) {
        return Ok(Verified { frozen: None, findings });
    }
    let unknown = || Refusal::of("report-unknown").with("file", name);
    let id = document.id.clone().ok_or_else(unknown)?;
    let text = project.store.frozen(&project.id, &id).await?.ok_or_else(unknown)?;
    let frozen: Frozen = serde_json::from_str(&text).map_err(Trouble::machine)?;
    let mut answers = Answers::new();
    let questions: Vec<Question> = frozen.cells.iter().map(|cell| cell.question.clone()).collect();
    report::answer(project, &questions, &mut answers, frozen.event).await?;
    findings.extend(verify::verify(&document, &frozen, &answers));
    findings.extend(project.store.check_chain(&project.id).await?);
    Ok(Verified { frozen: Some(frozen), findings })
}
