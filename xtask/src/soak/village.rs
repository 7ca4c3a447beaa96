//! A small project to be treated badly: one event in the village Ulgi with many residents, taken in by `auyl` itself.

use crate::cargo::must_read;
use anyhow::{Context, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Residents in the workbook, each with one attendance.
pub const RESIDENTS: usize = 1500;

/// What stands in the data folder before the import.
const BEFORE: &[(&str, &str)] = &[
    (
        "passport",
        "id,title_ru,grantee_ru,head,post_ru,address_ru,phone,contract_number,contract_date,starts_on,ends_on,grant_sum\n\
         soak,Развитие аула Улги,Альянс Улги,Нұрсейітова Айнұр,Директор,Улги,+7 700 000 00 01,ҮГ-27,2024-03-12,2024-03-13,2024-11-25,5659000\n",
    ),
    ("place", "id,title_ru,kato,kind,district_ru,rural_district_ru\nulgi,Улги,431033100,village,Район,Округ\n"),
    ("goal", "id,title_ru\ng1,Развитие\n"),
    ("objective", "id,goal,number,title_ru\no1,g1,1,Развитие\n"),
    ("activity", "id,objective,number,title_ru,kind\na1,o1,1.1,Сход,gathering\n"),
    ("event", "id,activity,kind,title_ru,held_on,place,programme,agenda\ne1,a1,gathering,Сход,2024-05-14,ulgi,П,Д\n"),
];

/// An executable, a data folder as it was before the import, and the workbook to import.
pub struct Village {
    program: PathBuf,
    folder: PathBuf,
    /// The workbook: residents and attendances, and everything that was there before.
    pub workbook: PathBuf,
    /// The rows of the import and their event numbers, where nobody disturbs it.
    pub undisturbed: Rows,
}

/// The ids of the residents and attendances, each with the number of its event.
#[derive(PartialEq, Debug)]
pub struct Rows(pub Vec<(String, i64)>);

impl Village {
    /// Makes the folder, and the workbook by an export of a second folder into which the rows went as CSV.
    pub fn make(program: PathBuf, folder: PathBuf) -> anyhow::Result<Village> {
        let rows = folder.join("rows.csv");
        Village::begin(&program, &folder.join("before"), &folder.join("before.csv"))?;
        std::fs::create_dir_all(&rows)?;
        let mut participants = "id,name,birth_year,gender,status,place\n".to_string();
        let mut attendances = "id,event,participant\n".to_string();
        for n in 0..RESIDENTS {
            let gender = if n % 5 < 3 { "female" } else { "male" };
            participants += &format!("p-{n},Тұрғын {n},{},{gender},other,ulgi\n", 1940 + n % 60);
            attendances += &format!("t-{n},e1,p-{n}\n");
        }
        std::fs::write(rows.join("participant.csv"), participants)?;
        std::fs::write(rows.join("attendance.csv"), attendances)?;
        let workbook = folder.join("rows.xlsx");
        let mut village = Village { program, workbook, folder, undisturbed: Rows(Vec::new()) };
        let (whole, again) = (village.copy("whole")?, village.copy("again")?);
        must_read(village.auyl(&whole).arg("import").arg(rows))?;
        must_read(village.auyl(&whole).arg("export").arg(&village.workbook))?;
        must_read(village.import(&again).as_mut())?;
        village.undisturbed = village.rows(&again)?;
        if village.undisturbed.0.len() != 2 * RESIDENTS {
            bail!("the import has {} rows, not {}", village.undisturbed.0.len(), 2 * RESIDENTS);
        }
        Ok(village)
    }

    /// A data folder with what stands there before anything else; `texts` is a folder for what goes into it.
    pub fn begin(program: &Path, data: &Path, texts: &Path) -> anyhow::Result<()> {
        std::fs::create_dir_all(texts)?;
        for (register, text) in BEFORE {
            std::fs::write(texts.join(format!("{register}.csv")), text)?;
        }
        must_read(auyl(program, data).arg("init"))?;
        must_read(auyl(program, data).arg("import").arg(texts))?;
        Ok(())
    }

    /// A copy of the folder as it was before the import.
    pub fn copy(&self, name: &str) -> anyhow::Result<PathBuf> {
        let copy = self.folder.join(name);
        copy_folder(&self.folder.join("before"), &copy)?;
        Ok(copy)
    }

    /// The import of the workbook into a folder, not yet started.
    pub fn import(&self, data: &Path) -> Box<Command> {
        let mut command = self.auyl(data);
        command.arg("import").arg(&self.workbook).stdout(Stdio::null()).stderr(Stdio::null());
        Box::new(command)
    }

    /// The rows of the import that are there.
    pub fn rows(&self, data: &Path) -> anyhow::Result<Rows> {
        let mut rows = Vec::new();
        for measure in ["count(participant)", "count(attendance)"] {
            let said = must_read(self.auyl(data).args(["figure", measure, "--records", "--json"]))?;
            let said: Value = serde_json::from_str(&said)?;
            let records = said["records"].as_array().context("the figure lists no records")?;
            if said["value"].as_u64() != u64::try_from(records.len()).ok() {
                bail!("{measure} is {}, and {} records stand behind it", said["value"], records.len());
            }
            for record in records {
                let (id, version) = (record["id"].as_str(), record["version"].as_i64());
                rows.push((id.context("no id")?.to_string(), version.context("no version")?));
            }
        }
        rows.sort_by_key(|(_, event)| *event);
        Ok(Rows(rows))
    }

    /// What `auyl check` has against the log; the recount of the log also misses numbers that were passed over.
    pub fn troubles_of_the_log(&self, data: &Path) -> anyhow::Result<Vec<String>> {
        Village::troubles_of(self.auyl(data))
    }

    /// The same, by a program that was told where to look.
    pub fn troubles_of(mut auyl: Command) -> anyhow::Result<Vec<String>> {
        let checked = auyl.args(["check", "--json"]).output()?;
        let said: Value = serde_json::from_slice(&checked.stdout)
            .with_context(|| format!("`auyl check` said: {}", String::from_utf8_lossy(&checked.stderr)))?;
        let findings = said.as_array().context("`auyl check --json` prints no list")?;
        let of_the_log = |finding: &&Value| {
            ["log-altered", "record-altered", "record-lost"].iter().any(|code| finding["code"] == **code)
        };
        Ok(findings.iter().filter(of_the_log).map(|finding| finding["message"].to_string()).collect())
    }

    fn auyl(&self, data: &Path) -> Command {
        auyl(&self.program, data)
    }
}

/// A program over a data folder, whatever the environment says.
pub fn auyl(program: &Path, data: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["--lang", "en", "--data"]).arg(data).stdin(Stdio::null());
    for name in ["AUYL_DATA", "AUYL_DATABASE", "AUYL_CATALOGUE"] {
        command.env_remove(name);
    }
    command
}

impl Rows {
    /// Whether the events of the rows follow each other without a gap.
    pub fn are_in_a_row(&self) -> bool {
        self.0.windows(2).all(|two| two[0].1 + 1 == two[1].1)
    }
}

/// Copies a folder with all that is in it.
pub fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for found in std::fs::read_dir(from)? {
        let found = found?;
        let target = to.join(found.file_name());
        if found.file_type()?.is_dir() {
            copy_folder(&found.path(), &target)?;
        } else {
            std::fs::copy(found.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_was_passed_over_is_a_gap() {
        let rows = |events: &[i64]| Rows(events.iter().map(|event| (format!("p-{event}"), *event)).collect());
        assert!(rows(&[7, 8, 9]).are_in_a_row());
        assert!(!rows(&[7, 9]).are_in_a_row());
        assert!(!rows(&[7, 7]).are_in_a_row());
    }
}
