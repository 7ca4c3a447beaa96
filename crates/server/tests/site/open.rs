//! The open page: off until an administrator switches it on, then for everybody, with nothing personal in it.

use crate::village::{Answer, PEOPLE, Site, play};
use auyl_domain::access::{self, VISITOR};
use auyl_domain::{Lang, Record, RecordId, Value};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use quick_xml::events::Event;
use std::collections::{BTreeSet, HashSet};

const PAGE: &str = "/open/auyl";
const FEED: &str = "/open/auyl/feed.xml";

/// Aigül switches it on or off.
async fn switch(site: &Site, on: bool) {
    let told = site.post("aigul", "/p/auyl/settings/open", &[("open", if on { "true" } else { "false" })]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.text());
}

async fn opened() -> Site {
    let site = Site::example_of_its_own().await;
    switch(&site, true).await;
    site
}

/// A record as it is, changed and kept.
pub async fn change(site: &Site, register: &str, id: &str, change: impl FnOnce(&mut Record)) {
    let id = RecordId::read(id).expect("an id");
    let mut record = site.project.store.record("auyl", register, &id, None).await.expect("a store").expect("a record");
    change(&mut record);
    let mut tx = site.project.store.begin("auyl").await.expect("a transaction");
    tx.save(&[record], "bolat", "2024-11-25T07:00:00Z").await.expect("saved");
    tx.commit().await.expect("kept");
}

fn set(field: &str, text: &str) -> impl FnOnce(&mut Record) {
    move |record| drop(record.fields.insert(field.to_string(), Value::Text(text.to_string())))
}

/// Every element of an XML text with what it says; none where the text is not XML.
fn read_xml(text: &str) -> Option<Vec<(String, String)>> {
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut open, mut found) = (Vec::<String>::new(), Vec::<(String, String)>::new());
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                open.push(tag.name().as_ref().to_string());
                found.push((open.last()?.clone(), String::new()));
            }
            Event::End(_) => drop(open.pop()?),
            Event::Text(part) => found.last_mut().into_iter().for_each(|(_, text)| *text += &part),
            Event::GeneralRef(part) => {
                let sign = part.resolve_char_ref().ok()?.map(String::from);
                let sign = sign.or_else(|| quick_xml::escape::resolve_xml_entity(&part).map(str::to_string))?;
                found.last_mut()?.1 += &sign;
            }
            Event::Eof => {
                found.iter_mut().for_each(|(_, text)| *text = text.trim().to_string());
                return open.is_empty().then_some(found);
            }
            _ => {}
        }
    }
}

