//! `/openid`: Dina signs in at a provider. It says who she is; that she may come in, only this site says.

mod provider;

use crate::village::{Answer, Site, play};
use auyl_server::settings::Registration;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use provider::{CLIENT, Provider, SECRET, Says};

const PASSWORD: &str = "дала мен көл 2024";

/// A site that knows the provider; Dina has a password.
async fn site(issuer: &str) -> Site {
    let registration = Registration {
        issuer: issuer.into(),
        client_id: CLIENT.into(),
        client_secret: Some(SECRET.into()),
        label: "Аудан порталы".into(),
    };
    let site = Site::with_provider(registration).await;
    site.post("dina", "/me/password", &[("password", PASSWORD), ("again", PASSWORD)]).await;
    site
}

/// Somebody on the way: what the browser keeps, and what the address says.
struct Way {
    browser: String,
    state: String,
}

fn named<'a>(address: &'a str, name: &str) -> &'a str {
    let query = address.split_once('?').expect("a query").1;
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).unwrap_or_default()
}

/// Sets out, and lets the provider know what the address says, as a browser would.
fn set_out(provider: &Provider, answer: &Answer) -> Way {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let address = answer.headers[header::REFRESH].to_str().unwrap().strip_prefix("0; url=").unwrap();
    assert!(address.starts_with(&format!("{}/authorize?", provider.issuer)), "{address}");
    assert_eq!((named(address, "code_challenge_method"), named(address, "client_id")), ("S256", CLIENT));
    let mut says = provider.says.lock().unwrap();
    says.nonce = named(address, "nonce").into();
    says.challenge = named(address, "code_challenge").into();
    Way { browser: cookie.split(';').next().unwrap().into(), state: named(address, "state").into() }
}

async fn come_back(site: &Site, who: &str, way: &Way, brought: &str) -> Answer {
    let request = Request::get(format!("/openid/back?state={}&{brought}", way.state))
        .header("accept-language", "ru")
        .header(header::COOKIE, format!("auyl={who}; {}", way.browser));
    site.send(request.body(Body::empty()).unwrap()).await
}

async fn connect(site: &Site, provider: &Provider, who: &str) -> Answer {
    let way = set_out(provider, &site.post(who, "/me/openid", &[("old", PASSWORD)]).await);
    come_back(site, who, &way, "code=code-of-dina").await
}

/// Dina is connected; then the provider says something else of her.
async fn signs_in(change: impl Fn(&mut Says)) -> Answer {
    let provider = Provider::listen().await;
    let site = site(&provider.issuer).await;
    assert_eq!(connect(&site, &provider, "dina").await.location(), "/me?told=openid");
    let way = set_out(&provider, &site.post("", "/openid", &[("to", "/p/auyl/r")]).await);
    change(&mut provider.says.lock().unwrap());
    come_back(&site, "", &way, "code=code-of-dina").await
}

fn check(answer: &Answer, status: u16, sentence: &str) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
    assert!(answer.text().contains(sentence), "{}", answer.text());
    assert!(answer.headers.get(header::SET_COOKIE).is_none(), "nobody was let in");
}

const NOT_BELIEVED: &str = "Ответу от Аудан порталы нельзя верить";

#[test]
fn dina_connects_her_account_and_signs_in_without_the_password() {
    play(async {
        let answer = signs_in(|_| ()).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/p/auyl/r"));
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.starts_with("auyl=") && cookie.contains("HttpOnly"), "{cookie}");
    });
}

#[test]
fn what_the_provider_says_is_not_believed_when_one_thing_is_wrong() {
    play(async {
        type Change = fn(&mut Says);
        let wrong: [(&str, Change); 7] = [
            ("the nonce of another way", |says| says.nonce = "another".into()),
            ("said to another site", |says| says.audience = "another".into()),
            ("said by another provider", |says| says.issuer = "https://another.example".into()),
            ("said too long ago", |says| says.until = 1_732_518_000 - 60),
            ("signed by another key", |says| says.keys = (8, 7)),
            ("signed by nobody", |says| says.algorithm = "none"),
            ("signed with what both know", |says| says.algorithm = "HS256"),
        ];
        for (what, change) in wrong {
            println!("{what}");
            check(&signs_in(change).await, 403, NOT_BELIEVED);
        }
    });
}

