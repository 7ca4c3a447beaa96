//! `/sign-in`, `/join`, `/me`, `/p/{project}/settings`: who comes in, as what, and who does not.

use crate::village::{Answer, Site, VILLAGE, play};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

/// The secret of the session that an answer began, as the cookie has it.
fn session(answer: &Answer) -> String {
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    cookie.split(';').next().unwrap().strip_prefix("auyl=").unwrap().to_string()
}

/// The link that a settings page shows this once.
fn link(answer: &Answer) -> String {
    let text = answer.text();
    let start = text.find("/join/").unwrap_or_else(|| panic!("no link: {text}"));
    text[start..].split('<').next().unwrap().to_string()
}

const PASSWORD: &str = "дала мен көл 2024";

fn new_account<'a>(login: &'a str, password: &'a str) -> [(&'a str, &'a str); 4] {
    [("name", "Сәуле"), ("login", login), ("password", password), ("again", password)]
}

#[test]
fn the_first_link_makes_the_first_account_and_works_once() {
    play(async {
        let site = Site::bare().await;
        let link = auyl_server::first_link(&site.app).await.unwrap().expect("there is no account yet");
        let again = auyl_server::first_link(&site.app).await.unwrap().unwrap();
        assert_eq!(site.get("", &link).await.status, StatusCode::NOT_FOUND, "the newer link takes its place");
        assert_eq!(site.get("", &again).await.status, StatusCode::OK);
        let short = site.post("", &again, &new_account("saule", "short")).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.text().contains("value=\"saule\""), "what was typed is not lost");
        let joined = site.post("", &again, &new_account("saule", PASSWORD)).await;
        assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.text());
        assert_eq!(site.get(&session(&joined), "/p/auyl").await.status, StatusCode::OK);
        assert_eq!(site.post("", &again, &new_account("other", PASSWORD)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(auyl_server::first_link(&site.app).await.unwrap(), None);
    });
}

#[test]
fn a_wrong_password_and_an_unknown_login_look_the_same_and_soon_nobody_is_asked() {
    play(async {
        let site = Site::bare().await;
        let first = auyl_server::first_link(&site.app).await.unwrap().unwrap();
        site.post("", &first, &new_account("saule", PASSWORD)).await;
        let wrong = |login: &'static str| [("login", login), ("password", "не тот пароль"), ("to", "/p/auyl")];
        let (known, unknown) =
            (site.post("", "/sign-in", &wrong("saule")).await, site.post("", "/sign-in", &wrong("nobody")).await);
        assert_eq!((known.status, unknown.status), (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED));
        assert_eq!(known.text().replace("saule", "nobody"), unknown.text());
        let right = [("login", "Saule"), ("password", PASSWORD), ("to", "/p/auyl")];
        let signed = site.post("", "/sign-in", &right).await;
        assert_eq!((signed.status, signed.location()), (StatusCode::SEE_OTHER, "/p/auyl"));
        for _ in 0..5 {
            site.post("", "/sign-in", &wrong("saule")).await;
        }
        assert_eq!(site.post("", "/sign-in", &right).await.status, StatusCode::TOO_MANY_REQUESTS);
    });
}

#[test]
fn signing_in_leads_nobody_to_another_site() {
    play(async {
        let site = Site::bare().await;
        let first = auyl_server::first_link(&site.app).await.unwrap().unwrap();
        site.post("", &first, &new_account("saule", PASSWORD)).await;
        for to in ["https://elsewhere.kz", "//elsewhere.kz", "/\\elsewhere.kz"] {
            let signed = site.post("", "/sign-in", &[("login", "saule"), ("password", PASSWORD), ("to", to)]).await;
            assert_eq!(signed.location(), "/");
        }
    });
}

#[test]
fn who_is_not_signed_in_is_asked_to_and_comes_back() {
    play(async {
        let site = Site::empty().await;
        let answer = site.get("", "/p/auyl/settings?told=saved").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/sign-in?to=%2Fp%2Fauyl%2Fsettings%3Ftold%3Dsaved");
    });
}

