//! Qamystybas votes: Bolat prepares and prints, residents vote on the open page, Dina types what came on paper; then the result.

use crate::open::change;
use crate::village::{Answer, Site, VILLAGE, play};
use auyl_domain::ballot_code::BallotCode;
use auyl_domain::{Lang, Value};
use axum::http::{StatusCode, header};

const ROUND: &str = "/p/auyl/votes/r1";
const OPEN: &str = "/open/auyl/vote/r1";

async fn done(site: &Site, who: &str, path: &str, fields: &[(&str, &str)]) {
    let answer = site.post(who, path, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path} {}", answer.text());
}

/// A record through the form of its register.
async fn put(site: &Site, register: &str, id: &str, fields: &[(&str, &str)]) {
    let named: Vec<(String, &str)> = fields.iter().map(|(name, text)| (format!("f.{name}"), *text)).collect();
    let mut all = vec![("id", id)];
    all.extend(named.iter().map(|(name, text)| (name.as_str(), *text)));
    done(site, "bolat", &format!("/p/auyl/r/{register}/new"), &all).await;
}

/// A round on money, with three proposals that are admitted to it.
async fn prepared() -> Site {
    let site = Site::example_of_its_own().await;
    done(&site, "aigul", "/p/auyl/settings/open", &[("open", "true")]).await;
    let round = [
        ("title_kk", "Ауыл ақшасы"),
        ("title_ru", "Деньги села"),
        ("place", VILLAGE),
        ("kind", "budget"),
        ("form", "approval"),
        ("most", "2"),
        ("envelope", "4000000"),
        ("step", "1000"),
        ("electorate", "500"),
        ("opens_on", "2024-11-20"),
        ("closes_on", "2024-11-30"),
        ("state", "draft"),
    ];
    put(&site, "ballot_round", "r1", &round).await;
    for (id, title, cost) in
        [("well", "Колодец", "2000000"), ("road", "Дорога", "1500000"), ("stage", "Сцена", "900000")]
    {
        let mut of = vec![("title_kk", title), ("title_ru", title), ("place", VILLAGE), ("raised_on", "2024-11-01")];
        of.extend([("cost", cost), ("round", "r1"), ("state", "offered")]);
        put(&site, "proposal", id, &of).await;
        let mut tx = site.project.store.begin("auyl").await.expect("begun");
        let known = auyl_domain::RecordId::read(id).expect("an id");
        let mut record = tx.record("proposal", &known).await.expect("read").expect("there");
        record.fields.insert("state".into(), auyl_domain::Value::Choice("admitted".into()));
        tx.save(&[record], "bolat", "2024-11-25T07:00:00Z").await.expect("saved");
        tx.commit().await.expect("committed");
    }
    site
}

/// So many codes in a batch, as they would be printed.
async fn codes(site: &Site, street: &str, n: u8, first: u8) -> Vec<String> {
    let codes: Vec<BallotCode> = (first..first + n).map(|n| BallotCode::of([n; BallotCode::CHANCE])).collect();
    let mut tx = site.project.store.begin("auyl").await.expect("begun");
    let made = tx.ballot_box("r1", "key").await.expect("a box");
    let digests: Vec<String> = codes.iter().map(|code| code.digest(&made.key)).collect();
    tx.add_ballot_codes("r1", street, &digests).await.expect("codes");
    tx.commit().await.expect("committed");
    codes.iter().map(ToString::to_string).collect()
}

async fn vote(site: &Site, who: &str, path: &str, code: &str, options: &[&str]) -> Answer {
    let mut fields = vec![("code", code)];
    fields.extend(options.iter().map(|option| ("o", *option)));
    site.post(who, path, &fields).await
}