#[test]
fn a_provider_that_changed_its_key_is_asked_for_the_new_one() {
    play(async {
        assert_eq!(signs_in(|says| says.keys = (9, 9)).await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn whom_the_provider_knows_and_we_do_not_is_not_let_in_and_no_account_is_made() {
    play(async {
        check(
            &signs_in(|says| says.subject = "stranger".into()).await,
            403,
            "ни одна учётная запись здесь с ним не связана",
        );
    });
}

#[test]
fn the_way_back_leads_in_once_and_only_who_set_out() {
    play(async {
        let provider = Provider::listen().await;
        let site = site(&provider.issuer).await;
        connect(&site, &provider, "dina").await;
        let way = set_out(&provider, &site.post("", "/openid", &[]).await);
        let stale = "Этот вход уже использован";
        let other = Way { state: "another".into(), browser: way.browser.clone() };
        check(&come_back(&site, "", &other, "code=code-of-dina").await, 400, stale);
        assert_eq!(come_back(&site, "", &way, "code=code-of-dina").await.status, StatusCode::SEE_OTHER);
        check(&come_back(&site, "", &way, "code=code-of-dina").await, 400, stale);
        // Somebody is sent an address with another's code: their browser did not set out.
        let way = set_out(&provider, &site.post("", "/openid", &[]).await);
        let other = Way { browser: "auyl-openid=another".into(), ..way };
        check(&come_back(&site, "", &other, "code=code-of-dina").await, 400, stale);
        // Nor does Bolat's browser connect what Dina's began.
        let way = set_out(&provider, &site.post("dina", "/me/openid", &[("old", PASSWORD)]).await);
        check(&come_back(&site, "bolat", &way, "code=code-of-dina").await, 400, stale);
    });
}

#[test]
fn a_code_that_the_provider_does_not_take_and_a_no_let_nobody_in() {
    play(async {
        let provider = Provider::listen().await;
        let site = site(&provider.issuer).await;
        let way = set_out(&provider, &site.post("", "/openid", &[]).await);
        check(&come_back(&site, "", &way, "code=old").await, 403, NOT_BELIEVED);
        let way = set_out(&provider, &site.post("", "/openid", &[]).await);
        check(&come_back(&site, "", &way, "error=access_denied").await, 403, "вас не впустил");
    });
}

#[test]
fn the_site_works_while_the_provider_is_down_and_says_so_to_who_goes_there() {
    play(async {
        // A port of this machine where nobody listens any more.
        let socket = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let issuer = format!("http://{}", socket.local_addr().unwrap());
        drop(socket);
        let site = site(&issuer).await;
        assert!(site.get("", "/sign-in").await.text().contains("Войти через Аудан порталы"));
        check(&site.post("", "/openid", &[]).await, 503, "Аудан порталы не отвечает");
        check(&site.post("dina", "/me/openid", &[("old", PASSWORD)]).await, 503, "Аудан порталы не отвечает");
    });
}

#[test]
fn connecting_and_disconnecting_ask_for_the_password_and_one_name_opens_one_account() {
    play(async {
        let provider = Provider::listen().await;
        let site = site(&provider.issuer).await;
        let wrong = [("old", "не тот пароль")];
        assert_eq!(site.post("dina", "/me/openid", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        connect(&site, &provider, "dina").await;
        site.post("bolat", "/me/password", &[("password", PASSWORD), ("again", PASSWORD)]).await;
        check(&connect(&site, &provider, "bolat").await, 409, "уже связана здесь с другой");
        assert_eq!(site.post("dina", "/me/openid/end", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let ended = site.post("dina", "/me/openid/end", &[("old", PASSWORD)]).await;
        assert_eq!(ended.location(), "/me?told=openid-ended");
        let way = set_out(&provider, &site.post("", "/openid", &[]).await);
        check(&come_back(&site, "", &way, "code=code-of-dina").await, 403, "не связана");
    });
}

#[test]
fn a_second_step_is_asked_for_after_the_provider_too_and_who_is_shut_out_stays_out() {
    play(async {
        let provider = Provider::listen().await;
        let site = site(&provider.issuer).await;
        connect(&site, &provider, "dina").await;
        let mut dina = site.app.store.account("dina").await.unwrap().unwrap();
        dina.second = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP".into();
        site.app.store.change_account(&dina).await.unwrap();
        let way = set_out(&provider, &site.post("", "/openid", &[]).await);
        check(&come_back(&site, "", &way, "code=code-of-dina").await, 200, "Код");
        dina.disabled = true;
        site.app.store.change_account(&dina).await.unwrap();
        let way = set_out(&provider, &site.post("", "/openid", &[]).await);
        check(&come_back(&site, "", &way, "code=code-of-dina").await, 403, "не связана");
    });
}

#[test]
fn without_a_provider_there_is_no_such_way_in() {
    play(async {
        let site = Site::empty().await;
        for path in ["/openid", "/me/openid"] {
            assert_eq!(site.post("dina", path, &[]).await.status, StatusCode::NOT_FOUND);
        }
        assert!(!site.get("", "/sign-in").await.text().contains("/openid"));
        assert!(!site.get("dina", "/me").await.text().contains("/me/openid"));
    });
}
