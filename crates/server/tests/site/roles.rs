//! Every address × every role × every language: who gets in where stands as a table in `roles.txt`, so that a change of
//! rights is read as a difference. No page fails, none shows the name of a sentence instead of the sentence, and nobody
//! from outside the team reads a personal detail. The addresses are read from the sources: a new one without an example
//! here fails.

use crate::village::{Answer, Site, play};
use auyl_domain::{Record, Value};
use axum::http::header;
use expect_test::expect_file;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

/// Everybody of the stories; nobody is signed in as "".
const EVERYBODY: [&str; 7] = ["aigul", "bolat", "dina", "erlan", "gulnar", "zarina", ""];
/// Who may see no personal detail: monitor, official, another organisation, nobody.
const OUTSIDE: [&str; 4] = ["erlan", "gulnar", "zarina", ""];

/// An example for each address. `<sha>` is a file of the example, `<narrative>` a text of its report. What only a change
/// makes (a frozen report, a job, a workbook under way, an invitation) is not there, for nobody.
const EXAMPLES: &[(&str, &[&str])] = &[
    ("/", &["/"]),
    ("/api", &["/api"]),
    ("/api/openapi.json", &["/api/openapi.json"]),
    ("/api/v1/projects/{project}/events", &["/api/v1/projects/auyl/events"]),
    ("/api/v1/projects/{project}/figures", &["/api/v1/projects/auyl/figures"]),
    ("/api/v1/projects/{project}/files/{sha256}", &["/api/v1/projects/auyl/files/<sha>"]),
    ("/api/v1/projects/{project}/findings", &["/api/v1/projects/auyl/findings"]),
    ("/api/v1/projects/{project}/indicators", &["/api/v1/projects/auyl/indicators"]),
    ("/api/v1/projects/{project}/measures", &["/api/v1/projects/auyl/measures?m=count(event)"]),
    ("/api/v1/projects/{project}/openapi.json", &["/api/v1/projects/auyl/openapi.json"]),
    ("/api/v1/projects/{project}/surveys", &["/api/v1/projects/auyl/surveys"]),
    ("/api/v1/projects/{project}/registers", &["/api/v1/projects/auyl/registers"]),
    ("/api/v1/projects/{project}/{register}", &["/api/v1/projects/auyl/participant"]),
    ("/api/v1/projects/{project}/{register}/{id}", &["/api/v1/projects/auyl/event/ga-qamystybas-1"]),
    ("/api/v1/projects/{project}/{register}/{id}/history", &["/api/v1/projects/auyl/event/ga-qamystybas-1/history"]),
    ("/app-users", &["/v1/projects/1/app-users"]),
    ("/asked/{secret}", &["/asked/none"]),
    ("/formList", &["/v1/projects/1/formList", "/v1/key/none/projects/1/formList"]),
    ("/forms", &["/v1/projects/1/forms"]),
    (
        "/forms/{form}",
        &[
            "/v1/projects/1/forms/event.xml",
            "/v1/projects/1/forms/none.xml",
            "/v1/projects/1/forms/event",
            "/v1/projects/1/forms/event.svc",
        ],
    ),
    ("/forms/{form}/$metadata", &["/v1/projects/1/forms/event.svc/$metadata", "/v1/projects/1/forms/event/$metadata"]),
    ("/forms/{form}/assignments", &["/v1/projects/1/forms/event/assignments"]),
    ("/forms/{form}/assignments/{role}", &["/v1/projects/1/forms/event/assignments/2"]),
    ("/forms/{form}/submissions/keys", &["/v1/projects/1/forms/event/submissions/keys"]),
    ("/forms/{form}/submissions/{instance}/audits", &["/v1/projects/1/forms/event/submissions/none/audits"]),
    ("/forms/{form}/attachments", &["/v1/projects/1/forms/none/attachments"]),
    ("/forms/{form}/attachments/{name}", &["/v1/projects/1/forms/none/attachments/none"]),
    ("/forms/{form}/draft", &["/v1/projects/1/forms/none/draft"]),
    ("/forms/{form}/draft.xml", &["/v1/projects/1/forms/none/draft.xml"]),
    ("/forms/{form}/draft/attachments", &["/v1/projects/1/forms/none/draft/attachments"]),
    ("/forms/{form}/draft/fields", &["/v1/projects/1/forms/none/draft/fields"]),
    ("/forms/{form}/fields", &["/v1/projects/1/forms/event/fields"]),
    ("/forms/{form}/lists/{name}", &["/v1/projects/1/forms/attendance/lists/participant.csv"]),
    ("/forms/{form}/manifest", &["/v1/projects/1/forms/attendance/manifest"]),
    ("/forms/{form}/submissions.csv.zip", &["/v1/projects/1/forms/event/submissions.csv.zip"]),
    ("/forms/{form}/submissions/{instance}/attachments", &["/v1/projects/1/forms/event/submissions/none/attachments"]),
    ("/forms/{form}/submissions/{instance}/comments", &["/v1/projects/1/forms/event/submissions/none/comments"]),
    ("/forms/{form}/versions", &["/v1/projects/1/forms/none/versions"]),
    ("/forms/{form}/versions/{version}", &["/v1/projects/1/forms/none/versions/1"]),
    ("/forms/{form}/{table}", &["/v1/projects/1/forms/event.svc/Submissions", "/v1/projects/1/forms/event.svc/none"]),
    ("/join/{secret}", &["/join/none"]),
    ("/me", &["/me"]),
    ("/me/second", &["/me/second"]),
    ("/open/{project}", &["/open/auyl", "/open/nowhere"]),
    ("/open/{project}/vote/{id}", &["/open/auyl/vote/none"]),
    ("/open/{project}/vote/{id}/votes.pb", &["/open/auyl/vote/none/votes.pb"]),
    ("/open/{project}/feed.xml", &["/open/auyl/feed.xml"]),
    ("/open/{project}/alike", &["/open/auyl/alike?text=su"]),
    ("/open/{project}/needs", &["/open/auyl/needs"]),
    ("/open/{project}/needs/{place}", &["/open/auyl/needs/baimurat"]),
    ("/open/{project}/budget/{place}", &["/open/auyl/budget/qamystybas"]),
    ("/open/{project}/needs/{place}/{file}", &["/open/auyl/needs/baimurat/none.docx"]),
    ("/open/{project}/raise", &["/open/auyl/raise"]),
    ("/open/{project}/support/{name}", &["/open/auyl/support/none"]),
    ("/open/{project}/ticket", &["/open/auyl/ticket"]),
    ("/open/{project}/ticket/{code}", &["/open/auyl/ticket/none"]),
    ("/open311/v2/{what}", &["/open311/v2/services.json?jurisdiction_id=auyl"]),
    ("/open311/v2/{what}/{id}", &["/open311/v2/requests/none.xml?jurisdiction_id=auyl"]),
    ("/open311/{discovery}", &["/open311/discovery.json"]),
    ("/openid/back", &["/openid/back?state=none"]),
    ("/p/{project}", &["/p/auyl", "/p/nowhere"]),
    ("/p/{project}/audit", &["/p/auyl/audit"]),
    ("/p/{project}/decisions", &["/p/auyl/decisions"]),
    ("/p/{project}/decisions/chart.svg", &["/p/auyl/decisions/chart.svg"]),
    ("/p/{project}/decisions/table.csv", &["/p/auyl/decisions/table.csv"]),
    ("/p/{project}/budget/{place}", &["/p/auyl/budget/baimurat", "/p/auyl/budget/qamystybas", "/p/auyl/budget/none"]),
    (
        "/p/{project}/budget/sheet/{id}/{file}",
        &["/p/auyl/budget/sheet/bm-qamystybas-1/monitoring.docx", "/p/auyl/budget/sheet/none/monitoring.docx"],
    ),
    ("/p/{project}/decisions/{id}", &["/p/auyl/decisions/pb-qamystybas-3", "/p/auyl/decisions/none"]),
    ("/p/{project}/event/{id}", &["/p/auyl/event/ga-qamystybas-1", "/p/auyl/event/none"]),
    ("/p/{project}/event/{id}/meeting", &["/p/auyl/event/ga-baimurat-1/meeting"]),
    ("/p/{project}/event/{id}/minutes.docx", &["/p/auyl/event/ga-qamystybas-1/minutes.docx"]),
    ("/p/{project}/event/{id}/minutes.pdf", &[]),
    ("/p/{project}/event/{id}/paper", &["/p/auyl/event/ga-qamystybas-1/paper"]),
    ("/p/{project}/event/{id}/paper.pdf", &[]),
    ("/p/{project}/event/{id}/quorum", &["/p/auyl/event/ga-baimurat-1/quorum"]),
    ("/p/{project}/events", &["/p/auyl/events"]),
    ("/p/{project}/field", &["/p/auyl/field"]),
    ("/p/{project}/field/app.webmanifest", &["/p/auyl/field/app.webmanifest"]),
    ("/p/{project}/field/forms.json", &["/p/auyl/field/forms.json"]),
    ("/p/{project}/field/lists/{register}", &["/p/auyl/field/lists/participant.json", "/p/auyl/field/lists/none.json"]),
    ("/p/{project}/field/who.json", &["/p/auyl/field/who.json"]),
    ("/p/{project}/field/words.json", &["/p/auyl/field/words.json"]),
    ("/p/{project}/field/worker.js", &["/p/auyl/field/worker.js"]),
    ("/p/{project}/figure", &["/p/auyl/figure?m=count(attendance)", "/p/auyl/figure?m=nonsense("]),
    ("/p/{project}/figure.json", &["/p/auyl/figure.json?m=count(attendance)"]),
    ("/p/{project}/file/{sha256}/{name}", &["/p/auyl/file/<sha>/x.jpg"]),
    ("/p/{project}/import", &["/p/auyl/import"]),
    ("/p/{project}/import/template.xlsx", &["/p/auyl/import/template.xlsx"]),
    ("/p/{project}/import/{arrived}", &["/p/auyl/import/none"]),
    ("/p/{project}/import/{arrived}/done", &["/p/auyl/import/none/done"]),
    ("/p/{project}/indicators", &["/p/auyl/indicators"]),
    ("/p/{project}/indicators/{id}", &["/p/auyl/indicators/none"]),
    ("/p/{project}/jobs/{job}", &["/p/auyl/jobs/none"]),
    ("/p/{project}/jobs/{job}/file", &["/p/auyl/jobs/none/file"]),
    ("/p/{project}/letters", &["/p/auyl/letters"]),
    ("/p/{project}/letters/asked", &["/p/auyl/letters/asked"]),
    (
        "/p/{project}/letters/bodies/{id}",
        &["/p/auyl/letters/bodies/bo-region", "/p/auyl/letters/bodies/bo-qamystybas?official=of-qamystybas"],
    ),
    ("/p/{project}/letters/new", &["/p/auyl/letters/new", "/p/auyl/letters/new?body=bo-region"]),
    (
        "/p/{project}/letters/{id}",
        &["/p/auyl/letters/l-qamystybas-1", "/p/auyl/letters/l-baimurat-2", "/p/auyl/letters/none"],
    ),
    ("/p/{project}/letters/{id}/letter.docx", &["/p/auyl/letters/l-qamystybas-1/letter.docx"]),
    ("/p/{project}/letters/{id}/letter.pdf", &[]),
    ("/p/{project}/log", &["/p/auyl/log"]),
    ("/p/{project}/mend", &["/p/auyl/mend"]),
    (
        "/p/{project}/needs",
        &[
            "/p/auyl/needs",
            "/p/auyl/needs?weight=survey_engagement.main_problem&group=youth&since=2024-05-01&state=solved",
        ],
    ),
    ("/p/{project}/needs/{place}", &["/p/auyl/needs/baimurat", "/p/auyl/needs/qamystybas", "/p/auyl/needs/none"]),
    ("/p/{project}/needs/{place}/{file}", &["/p/auyl/needs/qamystybas/none.docx"]),
    ("/p/{project}/outbox", &["/p/auyl/outbox"]),
    ("/p/{project}/outbox/call", &["/p/auyl/outbox/call"]),
    ("/p/{project}/phones", &["/p/auyl/phones"]),
    (
        "/p/{project}/questionnaires/{name}",
        &["/p/auyl/questionnaires/engagement.xlsx", "/p/auyl/questionnaires/none.xlsx"],
    ),
    ("/p/{project}/r", &["/p/auyl/r"]),
    ("/p/{project}/r/{register}", &["/p/auyl/r/participant", "/p/auyl/r/letter", "/p/auyl/r/nonsense"]),
    ("/p/{project}/r/{register}/export.csv", &["/p/auyl/r/participant/export.csv", "/p/auyl/r/letter/export.csv"]),
    ("/p/{project}/r/{register}/export.xlsx", &["/p/auyl/r/participant/export.xlsx"]),
    ("/p/{project}/r/{register}/new", &["/p/auyl/r/participant/new", "/p/auyl/r/letter/new"]),
    ("/p/{project}/r/{register}/suggest", &["/p/auyl/r/participant/suggest?q=a"]),
    ("/p/{project}/r/{register}/{id}", &["/p/auyl/r/event/ga-qamystybas-1", "/p/auyl/r/participant/<participant>"]),
    ("/p/{project}/r/{register}/{id}/edit", &["/p/auyl/r/event/ga-qamystybas-1/edit"]),
    ("/p/{project}/r/{register}/{id}/erase", &["/p/auyl/r/participant/<participant>/erase"]),
    ("/p/{project}/r/{register}/{id}/history", &["/p/auyl/r/participant/<participant>/history"]),
    (
        "/p/{project}/r/{register}/{id}/paper/{file}",
        &["/p/auyl/r/ngo/ngo-baimurat/paper/decision.docx", "/p/auyl/r/event/ga-qamystybas-1/paper/decision.docx"],
    ),
    ("/p/{project}/r/{register}/{id}/remove", &["/p/auyl/r/event/ga-qamystybas-1/remove"]),
    ("/p/{project}/r/{register}/{id}/rows/{child}", &["/p/auyl/r/event/ga-qamystybas-1/rows/attendance"]),
    ("/p/{project}/report", &["/p/auyl/report"]),
    ("/p/{project}/report/compare", &["/p/auyl/report/compare"]),
    ("/p/{project}/report/export.docx", &["/p/auyl/report/export.docx"]),
    ("/p/{project}/report/export.html", &["/p/auyl/report/export.html"]),
    ("/p/{project}/report/export.pdf", &[]),
    ("/p/{project}/report/export.zip", &[]),
    ("/p/{project}/report/frozen/{report}", &["/p/auyl/report/frozen/none"]),
    ("/p/{project}/report/frozen/{report}/{file}", &["/p/auyl/report/frozen/none/report.docx"]),
    ("/p/{project}/report/measures", &["/p/auyl/report/measures?q=a"]),
    ("/p/{project}/report/preview", &["/p/auyl/report/preview"]),
    ("/p/{project}/report/section/new", &["/p/auyl/report/section/new"]),
    ("/p/{project}/report/section/{narrative}", &["/p/auyl/report/section/<narrative>"]),
    ("/p/{project}/report/verify", &["/p/auyl/report/verify"]),
    (
        "/p/{project}/review",
        &[
            "/p/auyl/review",
            "/p/auyl/review?state=all&form=event&place=qamystybas&since=2024-01-01&found=1&after=x~y~1",
        ],
    ),
    ("/p/{project}/review/{form}/{instance}", &["/p/auyl/review/event/none"]),
    ("/p/{project}/settings", &["/p/auyl/settings"]),
    ("/p/{project}/sheets", &["/p/auyl/sheets", "/p/auyl/sheets?code=RE0-X7V-425", "/p/auyl/sheets?code=RE0-X7V-424"]),
    ("/p/{project}/statistics", &["/p/auyl/statistics"]),
    ("/p/{project}/statistics/{file}", &["/p/auyl/statistics/none.svg"]),
    ("/p/{project}/surveys", &["/p/auyl/surveys"]),
    ("/p/{project}/surveys/{form}", &["/p/auyl/surveys/none"]),
    ("/p/{project}/surveys/{form}/source", &["/p/auyl/surveys/none/source?version=1"]),
    ("/p/{project}/thumb/{sha256}", &["/p/auyl/thumb/<sha>"]),
    ("/p/{project}/voices", &["/p/auyl/voices", "/p/auyl/voices?state=rejected"]),
    ("/p/{project}/voices/alike", &["/p/auyl/voices/alike?text=su&place=muratbaev"]),
    ("/p/{project}/voices/from/{register}/{id}", &["/p/auyl/voices/from/event/ga-qamystybas-1"]),
    ("/p/{project}/voices/{id}", &["/p/auyl/voices/pb-qamystybas-1", "/p/auyl/voices/pb-muratbaev-1"]),
    ("/p/{project}/voices/{id}/slip", &["/p/auyl/voices/pb-qamystybas-1/slip"]),
    ("/p/{project}/votes", &["/p/auyl/votes"]),
    ("/p/{project}/votes/count", &["/p/auyl/votes/count"]),
    ("/p/{project}/votes/{id}", &["/p/auyl/votes/none"]),
    ("/p/{project}/votes/{id}/protocol/{format}", &["/p/auyl/votes/none/protocol/docx"]),
    ("/p/{project}/votes/{id}/type", &["/p/auyl/votes/none/type"]),
    ("/p/{project}/votes/{id}/votes.pb", &["/p/auyl/votes/none/votes.pb"]),
    ("/p/{project}/waves", &["/p/auyl/waves"]),
    ("/p/{project}/waves/tests", &["/p/auyl/waves/tests"]),
    ("/p/{project}/waves/{register}", &["/p/auyl/waves/survey_engagement", "/p/auyl/waves/participant"]),
    (
        "/p/{project}/waves/{register}/village.docx",
        &["/p/auyl/waves/survey_engagement/village.docx?wave=endline&place=baimurat"],
    ),
    ("/p/{project}/waves/{register}/village.pdf", &[]),
    (
        "/p/{project}/waves/{register}/{field}",
        &["/p/auyl/waves/survey_engagement/engaged", "/p/auyl/waves/survey_engagement/trust_akim"],
    ),
    ("/p/{project}/waves/{register}/{field}/table.csv", &["/p/auyl/waves/survey_engagement/engaged/table.csv"]),
    ("/projects", &["/projects"]),
    ("/projects/new", &["/projects/new"]),
    ("/reply/{secret}", &["/reply/none"]),
    ("/reply/{secret}/letter.pdf", &["/reply/none/letter.pdf"]),
    ("/sign-in", &["/sign-in"]),
    ("/static/{digest}/{name}", &["/static/none/app.css"]),
    ("/stop/{secret}", &["/stop/none"]),
    ("/v1/projects", &["/v1/projects"]),
    ("/v1/projects/{number}", &["/v1/projects/1", "/v1/projects/9"]),
    ("/v1/audits", &["/v1/audits"]),
    ("/v1/users", &["/v1/users"]),
    ("/v1/users/current", &["/v1/users/current"]),
];

