//! Codes on paper: drawn by chance, kept as digests, printed once. Who wants others prints a new batch; who lost a batch
//! withdraws it.

use super::Setting;
use crate::project::Doing;
use crate::{Project, Trouble, qr};
use auyl_domain::ballot_code::BallotCode;
use auyl_domain::id::hex;
use auyl_domain::register::PLACE;
use auyl_domain::views::BALLOT_ROUND;
use auyl_domain::{Lang, Refusal, amount, value};
use auyl_reports::ballot_sheet::{self, Layout, Said, Sheets, Slip};
use std::collections::BTreeMap;

/// So many codes are printed at a time.
pub const MOST: usize = 1_000;
/// So many characters say for whom a batch is.
const LONGEST: usize = 60;

/// What is printed.
pub struct Order<'a> {
    /// For whom: a village, a street.
    pub title: &'a str,
    /// How many.
    pub n: usize,
    /// One or two languages.
    pub langs: &'a [Lang],
    /// What is on a sheet.
    pub layout: Layout,
    /// What the address in the picture begins with; the code follows behind `#`.
    pub address: &'a str,
}

/// Makes codes and the paper they stand on, which is the only place where they do: sheets to cut, then the list to sign.
pub async fn print(
    project: &Project,
    setting: &Setting,
    order: &Order<'_>,
    chance: &(dyn Fn(&mut [u8]) + Send + Sync),
    doing: &Doing,
) -> Result<Vec<u8>, Trouble> {
    if setting.box_state() == auyl_store::ballots::CLOSED {
        return Err(Refusal::of("ballot-round-over").into());
    }
    let title: String = order.title.trim().chars().take(LONGEST).collect();
    let mut bytes = [0_u8; 32];
    chance(&mut bytes);
    let key = hex(&bytes);
    let codes: Vec<BallotCode> = (0..order.n.clamp(1, MOST))
        .map(|_| {
            let mut bytes = [0_u8; BallotCode::CHANCE];
            chance(&mut bytes);
            BallotCode::of(bytes)
        })
        .collect();
    // Laid out first: codes of which there is no paper would be counted as handed out.
    let sheets = sheets(project, setting, order, &title, &codes).await?;
    let (source, pictures) = ballot_sheet::markup(&sheets);
    let lang = order.langs.first().copied().unwrap_or(Lang::Kk).code();
    let name = sheets.title.clone();
    let made = auyl_store::off_thread(move || auyl_pdf::pdf(&source, &pictures, &name, lang)).await?;
    let pdf = made.map_err(Trouble::machine)?;
    let mut tx = project.store.begin(&project.id).await?;
    let ballot_box = tx.ballot_box(setting.id(), &key).await?;
    let digests: Vec<String> = codes.iter().map(|code| code.digest(&ballot_box.key)).collect();
    let number = tx.add_ballot_codes(setting.id(), &title, &digests).await?;
    let detail = format!("batch {number}: {}", codes.len());
    tx.log("codes-printed", (BALLOT_ROUND, setting.id()), &detail, &doing.actor, &doing.at).await?;
    tx.commit().await?;
    Ok(pdf)
}

/// Withdraws what was not used of a batch.
pub async fn withdraw(project: &Project, setting: &Setting, batch: i64, doing: &Doing) -> Result<u64, Trouble> {
    let mut tx = project.store.begin(&project.id).await?;
    let n = tx.void_ballot_batch(setting.id(), batch).await?;
    let detail = format!("batch {batch}: {n}");
    tx.log("codes-withdrawn", (BALLOT_ROUND, setting.id()), &detail, &doing.actor, &doing.at).await?;
    tx.commit().await?;
    Ok(n)
}

