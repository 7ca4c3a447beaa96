//! The parts of a DOCX that are the same for every paper, or nearly: styles, numbering, footer, properties.

use super::PROPERTY;
use super::package::media_name;
use crate::document::{Document, ImageKind};
use crate::xml::escaped;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Indent of one level of a list, in twips.
pub(super) const STEP: u32 = 360;

pub(super) fn content_types(custom: bool) -> String {
    let office = "application/vnd.openxmlformats-officedocument";
    let mut out = format!(
        r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#
    );
    for (name, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("footer1", "footer"),
    ] {
        out +=
            &format!(r#"<Override PartName="/word/{name}.xml" ContentType="{office}.wordprocessingml.{kind}+xml"/>"#);
    }
    if custom {
        out += &format!(r#"<Override PartName="/docProps/custom.xml" ContentType="{office}.custom-properties+xml"/>"#);
    }
    out + "</Types>"
}

pub(super) fn root_relations(custom: bool) -> String {
    let mut out = format!(
        r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#
    );
    if custom {
        out +=
            &format!(r#"<Relationship Id="rId3" Type="{RELATION}/custom-properties" Target="docProps/custom.xml"/>"#);
    }
    out + "</Relationships>"
}

pub(super) fn relations(links: &[String], images: &[(&[u8], ImageKind)]) -> String {
    let mut out = format!(r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships">"#);
    for (id, name) in
        [("styles", "styles"), ("numbering", "numbering"), ("settings", "settings"), ("footer", "footer1")]
    {
        out += &format!(r#"<Relationship Id="{id}" Type="{RELATION}/{id}" Target="{name}.xml"/>"#);
    }
    for (at, href) in links.iter().enumerate() {
        out += &format!(
            r#"<Relationship Id="link{at}" Type="{RELATION}/hyperlink" Target="{}" TargetMode="External"/>"#,
            escaped(href)
        );
    }
    for (at, (_, kind)) in images.iter().enumerate() {
        out += &format!(r#"<Relationship Id="image{at}" Type="{RELATION}/image" Target="{}"/>"#, media_name(at, *kind));
    }
    out + "</Relationships>"
}

pub(super) fn core(document: &Document) -> String {
    format!(
        r#"{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>"#,
        escaped(&document.title),
        escaped(&document.lang)
    )
}

pub(super) fn custom(id: &str) -> String {
    format!(
        r#"{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}"><vt:lpwstr>{}</vt:lpwstr></property></Properties>"#,
        escaped(id)
    )
}

pub(super) fn settings() -> String {
    // Compatibility mode 15 is what Word writes since 2013; without it Word opens the file "in compatibility mode".
    format!(
        r#"{HEAD}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:autoHyphenation/><w:defaultTabStop w:val="708"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#
    )
}

pub(super) fn footer() -> String {
    let field = |code: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    format!(
        r#"{HEAD}<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{}</w:p></w:ftr>"#,
        field("PAGE"),
        field("NUMPAGES")
    )
}

pub(super) fn numbering(lists: &[bool]) -> String {
    let mut out = format!(r#"{HEAD}<w:numbering xmlns:w="{WORD}">"#);
    // Each list has a description of its own; otherwise it would go on counting where the last one ended.
    for (at, ordered) in lists.iter().enumerate() {
        out += &format!(r#"<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="hybridMultilevel"/>"#);
        for level in 0..9u32 {
            let (format, text) = if *ordered {
                ("decimal", format!("%{}.", level + 1))
            } else {
                ("bullet", (if level % 2 == 0 { "•" } else { "–" }).to_owned())
            };
            out += &format!(
                r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{}" w:hanging="{STEP}"/></w:pPr></w:lvl>"#,
                (level + 1) * STEP
            );
        }
        out += "</w:abstractNum>";
    }
    for at in 0..lists.len() {
        out += &format!(r#"<w:num w:numId="{}"><w:abstractNumId w:val="{at}"/></w:num>"#, at + 1);
    }
    out + "</w:numbering>"
}

/// Identifier, name, parent, paragraph properties, run properties. Sizes are in half points.
const STYLES: [(&str, &str, &str, &str, &str); 20] = [
    ("Heading1", "heading 1", "Normal", HEADING_1, r#"<w:b/><w:sz w:val="28"/><w:szCs w:val="28"/>"#),
    ("Heading2", "heading 2", "Normal", HEADING_2, r#"<w:b/><w:sz w:val="26"/><w:szCs w:val="26"/>"#),
    ("Heading3", "heading 3", "Normal", HEADING_3, "<w:b/>"),
    ("Heading4", "heading 4", "Normal", HEADING_4, "<w:b/>"),
    ("Caption", "caption", "Normal", r#"<w:keepNext/><w:spacing w:before="120" w:after="60"/>"#, "<w:b/>"),
    (
        "Footer",
        "footer",
        "Normal",
        r#"<w:spacing w:after="0"/><w:jc w:val="center"/>"#,
        r#"<w:sz w:val="20"/><w:szCs w:val="20"/>"#,
    ),
    ("ListParagraph", "List Paragraph", "Normal", r#"<w:spacing w:after="40"/>"#, ""),
    ("AuylListContinue", "Auyl List Continue", "ListParagraph", "", ""),
    ("AuylNote", "Auyl Note", "Normal", "", SMALL),
    ("AuylCentered", "Auyl Centered", "Normal", r#"<w:jc w:val="center"/>"#, ""),
    ("AuylAddressee", "Auyl Addressee", "Normal", r#"<w:keepLines/><w:ind w:left="4820"/>"#, ""),
    (
        "AuylSignature",
        "Auyl Signature",
        "Normal",
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="0"/>"#,
        "",
    ),
    ("AuylTableText", "Auyl Table Text", "Normal", TIGHT, SMALL),
    ("AuylTableHead", "Auyl Table Head", "AuylTableText", r#"<w:jc w:val="center"/>"#, "<w:b/>"),
    ("AuylTableNote", "Auyl Table Note", "AuylTableText", "", r#"<w:sz w:val="16"/><w:szCs w:val="16"/>"#),
    (
        "AuylTableHeadNote",
        "Auyl Table Head Note",
        "AuylTableHead",
        "",
        r#"<w:b w:val="0"/><w:sz w:val="16"/><w:szCs w:val="16"/>"#,
    ),
    ("AuylTableList", "Auyl Table List", "AuylTableText", "", ""),
    ("AuylTableListContinue", "Auyl Table List Continue", "AuylTableText", "", ""),
    (
        "AuylGap",
        "Auyl Gap",
        "Normal",
        r#"<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>"#,
        r#"<w:sz w:val="8"/><w:szCs w:val="8"/>"#,
    ),
    (
        "AuylEdge",
        "Auyl Edge",
        "Normal",
        r#"<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>"#,
        r#"<w:sz w:val="2"/><w:szCs w:val="2"/>"#,
    ),
];
const HEADING_1: &str = r#"<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="120"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>"#;
const HEADING_2: &str =
    r#"<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="100"/><w:outlineLvl w:val="1"/>"#;
const HEADING_3: &str =
    r#"<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="80"/><w:outlineLvl w:val="2"/>"#;
const HEADING_4: &str =
    r#"<w:keepNext/><w:keepLines/><w:spacing w:before="120" w:after="60"/><w:outlineLvl w:val="3"/>"#;
const TIGHT: &str = r#"<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>"#;
const SMALL: &str = r#"<w:sz w:val="18"/><w:szCs w:val="18"/>"#;

pub(super) fn styles(lang: &str) -> String {
    let locale = match lang {
        "kk" => "kk-KZ",
        "en" => "en-GB",
        _ => "ru-RU",
    };
    let mut out = format!(
        r#"{HEAD}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="252" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0B57A4"/><w:u w:val="single"/></w:rPr></w:style>"#
    );
    for (id, name, parent, paragraph, run) in STYLES {
        out += &format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="{parent}"/><w:qFormat/>"#
        );
        if !paragraph.is_empty() {
            out += &format!("<w:pPr>{paragraph}</w:pPr>");
        }
        if !run.is_empty() {
            out += &format!("<w:rPr>{run}</w:rPr>");
        }
        out += "</w:style>";
    }
    out + "</w:styles>"
}
