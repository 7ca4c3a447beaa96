use crate::village::{Site, play};
#[test]
fn dump() {
    let Ok(folder) = std::env::var("AUYL_DUMP") else { return };
    play(async {
        let site = Site::example_of_its_own().await;
        crate::letters::dump(&site, &folder).await;
    });
}