#[test]
fn a_vote_from_the_first_code_to_the_published_result() {
    play(async {
        let site = prepared().await;
        assert_eq!(site.get("", OPEN).await.status, StatusCode::NOT_FOUND, "a draft is nobody's business");
        let early = site.post("bolat", &format!("{ROUND}/state"), &[("act", "open")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.text().contains("Сначала напечатайте коды"), "{}", early.text());
        let (abai, zhambyl) = (codes(&site, "Абай", 7, 1).await, codes(&site, "Жамбыл", 6, 20).await);
        done(&site, "bolat", &format!("{ROUND}/state"), &[("act", "open")]).await;
        assert!(site.get("", OPEN).await.text().contains("По какому правилу распределят деньги"));
        for lang in Lang::ALL {
            let page = site.get_in(lang.code(), "", OPEN).await;
            assert_eq!(page.status, StatusCode::OK);
            assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
            assert!(
                page.text().contains("name=\"o\" value=\"3\"") && !page.text().contains(">ballots-"),
                "{}",
                page.text()
            );
        }
        for code in &abai {
            let answer = vote(&site, "", OPEN, code, &["1", "2"]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
            assert!(!answer.location().contains(&code[..7]), "the code stands in no address: {}", answer.location());
        }
        // Dina types what came on paper.
        for code in &zhambyl[..5] {
            let answer =
                vote(&site, "dina", &format!("{ROUND}/type"), &code.to_lowercase().replace('-', " "), &["3"]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        }
        let page = site.get("bolat", ROUND).await.text();
        assert!(
            page.contains("проголосовали: 12") && !page.contains("id=\"result\""),
            "nothing of the result yet: {page}"
        );
        done(&site, "bolat", &format!("{ROUND}/state"), &[("act", "close")]).await;
        let late = vote(&site, "", OPEN, &zhambyl[5], &["3"]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text().contains("Голосование не открыто"), "{}", late.text());
        assert!(!site.get("", OPEN).await.text().contains("id=\"result\""), "not published yet");
        assert_eq!(site.get("", &format!("{OPEN}/votes.pb")).await.status, StatusCode::NOT_FOUND);
        done(&site, "bolat", &format!("{ROUND}/state"), &[("act", "publish")]).await;
        for lang in Lang::ALL {
            let text = site.get_in(lang.code(), "", OPEN).await.text();
            assert!(text.contains("id=\"result\"") && text.contains("<svg"), "{text}");
            assert!(!text.contains(">ballots-") && !text.contains("ballot_"), "{text}");
        }
        let text = site.get("", OPEN).await.text();
        // Seven and five of twelve: each street pays for its own.
        assert!(text.contains("7 сторонников могли заплатить по 214\u{a0}285,71"), "{text}");
        assert!(text.contains("Абай") && text.contains("Жамбыл"), "{text}");
        assert!(text.contains("Доля каждого: 333\u{a0}333,33") && text.contains("до 399\u{a0}333,33"), "{text}");
        // The same words on paper, for the commission to sign.
        for (lang, heading, chosen) in
            [("ru", "ПРОТОКОЛ ГОЛОСОВАНИЯ", "7 сторонников могли заплатить"), ("kk", "ДАУЫС БЕРУ ХАТТАМАСЫ", "Абай")]
        {
            let paper = site.get("bolat", &format!("{ROUND}/protocol/docx?lang={lang}")).await;
            assert_eq!(paper.status, StatusCode::OK);
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(paper.bytes)).expect("a DOCX");
            let mut words = String::new();
            std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").expect("words"), &mut words)
                .expect("text");
            let words: String =
                words.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
            assert!(words.contains(heading) && words.contains(chosen), "{words}");
        }
        let file = site.get("", &format!("{OPEN}/votes.pb")).await.text();
        assert!(file.contains("num_votes;12") && file.contains("budget;4000000"), "{file}");
        assert!(file.contains("rule;equalshares/add1\n") && file.contains("completion add1_utility"), "{file}");
        assert!(file.contains("date_begin;20.11.2024\ndate_end;30.11.2024\n"), "{file}");
        assert!(site.get("", "/open/auyl").await.text().contains("/open/auyl/vote/r1"));
        // News of it comes with its last day.
        let over = "2024-11-24".parse().expect("a day");
        change(&site, "ballot_round", "r1", |of| drop(of.fields.insert("closes_on".into(), Value::Date(over)))).await;
        let feed = site.get("", "/open/auyl/feed.xml?lang=ru").await.text();
        assert!(feed.contains("Итоги голосования") && feed.contains("/open/auyl/vote/r1?lang=ru</link>"), "{feed}");
        // No name of who typed stands at a ballot, and no page lists them.
        assert_eq!(site.get("aigul", "/p/auyl/r/ballot").await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn wrong_used_and_guessed_codes_are_answered_clearly_and_what_was_ticked_stays() {
    play(async {
        let site = prepared().await;
        let all = codes(&site, "Абай", 3, 1).await;
        done(&site, "bolat", &format!("{ROUND}/state"), &[("act", "open")]).await;
        let told = async |code: &str, options: &[&str], words: &str| {
            let answer = vote(&site, "", OPEN, code, options).await;
            let text = answer.text();
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{code} {text}");
            assert!(text.contains(words), "{words} {text}");
            for option in options {
                assert!(text.contains(&format!("value=\"{option}\" checked")), "{option} {text}");
            }
        };
        told("мой голос", &["1"], "Это не код").await;
        told(&format!("2{}", &all[0][1..]), &["2"], "ошибка в одной букве").await;
        told(&all[0], &["1", "2", "3"], "Выбрано 3, а можно 2").await;
        // A forgotten tick used up the code; an empty ballot is sent only by who says that it is meant.
        told(&all[2], &[], "Вы ничего не отметили").await;
        let meant = site.post("", OPEN, &[("code", &all[2]), ("sure", "1")]).await;
        assert_eq!(meant.status, StatusCode::SEE_OTHER, "{}", meant.text());
        assert_eq!(vote(&site, "", OPEN, &all[0], &["1"]).await.status, StatusCode::SEE_OTHER);
        told(&all[0], &["2"], "уже проголосовали").await;
        let stranger = BallotCode::of([31; BallotCode::CHANCE]).to_string();
        for _ in 0..10 {
            told(&stranger, &["1"], "такого кода нет").await;
        }
        // Who has guessed ten times in a minute is not answered, right or wrong.
        for code in [&stranger, &all[1]] {
            assert_eq!(vote(&site, "", OPEN, code, &["1"]).await.status, StatusCode::TOO_MANY_REQUESTS);
        }
        // Elsewhere, and for who is signed in at another place, it goes on.
        assert_eq!(site.project.store.ballots("auyl", "r1").await.expect("ballots").len(), 2);
    });
}

#[test]
fn ranks_are_chosen_by_lists_and_one_place_is_given_once() {
    play(async {
        let site = prepared().await;
        let mut tx = site.project.store.begin("auyl").await.expect("begun");
        let id = auyl_domain::RecordId::read("r1").expect("an id");
        let mut record = tx.record("ballot_round", &id).await.expect("read").expect("there");
        record.fields.insert("form".into(), auyl_domain::Value::Choice("ranking".into()));
        tx.save(&[record], "bolat", "2024-11-25T07:00:00Z").await.expect("saved");
        tx.commit().await.expect("committed");
        let all = codes(&site, "Абай", 3, 1).await;
        done(&site, "bolat", &format!("{ROUND}/state"), &[("act", "open")]).await;
        let twice = site.post("", OPEN, &[("code", &all[0]), ("p1", "1"), ("p2", "1")]).await;
        assert!(twice.text().contains("Место 1 отдано двум"), "{}", twice.text());
        let right = site.post("", OPEN, &[("code", &all[0]), ("p3", "1"), ("p1", "2"), ("gender", "female")]).await;
        assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text());
        let kept = site.project.store.ballots("auyl", "r1").await.expect("ballots");
        assert_eq!((kept[0].vote.as_str(), kept[0].told.as_str()), ("3 1", "{\"gender\":\"female\"}"));
    });
}

#[test]
fn codes_and_the_life_of_a_vote_are_for_who_manages_it() {
    play(async {
        let site = prepared().await;
        for who in ["dina", "erlan", "gulnar"] {
            for (path, fields) in [
                ("codes", &[("title", "x"), ("n", "1"), ("lang", "kk"), ("layout", "slips")][..]),
                ("state", &[("act", "open")]),
                ("batch", &[("batch", "1"), ("act", "withdraw")]),
            ] {
                let answer = site.post(who, &format!("{ROUND}/{path}"), fields).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{who} {path}");
            }
        }
        assert_eq!(site.get("gulnar", ROUND).await.status, StatusCode::NOT_FOUND, "a draft is not public");
        let many = site
            .post(
                "bolat",
                &format!("{ROUND}/codes"),
                &[("title", ""), ("n", "5000"), ("lang", "kk"), ("layout", "slips")],
            )
            .await;
        assert!(many.text().contains("от 1 до 1000"), "{}", many.text());
        let pdf = site
            .post(
                "bolat",
                &format!("{ROUND}/codes"),
                &[("title", "Абай"), ("n", "3"), ("lang", "both"), ("layout", "ballots")],
            )
            .await;
        assert!(pdf.bytes.starts_with(b"%PDF"), "{}", pdf.text());
        // A ballot is no record that a page or a program could add.
        let round = [("f.round", "r1"), ("f.code", "x"), ("f.numbers", "1")];
        let answer = site.post("bolat", "/p/auyl/r/ballot/new", &round).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    });
}

#[test]
fn a_file_of_elsewhere_is_counted_by_a_rule_and_a_broken_one_is_told_line_by_line() {
    play(async {
        let site = Site::example().await;
        let send = async |text: &str, completion: &str, step: &str| {
            let part = |name: &str, more: &str, text: &str| {
                format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n{text}\r\n")
            };
            let body = part("ballot_method", "", "equal_shares")
                + &part("ballot_utility", "", "cost")
                + &part("ballot_completion", "", completion)
                + &part("step", "", step)
                + &part("file", "; filename=\"town.pb\"", text)
                + "--b--\r\n";
            let request = axum::http::Request::post("/p/auyl/votes/count")
                .header("accept-language", "ru")
                .header("sec-fetch-site", "same-origin")
                .header(header::COOKIE, "auyl=bolat")
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
            site.send(request.body(axum::body::Body::from(body)).expect("a request")).await
        };
        let town = "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost;name\na;50;Мост\nb;90;Парк\n\
            VOTES\nvoter_id;vote\n1;a\n2;a,b\n";
        let right = send(town, "none", "1").await;
        assert_eq!(right.status, StatusCode::OK, "{}", right.text());
        assert!(right.text().contains("a Мост") && right.text().contains("✓"), "{}", right.text());
        assert!(right.text().contains("2 сторонника могли заплатить по 25"), "{}", right.text());
        let broken = send(&town.replace("b;90", "b;-90"), "none", "1").await;
        assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(broken.text().contains("town.pb, 8:2") && broken.text().contains("отрицательной"), "{}", broken.text());
        // A step that is none once counted as one tenge, and nobody was told.
        for step in ["-5", "abc", "0"] {
            let told = send(town, "add1", step).await;
            assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
            let stays = format!("name=\"step\" value=\"{step}\"");
            assert!(told.text().contains("Шаг") && told.text().contains(&stays), "{}", told.text());
        }
    });
}
