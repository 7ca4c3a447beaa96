//! What scripts written for ODK Central are told; `tests/strangers` plays one with its own client.

use crate::village::{Site, play};
use axum::body::Body;
use axum::http::Request;

const PASSWORD: &str = "a long password";

#[test]
fn a_password_that_is_wrong_opens_no_session() {
    play(async {
        let site = Site::bare().await;
        let link = auyl_server::first_link(&site.app).await.expect("a link").expect("nobody has an account");
        let path = format!("/join/{}", link.rsplit('/').next().expect("a secret"));
        let fields = [("name", "Bolat"), ("login", "bolat"), ("password", PASSWORD), ("again", PASSWORD)];
        assert_eq!(site.post("", &path, &fields).await.status.as_u16(), 303);
        let ask = async |password: &str| {
            let body = format!("{{\"email\":\"bolat\",\"password\":\"{password}\"}}");
            let request = Request::post("/v1/sessions").header("content-type", "application/json");
            site.send(request.body(Body::from(body)).expect("a request")).await
        };
        assert_eq!(ask("a wrong password").await.status.as_u16(), 401);
        let answer = ask(PASSWORD).await;
        assert_eq!(answer.status.as_u16(), 200);
        let token = answer.text().split('"').nth(3).expect("a token").to_string();
        let current = async |token: &str| {
            let request = Request::get("/v1/users/current").header("authorization", format!("Bearer {token}"));
            site.send(request.body(Body::empty()).expect("a request")).await.status.as_u16()
        };
        assert_eq!((current(&token).await, current("guessed").await, current("").await), (200, 401, 401));
    });
}