/// What stands between the next two quotation marks.
fn quoted(text: &str) -> Option<&str> {
    text.split('"').nth(1)
}

/// The address of a route as its source has it: in so many letters, by a name, or put together from both.
fn address(source: &str, argument: &str) -> Option<String> {
    let named = |name: &str| {
        let found = [format!("let {name} = \""), format!("const {name}: &str = \"")];
        let start = found.iter().find_map(|text| source.find(text.as_str()))?;
        quoted(&source[start..]).map(str::to_string)
    };
    let argument = argument.trim().trim_start_matches('&');
    let prefix = || {
        let closure = source.split_once("let at = |")?.1.split_once("format!(\"{")?.1;
        named(closure.split('}').next()?)
    };
    let text = match argument {
        literal if literal.starts_with('"') => quoted(literal)?.to_string(),
        at if at.starts_with("at(") => prefix()? + quoted(at)?,
        put if put.starts_with("format!(") => {
            let (name, rest) = quoted(put)?.strip_prefix('{')?.split_once('}')?;
            named(name)? + rest
        }
        name => named(name)?,
    };
    Some(text)
}

fn gather(folder: &Path, found: &mut BTreeMap<String, bool>) {
    for entry in std::fs::read_dir(folder).expect("sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, found);
            continue;
        }
        let source = std::fs::read_to_string(&path).expect("a source");
        let mut rest = source.as_str();
        while let Some((_, after)) = rest.split_once(".route(") {
            let (argument, _) =
                after.split_once(", ").or_else(|| after.split_once(",\n")).expect("a route has a handler");
            let argument = argument.split(",\n").next().unwrap_or_default();
            let address = address(&source, argument);
            let address = address.unwrap_or_else(|| panic!("{}: what is {argument}?", path.display()));
            let own = after.split(".route(").next().unwrap_or_default();
            *found.entry(address).or_default() |= own.contains("get(");
            rest = after;
        }
    }
}