#[test]
fn another_organisation_is_not_told_whether_there_is_such_a_project() {
    play(async {
        let site = Site::empty().await;
        let (foreign, missing) = (site.get("zarina", "/p/auyl").await, site.get("zarina", "/p/nothing").await);
        assert_eq!((foreign.status, missing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        assert_eq!(foreign.text().replace("/p/auyl", ""), missing.text().replace("/p/nothing", ""));
    });
}

#[test]
fn aigul_invites_a_coordinator_of_one_village_and_only_aigul_may() {
    play(async {
        let site = Site::empty().await;
        let invite = "/p/auyl/settings/invite";
        let fields = [("name", "Самал"), ("role", "coordinator"), ("places", VILLAGE)];
        for (who, status) in [("bolat", 403), ("dina", 403), ("erlan", 403), ("gulnar", 403), ("zarina", 404)] {
            assert_eq!(site.post(who, invite, &fields).await.status.as_u16(), status, "{who}");
        }
        let nowhere = site.post("aigul", invite, &fields[..2]).await;
        assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY, "a coordinator of no village is a slip");
        let link = link(&site.post("aigul", invite, &fields).await);
        let joined = site.post("", &link, &new_account("samal", PASSWORD)).await;
        assert_eq!(joined.location(), "/p/auyl");
        let account = site.app.store.account_by_login("samal").await.unwrap().unwrap();
        let membership = &site.app.store.memberships_of(&account.id).await.unwrap()[0];
        assert_eq!(
            (membership.role.as_str(), membership.places.as_slice()),
            ("coordinator", &[VILLAGE.to_string()][..])
        );
        assert!(!account.is_operator && account.password.starts_with("$argon2id$"));
        assert_eq!(site.get(&session(&joined), "/p/auyl/settings").await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn signing_out_everywhere_ends_every_other_browser() {
    play(async {
        let site = Site::bare().await;
        let first = auyl_server::first_link(&site.app).await.unwrap().unwrap();
        let one = session(&site.post("", &first, &new_account("saule", PASSWORD)).await);
        let two = session(&site.post("", "/sign-in", &[("login", "saule"), ("password", PASSWORD)]).await);
        site.post(&one, "/me/sessions/end", &[]).await;
        assert_eq!(site.get(&one, "/me").await.status, StatusCode::OK);
        assert_eq!(site.get(&two, "/me").await.status, StatusCode::SEE_OTHER);
        site.post(&one, "/sign-out", &[]).await;
        assert_eq!(site.get(&one, "/me").await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_link_for_a_new_password_shuts_out_whoever_had_the_old_one() {
    play(async {
        let site = Site::empty().await;
        let link =
            link(&site.post("aigul", "/p/auyl/settings/member", &[("account", "bolat"), ("act", "reset")]).await);
        assert_eq!(site.get("bolat", "/me").await.status, StatusCode::OK);
        let set = site.post("", &link, &[("password", PASSWORD), ("again", PASSWORD)]).await;
        assert_eq!(site.get("bolat", "/me").await.status, StatusCode::SEE_OTHER, "the old session is over");
        assert_eq!(site.get(&session(&set), "/me").await.status, StatusCode::OK);
        assert_eq!(site.get("", &link).await.status, StatusCode::NOT_FOUND);
        let operator = site.post("bolat", "/p/auyl/settings/member", &[("account", "aigul"), ("act", "reset")]).await;
        assert_eq!(operator.status, StatusCode::SEE_OTHER, "who is shut out is asked to sign in");
    });
}

#[test]
fn with_the_second_step_a_password_alone_is_not_enough() {
    play(async {
        let site = Site::bare().await;
        let first = auyl_server::first_link(&site.app).await.unwrap().unwrap();
        let saule = session(&site.post("", &first, &new_account("saule", PASSWORD)).await);
        let page = site.get(&saule, "/me/second").await.text();
        let secret = page.split("name=\"secret\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
        assert!(page.contains("<svg"), "a picture for the phone");
        let now = (site.app.world.now)().as_second().unsigned_abs();
        let totp = totp_rs::Builder::new()
            .with_secret(totp_rs::Secret::try_from_base32(&secret).unwrap())
            .with_account_name("saule")
            .build()
            .unwrap();
        let wrong = site.post(&saule, "/me/second", &[("secret", &secret), ("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let before = totp.generate(now - 30).to_string();
        let set = site.post(&saule, "/me/second", &[("secret", &secret), ("code", &before)]).await;
        assert_eq!(set.location(), "/me?told=second", "{}", set.text());
        let half = site.post("", "/sign-in", &[("login", "saule"), ("password", PASSWORD)]).await;
        assert!(half.headers.get(header::SET_COOKIE).is_none());
        let half = half.text().split("name=\"half\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
        let used = site.post("", "/sign-in/code", &[("half", &half), ("code", &before)]).await;
        assert_eq!(used.status, StatusCode::UNAUTHORIZED, "the code was used to switch it on");
        let code = totp.generate(now).to_string();
        let signed = site.post("", "/sign-in/code", &[("half", &half), ("code", &code), ("to", "/me")]).await;
        assert_eq!(signed.location(), "/me");
        assert_eq!(site.get(&session(&signed), "/me").await.status, StatusCode::OK);
    });
}

#[test]
fn a_key_for_a_program_is_shown_once_and_only_for_ones_own_project() {
    play(async {
        let site = Site::empty().await;
        let fresh = site.post("bolat", "/me/tokens", &[("title", "Таблица"), ("project", "auyl")]).await.text();
        let secret = fresh.split("<code>").nth(1).unwrap().split('<').next().unwrap();
        assert!(secret.starts_with("auyl_"));
        assert!(!site.get("bolat", "/me").await.text().contains(secret));
        let foreign = site.post("zarina", "/me/tokens", &[("title", "x"), ("project", "auyl")]).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn every_page_of_the_area_is_there_in_every_language() {
    play(async {
        let site = Site::empty().await;
        for lang in ["kk", "ru", "en"] {
            for (who, path) in
                [("", "/sign-in"), ("aigul", "/me"), ("aigul", "/me/second"), ("aigul", "/p/auyl/settings")]
            {
                let answer = site.get_in(lang, who, path).await;
                assert_eq!(answer.status, StatusCode::OK, "{path} {lang}");
                assert!(answer.text().contains(&format!("<html lang=\"{lang}\">")));
            }
        }
    });
}

#[test]
fn the_language_is_kept_with_the_account() {
    play(async {
        let site = Site::empty().await;
        site.post("bolat", "/language", &[("lang", "kk"), ("to", "/me")]).await;
        assert!(site.get("bolat", "/me").await.text().contains("<html lang=\"kk\">"));
        let request = Request::get("/sign-in").header(header::COOKIE, "auyl-lang=en").body(Body::empty()).unwrap();
        assert!(site.send(request).await.text().contains("<html lang=\"en\">"));
    });
}
