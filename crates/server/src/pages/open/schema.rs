//! The open page for search engines: schema.org as JSON-LD. It says what the page says and nothing else.

use super::opened::{Kind, Opened};
use serde_json::{Value, json};

/// The graph of a page of this address, as text that may stand within a script element.
pub fn script(opened: &Opened, address: &str, lang: &str) -> String {
    let graph = json!({ "@context": "https://schema.org", "@graph": graph(opened, address, lang) });
    // Neither an end of the element nor the beginning of a comment may stand in it.
    let within = |text: String, (sign, escaped): (char, &str)| text.replace(sign, escaped);
    [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026")].into_iter().fold(graph.to_string(), within)
}

fn graph(opened: &Opened, address: &str, lang: &str) -> Vec<Value> {
    let project = format!("{address}#project");
    let mut whole = json!({ "@type": "Project", "@id": project, "name": opened.title, "url": address });
    let mut set = |name: &str, value: Value| {
        if !matches!(&value, Value::String(text) if text.is_empty()) && value != json!([]) {
            whole[name] = value;
        }
    };
    set("description", json!(opened.goals.join(" ")));
    if let Some((first, last)) = opened.days {
        set("foundingDate", json!(first.to_string()));
        set("dissolutionDate", json!(last.to_string()));
    }
    let (grantee, grantor) = &opened.parties;
    let organisation = |name: &str| json!({ "@type": "Organization", "name": name });
    if !grantee.is_empty() {
        set("parentOrganization", organisation(grantee));
    }
    if !grantor.is_empty() {
        set("funder", organisation(grantor));
    }
    set("areaServed", opened.villages.iter().map(|village| place(&village.name, &village.district)).collect());
    let by_project = json!({ "@id": project });
    let mut graph = vec![whole];
    for news in opened.news.iter().filter(|news| news.kind == Kind::Event) {
        let mut event = json!({ "@type": "Event", "name": news.title, "startDate": news.day.to_string(),
            "organizer": by_project });
        let [_, at] = &news.about;
        if !at.is_empty() {
            event["location"] = place(at, "");
        }
        graph.push(event);
    }
    for publication in &opened.publications.first {
        let mut article = json!({ "@type": "Article", "headline": publication.title, "about": by_project });
        if let Some(href) = &publication.href {
            article["url"] = json!(href);
        }
        if let Some(day) = publication.day {
            article["datePublished"] = json!(day.to_string());
        }
        if !publication.outlet.is_empty() {
            article["publisher"] = organisation(&publication.outlet);
        }
        graph.push(article);
    }
    graph.extend(opened.stories.iter().map(|story| {
        json!({ "@type": "Article", "headline": story.title, "inLanguage": lang, "about": by_project,
            "url": format!("{address}#stories"), "contentLocation": place(&story.place, "") })
    }));
    graph
}

fn place(name: &str, district: &str) -> Value {
    match district {
        "" => json!({ "@type": "Place", "name": name }),
        district => {
            json!({ "@type": "Place", "name": name, "containedInPlace": { "@type": "AdministrativeArea", "name": district } })
        }
    }
}
