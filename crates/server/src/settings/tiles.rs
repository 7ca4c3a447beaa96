//! Pictures of maps that somebody else gives away: where they are, and how their owner wants to be named.

use axum::http::Uri;

/// Whose map OpenStreetMap's own tiles are, as its licence asks to say it.
const OSM: (&str, &str, &str) =
    ("openstreetmap.org", "© OpenStreetMap contributors", "https://www.openstreetmap.org/copyright");

/// A source of pictures.
#[derive(Clone, PartialEq, Debug)]
pub struct Tiles {
    /// `https://…/{z}/{x}/{y}.png`, perhaps with `{s}` for one of several servers.
    pub template: String,
    /// Who is named below the map.
    pub credit: String,
    /// Where the name leads, or empty.
    pub link: String,
    host: String,
}

impl Tiles {
    /// Reads what the settings say: an address with its three parts to fill in, none of them in the host, and a credit
    /// that may end in an address. Without one the host is named. None where the address cannot be one.
    pub fn read(template: &str, credit: &str) -> Option<Tiles> {
        let filled = ["{z}", "{x}", "{y}"]
            .iter()
            .try_fold(template.to_string(), |all, part| all.contains(part).then(|| all.replace(part, "1")))?;
        let authority = template.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
        let (servers, domain) = match authority.split_once("{s}.") {
            Some(("", domain)) => ("*.", domain),
            Some(_) => return None,
            None => ("", authority),
        };
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        let is_host = !domain.is_empty() && domain.chars().all(is_plain) && domain.contains(|c: char| c != '.');
        let is_written = template.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"',;<>".contains(&byte));
        filled.replace("{s}", "a").parse::<Uri>().ok().filter(|_| is_host && is_written)?;
        let (credit, link) = match credit.trim().rsplit_once(' ') {
            Some((name, link)) if link.starts_with("https://") => (name.trim(), link),
            _ => (credit.trim(), ""),
        };
        let is_osm = domain == OSM.0 || domain.strip_suffix(OSM.0).is_some_and(|rest| rest.ends_with('.'));
        let (credit, link) = match (credit.is_empty(), is_osm) {
            (false, _) => (credit, link),
            (true, true) => (OSM.1, OSM.2),
            (true, false) => (domain, ""),
        };
        let host = format!("https://{servers}{domain}");
        Some(Tiles { template: template.into(), credit: credit.into(), link: link.into(), host })
    }

    /// The hosts as a page's policy names them.
    pub fn hosts(&self) -> &str {
        &self.host
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, credit: &str, expected: Option<[&str; 3]>) {
        let read = Tiles::read(template, credit);
        let said = read.as_ref().map(|tiles| [tiles.hosts(), &tiles.credit, &tiles.link]);
        assert_eq!(said, expected, "{template}");
    }

    #[test]
    fn an_address_is_filled_in_behind_its_host_and_its_owner_is_named() {
        let osm = Some(["https://tile.openstreetmap.org", OSM.1, OSM.2]);
        check("https://tile.openstreetmap.org/{z}/{x}/{y}.png", "", osm);
        check(
            "https://{s}.tiles.example:8443/{z}/{x}/{y}.png?key=1",
            "© Their maps https://tiles.example/about",
            Some(["https://*.tiles.example:8443", "© Their maps", "https://tiles.example/about"]),
        );
        check("https://tiles.example/{z}/{x}/{y}", "", Some(["https://tiles.example", "tiles.example", ""]));
    }

    #[test]
    fn an_address_that_would_open_the_page_to_any_host_is_none() {
        for wrong in [
            "https://{z}/{x}/{y}",
            "https:///{z}/{x}/{y}",
            "https://user:pw@tiles.example/{z}/{x}/{y}",
            "https://a{s}.example/{z}/{x}/{y}",
            "https://{s}./{z}/{x}/{y}",
            "https://tiles.example/{z}/{x}",
            "http://tiles.example/{z}/{x}/{y}",
            "https://tiles.example/{z}/{x}/{y}; script-src *",
            "https://*/{z}/{x}/{y}",
            "",
        ] {
            check(wrong, "", None);
        }
    }
}
