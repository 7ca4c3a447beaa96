//! What OpenRosa clients read besides forms: form list, manifest, the answer to a submission, and the settings
//! that ODK Collect scans as a code. The server sets the headers; see the OpenRosa form list and submission API.

use auyl_domain::id::hex;
use base64::Engine;
use flate2::{Compression, write::ZlibEncoder};
use md5::{Digest, Md5};
use std::io::Write;

/// A form as the list names it. Collect drops the whole list where an id, name or address is missing.
#[derive(Clone, PartialEq, Debug)]
pub struct Listed<'a> {
    /// Id of the form.
    pub id: &'a str,
    /// What people read.
    pub name: &'a str,
    /// Version.
    pub version: &'a str,
    /// MD5 of the exact bytes that the address serves, from [`md5()`].
    pub md5: &'a str,
    /// Where the XForm is.
    pub address: String,
    /// Where its manifest is; none for a form without files.
    pub manifest: Option<String>,
}

/// A file of a form as the manifest names it.
#[derive(Clone, PartialEq, Debug)]
pub struct Attached<'a> {
    /// File name without folders.
    pub name: &'a str,
    /// MD5 of the exact bytes that the address serves.
    pub md5: &'a str,
    /// Where the file is.
    pub address: String,
}

/// MD5 as 32 hexadecimal digits, as OpenRosa names content. Not for secrets.
pub fn md5(bytes: &[u8]) -> String {
    hex(&Md5::digest(bytes))
}

/// Answer to `formList`.
pub fn form_list(forms: &[Listed<'_>]) -> String {
    let mut xml = String::with_capacity(128 + forms.len() * 400);
    xml.push_str(r#"<?xml version="1.0" encoding="UTF-8"?><xforms xmlns="http://openrosa.org/xforms/xformsList">"#);
    for form in forms {
        xml.push_str("<xform>");
        element(&mut xml, "formID", form.id);
        element(&mut xml, "name", if form.name.is_empty() { form.id } else { form.name });
        element(&mut xml, "version", form.version);
        element(&mut xml, "hash", &format!("md5:{}", form.md5));
        element(&mut xml, "downloadUrl", &form.address);
        if let Some(manifest) = &form.manifest {
            element(&mut xml, "manifestUrl", manifest);
        }
        xml.push_str("</xform>");
    }
    xml.push_str("</xforms>");
    xml
}

/// Answer to the manifest of one form.
pub fn manifest(files: &[Attached<'_>]) -> String {
    let mut xml = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?><manifest xmlns="http://openrosa.org/xforms/xformsManifest">"#,
    );
    for file in files {
        xml.push_str("<mediaFile>");
        element(&mut xml, "filename", file.name);
        element(&mut xml, "hash", &format!("md5:{}", file.md5));
        element(&mut xml, "downloadUrl", &file.address);
        xml.push_str("</mediaFile>");
    }
    xml.push_str("</manifest>");
    xml
}

/// The envelope of every answer to a submission; Collect shows the message, of a refusal too.
pub fn response(message: &str) -> String {
    let mut xml = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?><OpenRosaResponse xmlns="http://openrosa.org/http/response">"#,
    );
    element(&mut xml, "message", message);
    xml.push_str("</OpenRosaResponse>");
    xml
}

/// The text of the code that sets up ODK Collect: JSON, zlib, base64. Forms match the server's list exactly and
/// answers are sent as soon as there is a network.
pub fn settings(server: &str, project: &str, language: &str) -> String {
    let settings = serde_json::json!({
        "general": {
            "server_url": server,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
            "app_language": language,
        },
        "admin": {},
        "project": { "name": project },
    });
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    // A vector takes every byte.
    packed.write_all(settings.to_string().as_bytes()).expect("memory takes bytes");
    base64::engine::general_purpose::STANDARD.encode(packed.finish().expect("memory takes bytes"))
}

fn element(xml: &mut String, name: &str, text: &str) {
    xml.push('<');
    xml.push_str(name);
    xml.push('>');
    escape(xml, text);
    xml.push_str("</");
    xml.push_str(name);
    xml.push('>');
}

/// Text as XML carries it, in elements and in attributes; characters that XML does not have are left out.
pub(crate) fn escape(xml: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\n' => xml.push_str("&#10;"),
            '\t' => xml.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => xml.push(c),
        }
    }
}

/// [`escape`] as a text of its own.
pub(crate) fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    escape(&mut xml, text);
    xml
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;
    use std::io::Read;

    #[test]
    fn a_list_names_every_form_whole() {
        let form = Listed {
            id: "problem",
            name: "Мәселелер & \"сұрақтар\"",
            version: "a1",
            md5: &md5(b"x"),
            address: "https://a.example/f.xml?x=1&y=2".into(),
            manifest: None,
        };
        expect![[r#"<?xml version="1.0" encoding="UTF-8"?><xforms xmlns="http://openrosa.org/xforms/xformsList"><xform><formID>problem</formID><name>Мәселелер &amp; &quot;сұрақтар&quot;</name><version>a1</version><hash>md5:9dd4e461268c8034f5c8564e155c67a6</hash><downloadUrl>https://a.example/f.xml?x=1&amp;y=2</downloadUrl></xform></xforms>"#]]
        .assert_eq(&form_list(&[form]));
    }

    #[test]
    fn what_a_phone_scans_unpacks_to_its_settings() {
        let code = settings("https://a.example/v1/key/k/projects/1", "Қамыстыбас", "kk");
        let packed = base64::engine::general_purpose::STANDARD.decode(code).unwrap();
        let mut text = String::new();
        flate2::read::ZlibDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
        expect![[r#"{"general":{"server_url":"https://a.example/v1/key/k/projects/1","form_update_mode":"match_exactly","autosend":"wifi_and_cellular","app_language":"kk"},"admin":{},"project":{"name":"Қамыстыбас"}}"#]].assert_eq(&text);
    }
}
