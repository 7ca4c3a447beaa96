//! What becomes of a problem that a resident raised: it is supported, merged with another, and followed by its ticket, wherever
//! it came from.

use crate::openrosa::{phone, request, said};
use crate::village::{Answer, PROJECT, Site, play};
use crate::voice::{DITCHES, PIPE, RAISE, counted, fill, hidden, opened, raised, show, ticket};
use auyl_domain::RecordId;
use auyl_domain::ticket::Ticket;
use axum::http::StatusCode;

#[test]
fn is_it_one_of_these_a_resident_is_asked_before_there_is_a_second_one() {
    play(async {
        let site = opened().await;
        let fields = [("place", "muratbaev"), ("sphere", "water"), ("title", "Ayaq su joq, aryqtar komilgen")];
        let answer = fill(&site, RAISE, &fields, true).await;
        let text = answer.text();
        assert_eq!(answer.status, StatusCode::OK);
        assert!(text.contains("Это не одна из этих?") && text.contains("Не хватает поливной воды"), "{text}");
        assert!(text.contains("value=\"Ayaq su joq, aryqtar komilgen\""), "what was typed is there");
        assert_eq!(hidden(&text, "sure"), "1", "who goes on is not asked again");
        let query = "text=%D0%B0%D1%8F%D2%9B%20%D1%81%D1%83%20%D0%B6%D0%BE%D2%9B&place=muratbaev&sphere=water";
        let offered = site.get("", &format!("/open/auyl/alike?{query}")).await.text();
        assert!(offered.contains("Не хватает поливной воды") && !offered.contains(DITCHES), "{offered}");
        let (_, rest) = text.split_once("name=\"support\" value=\"").expect("a button");
        let name = rest.split('"').next().expect("a name");
        let support = [fields.as_slice(), &[("support", name), ("phone", "8 702 000 00 02")]].concat();
        let code = ticket(&fill(&site, RAISE, &support, true).await);
        assert_eq!(counted(&site, "count(supporter)").await, "Number(1)");
        assert!(site.get("", &format!("/open/auyl/ticket/{code}")).await.text().contains("Не хватает поливной воды"));
        let page = format!("/open/auyl/support/{name}");
        assert!(site.get("", &page).await.text().contains("Не хватает поливной воды"));
        let own = ticket(&fill(&site, &page, &[("phone", "+7 702 000-00-02")], true).await);
        assert_ne!(own, code, "a ticket each");
        assert_eq!(counted(&site, "count(supporter)").await, "Number(1)", "the same person counts once");
        ticket(&fill(&site, &page, &[("email", "Saule@example.org")], true).await);
        ticket(&fill(&site, &page, &[("email", "saule@example.org")], true).await);
        ticket(&fill(&site, &page, &[], true).await);
        assert_eq!(counted(&site, "count(supporter)").await, "Number(3)", "Säule, and somebody without an address");
        let wrong = fill(&site, &page, &[("phone", "позвоните мне")], true).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(site.get("", "/open/auyl/support/pb-muratbaev-1").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn two_that_are_one_are_merged_and_taken_apart_and_nobody_is_lost() {
    play(async {
        let site = opened().await;
        let before = counted(&site, "count(problem)").await;
        let fields = [
            ("place", "muratbaev"),
            ("sphere", "water"),
            ("title", "Нет воды в арыках"),
            ("phone", "8 702 000 00 03"),
            ("sure", "1"),
        ];
        let (own, problem) = raised(&site, &fields).await;
        show(&site, &problem.id, "Нет воды в арыках").await;
        let after = counted(&site, "count(problem)").await;
        assert_ne!(after, before);
        let page = site.get("bolat", &format!("/p/auyl/voices/{}", problem.id)).await.text();
        assert!(page.contains("Не хватает поливной воды") && page.contains("вероятно, та же"), "{page}");
        // The same person has supported the other one as well, and somebody else has.
        let name = auyl_work::voice::alikes::called(PROJECT, &RecordId::read(DITCHES).expect("an id"));
        for phone in ["8 702 000 00 03", "8 702 000 00 04"] {
            ticket(&fill(&site, &format!("/open/auyl/support/{name}"), &[("phone", phone)], true).await);
        }
        assert_eq!(counted(&site, "count(supporter)").await, "Number(3)");
        let merge = format!("/p/auyl/voices/{}/merge", problem.id);
        let merged = site.post("bolat", &merge, &[("into", DITCHES)]).await;
        assert_eq!(merged.status, StatusCode::SEE_OTHER, "{}", merged.text());
        assert_eq!(counted(&site, "count(problem)").await, before, "one problem");
        assert_eq!(counted(&site, "count(supporter)").await, "Number(2)", "two people");
        let shown = site.get("", &format!("/open/auyl/ticket/{own}")).await.text();
        assert!(shown.contains("Не хватает поливной воды") && shown.contains("объединили"), "{shown}");
        assert!(!site.get("", "/open/auyl").await.text().contains("Нет воды в арыках"));
        assert!(!site.get("bolat", "/p/auyl/mend").await.text().contains(problem.id.as_str()), "it waits for nobody");
        let back =
            site.post("bolat", &format!("/p/auyl/voices/{DITCHES}/merge"), &[("into", problem.id.as_str())]).await;
        assert_eq!(back.status, StatusCode::CONFLICT, "not in a circle");
        let parted = site.post("bolat", &format!("/p/auyl/voices/{}/part", problem.id), &[]).await;
        assert_eq!(parted.status, StatusCode::SEE_OTHER);
        assert_eq!(counted(&site, "count(problem)").await, after);
        assert_eq!(counted(&site, "count(supporter)").await, "Number(3)");
        assert!(site.get("", &format!("/open/auyl/ticket/{own}")).await.text().contains("Нет воды в арыках"));
        // Once more, and undone where every change is undone.
        site.post("bolat", &merge, &[("into", DITCHES)]).await;
        let history = site.project.store.history(PROJECT, "problem", &problem.id).await.expect("read");
        let [.., (good, _), (last, _)] = history.as_slice() else { panic!("versions") };
        let (to, base) = (good.since.to_string(), last.since.to_string());
        let path = format!("/p/auyl/r/problem/{}/undo", problem.id);
        let undone = site.post("bolat", &path, &[("to", &to), ("base", &base)]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text());
        assert_eq!(counted(&site, "count(problem)").await, after);
        assert_eq!(counted(&site, "count(supporter)").await, "Number(3)");
        let findings = site.project.store.check_chain(PROJECT).await.expect("checked");
        assert!(findings.is_empty(), "{findings:?}");
    });
}

#[test]
fn two_that_are_alike_and_yet_two_are_linked() {
    play(async {
        let site = opened().await;
        let path = format!("/p/auyl/voices/{DITCHES}");
        let related = async || {
            let id = RecordId::read("pb-muratbaev-2").expect("an id");
            let other = site.project.store.record(PROJECT, "problem", &id, None).await.expect("read").expect("there");
            auyl_work::voice::merge::related(&other)
        };
        site.post("bolat", &format!("{path}/relate"), &[("into", "pb-muratbaev-2")]).await;
        assert_eq!(related().await, [DITCHES], "from either side");
        assert!(site.get("bolat", &path).await.text().contains("Связанные проблемы"));
        site.post("bolat", &format!("{path}/relate"), &[("into", "pb-muratbaev-2"), ("off", "1")]).await;
        assert!(related().await.is_empty());
    });
}

#[test]
fn who_guesses_tickets_learns_nothing_and_must_wait() {
    play(async {
        let site = opened().await;
        let (own, _) = raised(&site, PIPE).await;
        let plain = |answer: Answer, code: &str| (answer.status, answer.text().replace(code, ""));
        let other = Ticket::of_chance([9; 17]).to_string();
        let swapped = format!("{}-{}{}", &own[4..7], &own[..3], &own[7..]);
        let first = plain(site.get("", &format!("/open/auyl/ticket/{other}")).await, &other);
        assert_eq!(first.0, StatusCode::NOT_FOUND);
        for wrong in [swapped.as_str(), "QQQ", "pb-muratbaev-1", "%D0%B0"] {
            let answer = plain(site.get("", &format!("/open/auyl/ticket/{wrong}")).await, wrong);
            assert_eq!((answer.0, answer.1.len().abs_diff(first.1.len()) < 20), (first.0, true), "{wrong}");
        }
        let mut last = StatusCode::NOT_FOUND;
        for _ in 0..30 {
            last = site.get("", &format!("/open/auyl/ticket/{other}")).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(
            site.get("", &format!("/open/auyl/ticket/{own}")).await.status,
            StatusCode::OK,
            "who has one sees it"
        );
        let typed = own.to_lowercase().replace('-', "%20");
        let found = site.get("", &format!("/open/auyl/ticket?code={typed}")).await;
        assert!(found.location().contains(&format!("/ticket/{own}")), "{}", found.location());
    });
}

#[test]
fn a_problem_without_a_ticket_is_given_one_or_that_of_a_paper_slip() {
    play(async {
        let site = opened().await;
        let page = format!("/p/auyl/voices/{DITCHES}");
        assert_eq!(site.get("bolat", &format!("{page}/slip")).await.status, StatusCode::NOT_FOUND);
        let wrong = site.post("bolat", &format!("{page}/ticket"), &[("number", "ABC")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("не номер талона"));
        let paper = Ticket::of_chance([5; 17]).to_string();
        let given = site.post("bolat", &format!("{page}/ticket"), &[("number", &paper.to_lowercase())]).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text());
        let slip = site.get("bolat", &format!("{page}/slip")).await.text();
        assert!(slip.contains(&paper) && slip.contains("<svg") && slip.contains("lang=\"kk\""), "{slip}");
        let shown = site.get("", &format!("/open/auyl/ticket/{paper}")).await.text();
        assert!(shown.contains("✓ Решена") && shown.contains("24.10.2024"), "{shown}");
        let taken = site.post("bolat", "/p/auyl/voices/pb-muratbaev-2/ticket", &[("number", &paper)]).await;
        assert!(taken.text().contains("уже выдан"), "{}", taken.text());
        let sheet = "/p/auyl/event/ga-qamystybas-1/paper.pdf?form=problem&copies=2";
        let sheet = site.get("dina", sheet).await;
        assert!(sheet.status == StatusCode::OK && sheet.bytes.starts_with(b"%PDF"));
    });
}

#[test]
fn what_was_said_at_a_gathering_or_in_an_answer_becomes_a_problem() {
    play(async {
        let site = Site::example().await;
        let from = "/p/auyl/voices/from/event/ga-qamystybas-1";
        let event = site.get("dina", "/p/auyl/event/ga-qamystybas-1").await.text();
        assert!(event.contains(from), "the page of the gathering leads there");
        let page = site.get("dina", from).await.text();
        let field = hidden(&page, "field");
        let form = site.post("dina", from, &[("field", &field)]).await;
        let text = form.text();
        assert_eq!(form.status, StatusCode::OK, "{text}");
        assert!(text.contains("action=\"/p/auyl/r/problem/new\"") && text.contains("value=\"2024-05-14\""), "{text}");
        for chosen in ["value=\"qamystybas\" selected", "value=\"a1-4\" selected", "value=\"gathering\" selected"] {
            assert!(
                text.contains(chosen) || text.contains(&chosen.replace(" selected", " checked")),
                "{chosen}: {text}"
            );
        }
        assert_eq!(site.get("erlan", from).await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.get("dina", "/p/auyl/voices/from/participant/none").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_problem_from_a_phone_has_the_ticket_that_the_phone_showed() {
    play(async {
        let site = opened().await;
        let address = phone(&site, "dina").await;
        let forms = auyl_work::intake::forms(&site.project, "2024-11-25T07:00:00Z").await.expect("forms");
        let version = forms.into_iter().find(|form| form.id == "problem").expect("the form").version;
        let instance = "2a5c7f0e-1d7f-4b1a-9a55-4b1de2f1c001";
        let xml = |instance: &str, text: &str| {
            format!(
                "<?xml version='1.0' ?><data id=\"problem\" version=\"{version}\"><activity>a1-5</activity>\
                 <place>qamystybas</place><title_kk>{text}</title_kk><title_ru>{text}</title_ru>\
                 <sphere>roads</sphere><raised_on>2024-11-20</raised_on><source>office</source>\
                 <supporter_rows><phone>87020000005</phone></supporter_rows>\
                 <meta><instanceID>uuid:{instance}</instanceID></meta></data>"
            )
        };
        for (instance, text) in [(instance, "Мост сломан"), ("b-2", "Мост, звоните 8 702 000 00 06")]
        {
            let sent =
                site.send(request(&address, &[("xml_submission_file", "1.xml", xml(instance, text).as_bytes())])).await;
            assert!(said(&sent).starts_with("201"), "{}", said(&sent));
        }
        auyl_server::work_off(&site.app).await.expect("worked off");
        let expected = Ticket::of_instance(PROJECT, instance).to_string();
        let shown = site.get("", &format!("/open/auyl/ticket/{expected}")).await.text();
        assert!(shown.contains("Мост сломан"), "{shown}");
        assert_eq!(counted(&site, "count(supporter)").await, "Number(1)", "of the one that everybody may read");
        let list = site.get("dina", "/p/auyl/voices").await.text();
        assert!(
            list.contains("Мост, звоните") && !list.contains("Мост сломан"),
            "a number in a text is looked at first"
        );
        assert!(!site.get("", "/open/auyl").await.text().contains("Мост, звоните"));
    });
}