/// Notes how many codes of a batch were handed out, by the signatures; false where more than were printed.
pub async fn hand_out(
    project: &Project,
    setting: &Setting,
    batch: i64,
    handed: i64,
    doing: &Doing,
) -> Result<bool, Trouble> {
    let mut tx = project.store.begin(&project.id).await?;
    if !tx.set_ballots_handed(setting.id(), batch, handed).await? {
        return Ok(false);
    }
    let detail = format!("batch {batch}: {handed}");
    tx.log("codes-handed-out", (BALLOT_ROUND, setting.id()), &detail, &doing.actor, &doing.at).await?;
    tx.commit().await?;
    Ok(true)
}

/// What stands on the paper.
async fn sheets(
    project: &Project,
    setting: &Setting,
    order: &Order<'_>,
    title: &str,
    codes: &[BallotCode],
) -> Result<Sheets, Trouble> {
    let round = setting.round();
    let said = |words: &dyn Fn(Lang) -> String| -> Said {
        let mut said: Said = order.langs.iter().map(|lang| words(*lang)).collect();
        said.dedup();
        said
    };
    let phrase = |key: &str, args: &[(&'static str, String)]| {
        let args: BTreeMap<&'static str, String> = args.iter().cloned().collect();
        said(&|lang| project.catalogue.phrases().say_with(lang, key, &args))
    };
    let place = match setting.record.link(PLACE) {
        Some(id) => project.store.record(&project.id, PLACE, id, None).await?,
        None => None,
    };
    let heading = said(&|lang| setting.record.words("title", lang).to_string());
    let village = said(&|lang| {
        let village = place.as_ref().map(|place| place.words("title", lang).to_string());
        let parts = village.into_iter().chain([title.to_string()]).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    });
    let costs = setting.costs();
    let option = |(at, record): (usize, &auyl_domain::Record)| {
        let cost = (costs[at] > 0).then(|| format!(" – {}", amount::shown_money(costs[at] as i64)));
        said(&|lang| format!("{}{}", record.words("title", lang), cost.as_deref().unwrap_or_default()))
    };
    let slip = |code: &BallotCode| -> Result<Slip, Trouble> {
        let text = code.to_string();
        let picture = qr::svg(&format!("{}#{text}", order.address));
        Ok(Slip { picture: picture.ok_or_else(|| Trouble::machine("an address too long for a code"))?, code: text })
    };
    let plain = order.address.split_once("://").map_or(order.address, |(_, address)| address);
    let how = match (round.form, round.most) {
        (auyl_domain::voting::round::Form::Ranking, most) => {
            let most = most.unwrap_or(setting.options.len()).min(setting.options.len());
            phrase("ballots-how-ranking", &[("most", most.to_string())])
        }
        (auyl_domain::voting::round::Form::Knapsack, _) => {
            let envelope = amount::shown_money(round.envelope as i64);
            phrase("ballots-how-knapsack", &[("sum", envelope)])
        }
        (_, Some(most)) => phrase("ballots-how-approval-most", &[("most", most.to_string())]),
        (_, None) => phrase("ballots-how-approval", &[]),
    };
    let until = said(&|lang| {
        let args = BTreeMap::from([("day", value::long_date(round.days.1, lang))]);
        project.catalogue.phrases().say_with(lang, "ballots-until", &args)
    });
    Ok(Sheets {
        title: heading.first().cloned().unwrap_or_default(),
        heading,
        village,
        how,
        online: phrase("ballots-online", &[("address", plain.to_string())]),
        secret: phrase("ballots-secret", &[]),
        until,
        is_ranking: round.form == auyl_domain::voting::round::Form::Ranking,
        options: setting.options.iter().enumerate().map(option).collect(),
        slips: codes.iter().map(slip).collect::<Result<_, _>>()?,
        layout: order.layout,
        list: phrase("ballots-list", &[]),
        list_note: phrase("ballots-list-note", &[]),
        columns: ["ballots-list-name", "ballots-list-address", "ballots-list-sign"]
            .map(|key| phrase(key, &[]))
            .to_vec(),
    })
}