/// What the page says to search engines.
fn schema(page: &str) -> serde_json::Value {
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").expect("a block");
    let text = rest.split("</script>").next().expect("its end");
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn nobody_finds_an_open_page_before_it_is_switched_on_nor_after_it_is_switched_off() {
    play(async {
        let site = Site::example_of_its_own().await;
        let missing = site.get("", "/open/nowhere").await;
        let hidden = async || {
            for path in [PAGE, FEED] {
                for who in PEOPLE.iter().map(|(who, _)| *who).chain(["zarina", ""]) {
                    assert_eq!(site.get(who, path).await.status, StatusCode::NOT_FOUND, "{path} {who}");
                }
                let answer = site.get("", path).await;
                let same = |answer: &Answer| answer.text().replace(path, "").replace("/open/nowhere", "");
                assert_eq!(same(&answer), same(&missing), "{path}: it is not told whether there is such a project");
            }
        };
        hidden().await;
        assert_eq!(
            site.post("bolat", "/p/auyl/settings/open", &[("open", "true")]).await.status,
            StatusCode::FORBIDDEN
        );
        hidden().await;
        let settings = site.get("aigul", "/p/auyl/settings").await.text();
        assert!(settings.contains("action=\"/p/auyl/settings/open\"") && !settings.contains("href=\"/open/auyl\""));
        switch(&site, true).await;
        assert_eq!(site.get("", PAGE).await.status, StatusCode::OK);
        for path in ["/p/auyl/settings", "/p/auyl"] {
            assert!(site.get("aigul", path).await.text().contains("href=\"/open/auyl\""), "{path} leads to it");
        }
        switch(&site, false).await;
        hidden().await;
    });
}

#[test]
fn everybody_reads_goal_villages_activities_indicators_problems_stories_and_publications_in_three_languages() {
    play(async {
        let site = opened().await;
        for (lang, expected) in [
            (
                Lang::Kk,
                [
                    "Мақсат",
                    "Қамыстыбас",
                    "Ұсталар ізімен",
                    "Үш ауылда жоба басталды",
                    "Байланыс қызметінің сапасы төмен",
                ],
            ),
            (Lang::Ru, ["Цель", "Камыстыбас", "По следам кузнецов", "Проблемы сёл", "Низкое качество услуг связи"]),
            (Lang::En, ["Goal", "Success stories", "Problems of the villages", "Indicators", "in all"]),
        ] {
            let answer = site.get_in(lang.code(), "", PAGE).await;
            let page = answer.text();
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(page.contains(&format!("<html lang=\"{}\"", lang.code())));
            for text in expected {
                assert!(page.contains(text) || lang == Lang::Kk && text.starts_with("Үш"), "{lang:?}: {text}\n{page}");
            }
            for id in ["goal", "villages", "news", "activities", "indicators", "problems", "stories", "publications"] {
                assert!(page.contains(&format!("id=\"{id}\"")) && page.contains(&format!("href=\"#{id}\"")), "{id}");
            }
            assert!(!page.contains(" style=") && !page.contains(">public-"));
            // The address may say which language is wanted, whatever the browser asks for.
            let other = site.get_in("en", "", &format!("{PAGE}?lang={}", lang.code())).await.text();
            assert!(other.contains(&format!("<html lang=\"{}\"", lang.code())));
        }
    });
}

#[test]
fn an_empty_project_says_that_there_is_nothing_yet() {
    play(async {
        let site = Site::empty().await;
        switch(&site, true).await;
        let page = site.get("", PAGE).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("О проекте пока ничего не записано"), "{}", page.text());
        assert_eq!(schema(&page.text())["@graph"][0]["name"], "auyl");
        assert!(read_xml(&site.get("", FEED).await.text()).is_some());
    });
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[test]
fn no_personal_value_of_any_register_stands_on_the_page_or_in_the_feed() {
    play(async {
        let site = opened().await;
        let (mut hidden, mut open, mut fields) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for register in site.project.catalogue.registers() {
            for record in site.project.store.records("auyl", &register.id, None).await.expect("records") {
                for field in &register.fields {
                    let Some(value) = record.get(&field.id) else { continue };
                    let shown = match value {
                        Value::File(file) => file.name.clone(),
                        value => value.shown(),
                    };
                    if access::is_public(register, field) {
                        open.insert(shown);
                    } else if field.personal && shown.chars().count() > 3 {
                        fields.insert(format!("{}.{}", register.id, field.id));
                        hidden.insert(shown);
                    }
                }
            }
        }
        // Somebody was born in 2000; that a village has 2 000 residents is no secret.
        hidden.retain(|value| !open.contains(value));
        assert!(hidden.len() > 500 && fields.len() > 15, "{} values of {fields:?}", hidden.len());
        let mut wrong = Vec::new();
        for path in [PAGE, FEED] {
            for lang in Lang::ALL {
                let text = site.get_in(lang.code(), "", path).await.text().replace("&#39;", "'").replace("&#34;", "\"");
                let there: HashSet<&str> = words(&text).collect();
                let stands =
                    |value: &&String| words(value).all(|word| there.contains(word)) && text.contains(value.as_str());
                wrong.extend(hidden.iter().filter(stands).map(|value| format!("{path} {}: {value}", lang.code())));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[test]
fn only_fields_for_everybody_are_read_of_a_record() {
    play(async {
        let site = Site::example().await;
        let role = site.project.catalogue.role(VISITOR).expect("a role");
        let visitor = access::Member { role, places: &[] };
        for register in site.project.catalogue.registers() {
            for record in site.project.store.records("auyl", &register.id, None).await.expect("records") {
                let seen = access::record_seen(&visitor, register, record);
                for name in seen.fields.keys() {
                    let field = register.field(name).expect("a field");
                    assert!(access::is_public(register, field), "{}.{name}", register.id);
                }
            }
        }
    });
}

#[test]
fn a_story_is_shown_when_its_consent_is_recorded_and_not_before() {
    play(async {
        let site = opened().await;
        let stands = async || {
            let page = site.get("", PAGE).await.text();
            let said = schema(&page).to_string().contains("По следам кузнецов");
            assert_eq!(page.contains("<h3>По следам кузнецов</h3>"), said);
            said
        };
        assert!(stands().await);
        change(&site, "story", "s-qamystybas", |story| drop(story.fields.remove("consent"))).await;
        assert!(!stands().await, "nobody has said yes");
        change(&site, "story", "s-qamystybas", |story| {
            story.fields.insert("consent".into(), Value::Flag(false));
        })
        .await;
        assert!(!stands().await, "somebody has said no");
        change(&site, "story", "s-qamystybas", |story| {
            story.fields.insert("consent".into(), Value::Flag(true));
        })
        .await;
        assert!(stands().await);
    });
}

#[test]
fn a_story_leaves_the_page_when_its_consent_is_withdrawn_or_was_given_to_something_else() {
    play(async {
        let site = opened().await;
        let stands = async || site.get("", PAGE).await.text().contains("<h3>По следам кузнецов</h3>");
        let sheet = site.project.store.records("auyl", "consent", None).await.expect("consents").remove(0).id;
        change(&site, "story", "s-qamystybas", |story| {
            story.fields.insert("agreement".into(), Value::Link(sheet.clone()));
        })
        .await;
        assert!(!stands().await, "it was given to photos and the report");
        let scope = |words: &[&str]| Value::Many(words.iter().map(|word| word.to_string()).collect());
        change(&site, "consent", sheet.as_str(), |of| {
            of.fields.insert("scope".into(), scope(&["photo", "story"]));
        })
        .await;
        assert!(stands().await);
        let day = "2024-11-20".parse().expect("a day");
        change(&site, "consent", sheet.as_str(), |of| drop(of.fields.insert("withdrawn_on".into(), Value::Date(day))))
            .await;
        assert!(!stands().await, "it was withdrawn");
    });
}

#[test]
fn what_waits_to_be_mended_is_not_shown() {
    play(async {
        let site = opened().await;
        let title = "Низкое качество услуг связи";
        assert!(site.get("", PAGE).await.text().contains(title) && site.get("", FEED).await.text().contains(title));
        change(&site, "problem", "pb-baimurat-1", |problem| {
            let review = auyl_domain::record::Review {
                code: "link-missing".into(),
                field: "decision".into(),
                typed: "№ 7".into(),
            };
            problem.review.push(review);
        })
        .await;
        assert!(!site.get("", PAGE).await.text().contains(title) && !site.get("", FEED).await.text().contains(title));
    });
}

#[test]
fn the_feed_is_xml_with_names_that_stay_and_days_that_have_come() {
    play(async {
        let site = opened().await;
        let answer = site.get("", FEED).await;
        let kind = answer.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        assert_eq!(kind, Some("application/rss+xml; charset=utf-8"));
        let feed = |text: &str| read_xml(text).unwrap_or_else(|| panic!("not XML: {text}"));
        let of = |parts: &[(String, String)], tag: &str| -> Vec<String> {
            parts.iter().filter(|(name, _)| name == tag).map(|(_, text)| text.clone()).collect()
        };
        let before = feed(&answer.text());
        let (guids, days) = (of(&before, "guid"), of(&before, "pubDate"));
        assert!(guids.len() > 20 && guids.iter().collect::<BTreeSet<_>>().len() == guids.len(), "{guids:?}");
        assert!(days.iter().all(|day| day.contains(" 2024 12:00:00 +0500")), "{days:?}");
        let kinds: BTreeSet<String> = of(&before, "category").into_iter().collect();
        assert!(
            kinds.contains("Событие") && kinds.contains("Публикация") && kinds.contains("Проблема решена"),
            "{kinds:?}"
        );
        let event = site.project.store.records("auyl", "event", None).await.expect("events");
        let newest =
            event.iter().filter_map(|of| Some((auyl_domain::views::day(of, "held_on")?, of))).max_by_key(|of| of.0);
        let newest = newest.expect("an event").1.id.to_string();
        change(&site, "event", &newest, set("title_ru", "Сход & <праздник> ]]> для всех")).await;
        let after = feed(&site.get("", FEED).await.text());
        assert_eq!(of(&after, "guid"), guids, "a new name makes no news");
        assert!(of(&after, "title").iter().any(|title| title == "Сход & <праздник> ]]> для всех"), "{after:?}");
        // A problem that was solved and is not after all is news again.
        let problems = site.project.store.records("auyl", "problem", None).await.expect("problems");
        let solved = problems
            .iter()
            .find(|of| ["solved", "confirmed"].contains(&of.state()))
            .expect("a solved problem")
            .id
            .to_string();
        let again = "2024-11-20".parse().expect("a day");
        change(&site, "problem", &solved, |of| {
            of.fields.insert("state".into(), Value::Text("reopened".into()));
            of.fields.insert("reopened_on".into(), Value::Date(again));
            of.fields.insert("reopened_why".into(), Value::Text("Вода снова не идёт".into()));
        })
        .await;
        let kinds: BTreeSet<String> = of(&feed(&site.get("", FEED).await.text()), "category").into_iter().collect();
        assert!(kinds.contains("Проблема открыта снова"), "{kinds:?}");
        // What is planned has not happened.
        let later = "2024-11-26".parse().expect("a day");
        change(&site, "event", &newest, |of| drop(of.fields.insert("held_on".into(), Value::Date(later)))).await;
        assert!(!site.get("", FEED).await.text().contains("праздник"));
    });
}

#[test]
fn a_script_in_a_title_harms_neither_the_page_nor_what_search_engines_are_told() {
    play(async {
        let site = opened().await;
        let title = "</script><script>alert(1)</script> <!-- ]]> & \" '";
        change(&site, "story", "s-qamystybas", set("title_ru", title)).await;
        change(&site, "passport", "zhoba", set("title_ru", title)).await;
        let page = site.get("", PAGE).await.text();
        assert!(!page.contains("<script>alert") && !page.contains("<!-- ]]>"), "{page}");
        assert_eq!(page.matches("<script").count(), 2, "the script of all pages and the data");
        let told = schema(&page);
        assert_eq!(told["@graph"][0]["name"], title);
        assert!(told["@graph"].as_array().expect("a graph").iter().any(|of| of["headline"] == title));
        let feed = read_xml(&site.get("", FEED).await.text()).expect("XML");
        assert!(feed.contains(&("title".to_string(), title.to_string())), "{feed:?}");
    });
}

#[test]
fn what_has_not_changed_is_not_sent_again_and_a_member_s_page_is_not_kept_for_others() {
    play(async {
        let site = opened().await;
        for path in [PAGE, FEED] {
            let first = site.get("", path).await;
            assert_eq!(first.headers[header::CACHE_CONTROL], "public, max-age=60");
            let mark = first.headers[header::ETAG].clone();
            let ask = async || {
                let again = Request::get(path).header("accept-language", "ru").header(header::IF_NONE_MATCH, &mark);
                site.send(again.body(Body::empty()).expect("a request")).await
            };
            let again = ask().await;
            assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
            change(&site, "problem", "pb-baimurat-1", set("title_ru", path)).await;
            assert_eq!(ask().await.status, StatusCode::OK, "something has changed");
        }
        let member = site.get("bolat", PAGE).await;
        assert!(member.text().contains("bolat") && member.headers[header::CACHE_CONTROL] == "private, no-cache");
    });
}

#[test]
fn the_first_visit_takes_less_than_thirty_kilobytes() {
    play(async {
        let site = opened().await;
        let packed = async |path: &str| {
            let request = Request::get(path).header("accept-language", "kk").header(header::ACCEPT_ENCODING, "gzip");
            let answer = site.send(request.body(Body::empty()).expect("a request")).await;
            assert_eq!(
                answer.headers.get(header::CONTENT_ENCODING).map(|it| it.as_bytes()),
                Some(&b"gzip"[..]),
                "{path}"
            );
            answer.bytes.len()
        };
        let page = site.get("", PAGE).await.text();
        let statics: BTreeSet<&str> = page.split('"').filter(|part| part.starts_with("/static/")).collect();
        assert_eq!(statics.len(), 3, "{statics:?}");
        let mut total = packed(PAGE).await;
        for path in statics.into_iter().filter(|path| !path.ends_with("icon.svg")) {
            total += packed(path).await;
        }
        println!("{total} bytes");
        assert!(total < 30_000, "{total} bytes");
    });
}