/// All addresses of the sources, and whether they are looked at.
fn addresses() -> BTreeMap<String, bool> {
    let mut found = BTreeMap::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

#[test]
fn every_address_has_an_example() {
    let found: BTreeSet<String> = addresses().into_iter().filter(|(_, is_page)| *is_page).map(|(a, _)| a).collect();
    let known: BTreeSet<String> = EXAMPLES.iter().map(|(address, _)| address.to_string()).collect();
    assert!(found.len() > 50, "{found:?}");
    assert_eq!(found.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "no example in roles.rs");
    assert_eq!(known.difference(&found).collect::<Vec<_>>(), Vec::<&String>::new(), "no such address any more");
}

/// The examples with what the project has.
async fn examples(site: &Site) -> Vec<String> {
    let of = async |register: &str| site.project.store.records("auyl", register, None).await.expect("records");
    let sha = of("evidence").await.iter().find_map(|record| {
        record.fields.values().find_map(|value| match value {
            Value::File(file) => Some(file.sha256.clone()),
            _ => None,
        })
    });
    let first = |records: Vec<Record>| records.first().map(|record| record.id.to_string()).expect("one");
    let names = [
        ("<sha>", sha.expect("a file of the example")),
        ("<narrative>", first(of("narrative").await)),
        ("<participant>", first(of("participant").await)),
    ];
    let fill = |example: &&str| names.iter().fold(example.to_string(), |text, (name, own)| text.replace(name, own));
    EXAMPLES.iter().flat_map(|(_, examples)| examples.iter().map(fill)).collect()
}

fn is_html(answer: &Answer) -> bool {
    answer.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// What people read of a page: its text, and the attributes that are read out.
fn read_out(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<').skip(1) {
        let (tag, after) = part.split_once('>').unwrap_or((part, ""));
        for name in ["aria-label=\"", "title=\"", "placeholder=\"", "alt=\""] {
            text.extend(
                tag.split_once(name).and_then(|(_, rest)| rest.split('"').next()).map(|said| format!(" {said} ")),
            );
        }
        if !tag.starts_with("code") && !tag.starts_with("pre") {
            text.push(' ');
            text.push_str(after);
        }
    }
    text
}

/// Names of sentences, and sentences that were not given what they mention, as they stand in a page.
fn untold(html: &str, areas: &HashSet<String>) -> Vec<String> {
    let text = read_out(html);
    let is_key = |word: &&str| {
        let plain = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        plain && !word.ends_with('-') && word.split_once('-').is_some_and(|(area, _)| areas.contains(area))
    };
    let mut found: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
        .filter(is_key)
        .map(str::to_string)
        .collect();
    found.extend(text.match_indices("{$").map(|(at, _)| text[at..].chars().take(20).collect()));
    found
}

#[test]
fn every_role_gets_in_where_it_may_and_every_page_speaks_its_language() {
    play(async {
        let site = Site::example().await;
        let phrases = site.project.catalogue.phrases();
        let areas = phrases.all_keys(auyl_domain::Lang::En).filter_map(|key| key.split_once('-'));
        let areas: HashSet<String> = areas.map(|(area, _)| area.to_string()).collect();
        let mut table =
            format!("{:<60} {}\n", "", EVERYBODY.map(|who| if who.is_empty() { "nobody" } else { who }).join(" "));
        let mut wrong = Vec::new();
        for example in examples(&site).await {
            let mut line = format!("{:<60}", shortened(&example));
            for who in EVERYBODY {
                let mut statuses = BTreeSet::new();
                for lang in ["kk", "ru", "en"] {
                    let answer = site.get_in(lang, who, &example).await;
                    statuses.insert(answer.status.as_u16());
                    if answer.status.is_server_error() {
                        wrong.push(format!("{example} {who} {lang}: {}", answer.status));
                    }
                    if is_html(&answer) {
                        let text = answer.text();
                        wrong.extend(untold(&text, &areas).iter().map(|key| format!("{example} {who} {lang}: {key}")));
                        // Papers are written in the two languages of the state.
                        let is_paper =
                            lang == "en" && text.contains("<html lang=\"ru\"") && example.contains("/report/");
                        if !text.contains(&format!("<html lang=\"{lang}\"")) && !is_paper {
                            wrong.push(format!("{example} {who} {lang}: another language"));
                        }
                    } else if lang == "kk" {
                        // A file is the same for who reads another language.
                        break;
                    }
                }
                let said: Vec<String> = statuses.iter().map(u16::to_string).collect();
                line.push_str(&format!(" {:<width$}", said.join("/"), width = who.len().max(5)));
            }
            table.push_str(line.trim_end());
            table.push('\n');
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        expect_file!["roles.txt"].assert_eq(&table);
    });
}

/// An example without what differs from one version of the example project to the next.
fn shortened(example: &str) -> String {
    let is_digest = |part: &str| part.len() == 64;
    example.split('/').map(|part| if is_digest(part) { "<sha>" } else { part }).collect::<Vec<_>>().join("/")
}

/// Personal texts of all records: names, telephones, addresses. What also stands in an open field of some record is no
/// secret: the name of an author who agreed to be named.
async fn personal(site: &Site) -> BTreeSet<String> {
    let (mut hidden, mut open) = (BTreeSet::new(), BTreeSet::new());
    for register in site.project.catalogue.registers() {
        for record in site.project.store.records("auyl", &register.id, None).await.expect("records") {
            for (field, value) in &record.fields {
                let is_personal = register.field(field).is_some_and(|field| field.personal);
                if let Value::Text(text) = value {
                    if is_personal {
                        hidden.insert(text.clone())
                    } else {
                        open.insert(text.clone())
                    };
                }
            }
        }
    }
    hidden.into_iter().filter(|text| text.chars().count() >= 6 && !open.contains(text)).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[test]
fn nobody_from_outside_the_team_reads_a_personal_detail() {
    play(async {
        let site = Site::example().await;
        let hidden = personal(&site).await;
        assert!(hidden.len() > 300, "{} personal texts", hidden.len());
        let mut pages = examples(&site).await;
        for register in site.project.catalogue.registers() {
            let list = format!("/p/auyl/r/{}", register.id);
            let records = site.project.store.records("auyl", &register.id, None).await.expect("records");
            for record in records.iter().take(2) {
                pages.extend(["", "/history", "/edit"].map(|rest| format!("{list}/{}{rest}", record.id)));
            }
            pages.extend([format!("{list}/export.csv"), format!("{list}/suggest?q=а"), list]);
        }
        let mut wrong = BTreeSet::new();
        for page in &pages {
            for who in OUTSIDE {
                let text = site.get(who, page).await.text().replace("&#39;", "'").replace("&#34;", "\"");
                let there: HashSet<&str> = words(&text).collect();
                let stands =
                    |value: &&String| words(value).all(|word| there.contains(word)) && text.contains(value.as_str());
                wrong.extend(hidden.iter().filter(stands).map(|value| format!("{page} {who}: {value}")));
            }
        }
        assert!(
            pages.len() > 200 && wrong.is_empty(),
            "{} pages\n{}",
            pages.len(),
            wrong.into_iter().collect::<Vec<_>>().join("\n")
        );
        // The same look finds what the team may read, so that it would have found it here.
        let text = site.get("bolat", "/p/auyl/r/participant").await.text();
        assert!(hidden.iter().any(|value| text.contains(value.as_str())));
    });
}
