//! Problems for programs in the words of Open311: nothing but what everybody may read, and the errors of the standard.

use crate::village::{Answer, PROJECT, Site, play};
use auyl_domain::RecordId;
use auyl_work::voice::alikes::called;
use axum::http::{StatusCode, header};
use serde_json::Value;

const SPRING: &str = "start_date=2024-05-01T00:00:00Z&end_date=2024-06-30T00:00:00Z";

async fn opened() -> Site {
    let site = Site::example_of_its_own().await;
    site.post("aigul", "/p/auyl/settings/open", &[("open", "true")]).await;
    site
}

async fn asked(site: &Site, path: &str) -> Answer {
    site.get("", &format!("/open311/v2/{path}")).await
}

fn list(answer: &Answer) -> Vec<Value> {
    let read: Value =
        serde_json::from_slice(&answer.bytes).unwrap_or_else(|error| panic!("{error}: {}", answer.text()));
    read.as_array().cloned().unwrap_or_else(|| panic!("{read}"))
}

#[test]
fn a_program_reads_spheres_and_problems_and_no_more_than_everybody() {
    play(async {
        let site = opened().await;
        let services = list(&asked(&site, "services.json?jurisdiction_id=auyl").await);
        assert!(services.iter().any(|one| one["service_code"] == "water" && one["metadata"] == false));
        let all = asked(&site, &format!("requests.json?jurisdiction_id=auyl&{SPRING}")).await;
        let found = list(&all);
        assert_eq!(found.len(), 9);
        let text = all.text();
        for hidden in ["pb-", "a1-5", "detail", "Бес көше", "l-muratbaev"] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
        assert_eq!(found.iter().filter(|one| one["status"] == "closed").count(), 3);
        let name = called(PROJECT, &RecordId::read("pb-muratbaev-1").expect("an id"));
        let one = list(&asked(&site, &format!("requests/{name}.json")).await);
        assert_eq!(one[0]["description"], "Не хватает поливной воды, арыки засыпаны");
        assert_eq!(one[0]["status_notes"], "Решение подтверждено");
        assert!(one[0]["lat"].is_f64() && one[0]["media_url"].is_null());
        let xml = asked(&site, &format!("requests/{name}.xml")).await;
        assert!(xml.headers[header::CONTENT_TYPE].as_bytes().starts_with(b"text/xml"));
        assert!(xml.text().contains("<service_requests><request><service_request_id>"), "{}", xml.text());
        let kazakh = site.get_in("kk", "", &format!("/open311/v2/requests/{name}.json")).await;
        assert!(kazakh.text().contains("Аяқсу жетіспейді"));
    });
}

#[test]
fn filters_narrow_and_pages_end() {
    play(async {
        let site = opened().await;
        let found = async |query: &str| list(&asked(&site, &format!("requests.json?{query}")).await).len();
        assert_eq!(found("").await, 0, "of the last ninety days nothing");
        assert_eq!(found(&format!("{SPRING}&service_code=water,roads")).await, 2);
        assert_eq!(found(&format!("{SPRING}&service_code=none")).await, 0);
        assert_eq!(found(&format!("{SPRING}&status=closed")).await, 3);
        assert_eq!(found(&format!("{SPRING}&status=open,closed")).await, 9);
        assert_eq!(found("start_date=2024-05-14&end_date=2024-05-14").await, 2);
        assert_eq!(found(&format!("{SPRING}&page_size=4")).await, 4);
        assert_eq!(found(&format!("{SPRING}&page_size=4&page=3")).await, 1);
        assert_eq!(found(&format!("{SPRING}&page_size=4&page=9")).await, 0);
        assert_eq!(found("updated_after=2024-01-01T00:00:00Z").await, 9);
        assert_eq!(found("updated_before=2024-01-01T00:00:00Z").await, 0);
        let names = ["pb-muratbaev-1", "pb-baimurat-1"].map(|id| called(PROJECT, &RecordId::read(id).expect("an id")));
        assert_eq!(found(&format!("service_request_id={},{}", names[0], names[1])).await, 2);
        assert_eq!(found("service_request_id=pb-muratbaev-1").await, 0, "how the team calls it leads nowhere");
    });
}

#[test]
fn what_is_wrong_is_told_as_the_standard_tells_it() {
    play(async {
        let site = opened().await;
        for (path, status) in [
            ("services.json?jurisdiction_id=nowhere", 404),
            ("services/none.json", 404),
            ("requests/none.json", 404),
            ("nothing.json", 404),
            ("services", 404),
            ("services.csv", 404),
            ("requests.json?start_date=yesterday", 400),
            ("requests.json?status=lost", 400),
            ("requests.xml?page=0", 400),
        ] {
            let answer = asked(&site, path).await;
            assert_eq!(answer.status.as_u16(), status, "{path}");
            let text = answer.text();
            match path.split('?').next().is_some_and(|path| path.ends_with(".json")) {
                true => assert_eq!(list(&answer)[0]["code"], status, "{path}: {text}"),
                false => assert!(text.contains(&format!("<errors><error><code>{status}</code>")), "{path}: {text}"),
            }
        }
        let post = site.post("", "/open311/v2/requests.json", &[("description", "Су жоқ")]).await;
        assert_eq!(post.status, StatusCode::METHOD_NOT_ALLOWED);
        let discovery = site.get("", "/open311/discovery.json").await.text();
        assert!(discovery.contains("/open311/v2") && discovery.contains("text/xml"), "{discovery}");
        site.post("aigul", "/p/auyl/settings/open", &[("open", "false")]).await;
        for path in ["services.json?jurisdiction_id=auyl", "requests.json?jurisdiction_id=auyl"] {
            assert_eq!(asked(&site, path).await.status, StatusCode::NOT_FOUND, "closed is not there: {path}");
        }
        assert_eq!(asked(&site, "services.json").await.status, StatusCode::BAD_REQUEST, "and no town is the only one");
    });
}
