//! Pages of report forms about the village Ulgi.

use super::*;
use crate::{docx, html, trouble, typeset};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn check(page: &str, expected: Expect) {
    let (document, findings) = read(page, &BTreeMap::new());
    let mut out = format!("{:?} {:?} {:?}\n", document.title, document.lang, document.id);
    for section in &document.sections {
        out += if section.landscape { "landscape\n" } else { "portrait\n" };
        section.blocks.iter().for_each(|block| show(block, 1, &mut out));
    }
    findings.iter().for_each(|finding| out += &format!("{}\n", trouble::show(finding)));
    expected.assert_eq(&out);
}

fn show(block: &Block, depth: usize, out: &mut String) {
    *out += &"  ".repeat(depth);
    match block {
        Block::Heading { level, inlines } => *out += &format!("h{level}{}\n", line(inlines)),
        Block::Paragraph { inlines, style } => *out += &format!("{style:?}{}\n", line(inlines)),
        Block::List { ordered, items } => {
            *out += if *ordered { "numbered\n" } else { "dotted\n" };
            for item in items {
                *out += &format!("{}-\n", "  ".repeat(depth + 1));
                item.iter().for_each(|block| show(block, depth + 2, out));
            }
        }
        Block::Table(table) => {
            *out += &format!("table {:?} {:?} heading {}\n", table.caption, table.widths, table.header_rows);
            for row in &table.rows {
                let cell = |cell: &Cell| {
                    let name = if cell.header { "th" } else { "td" };
                    format!("{name} {}x{} {:?}", cell.colspan, cell.rowspan, cell.plain())
                };
                *out +=
                    &format!("{}{}\n", "  ".repeat(depth + 1), row.iter().map(cell).collect::<Vec<_>>().join(" | "));
            }
        }
        Block::Image { alt, width_mm, .. } => *out += &format!("image {alt:?} {width_mm} mm\n"),
        Block::PageBreak => *out += "page break\n",
    }
}

fn line(inlines: &[Inline]) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text { text, bold, italic } => {
            format!(" {text:?}{}{}", if *bold { "b" } else { "" }, if *italic { "i" } else { "" })
        }
        Inline::Figure { cell, text, bold } => format!(" {cell}={text:?}{}", if *bold { "b" } else { "" }),
        Inline::Link { href, text } => format!(" {text:?}→{href}"),
        Inline::Break => " /".to_owned(),
    };
    inlines.iter().map(piece).collect()
}

#[test]
fn a_report_page_becomes_sections_with_figures() {
    check(
        r#"<html lang="kk" data-report="r-7"><head><title>Есеп</title></head><body>
        <section>
          <h1>Қорытынды
              есеп</h1>
          <p>Қатысты: <data value="c17"> 520 </data> адам,
             <b>оның ішінде <data value="c18">364</data></b> әйел.<br/>Барлығы <em>сол</em>.</p>
          <p class="signature">Жетекші&nbsp;____ <a href="https://example.org">сайт</a></p>
          <hr class="page"/>
          <ul><li>Dina <b>came</b></li><li><p>Saule</p><ol><li>twice</li></ol></li></ul>
        </section>
        <section class="landscape">
          <table data-widths="3 5 2"><caption>Нәтижелер</caption>
            <thead><tr><th rowspan="2">Міндет</th><th colspan="2">Жиын</th></tr><tr><th>жоспар</th><th>нақты</th></tr></thead>
            <tbody><tr><td rowspan="2">1</td><td>9</td><td><data value="c3">9</data></td></tr><tr><td colspan="2"/></tr></tbody>
          </table>
        </section></body></html>"#,
        expect![[r#"
            "Есеп" "kk" Some("r-7")
            portrait
              h1 "Қорытынды есеп"
              Body "Қатысты: " c17="520" " адам, " "оның ішінде "b c18="364"b " әйел." / "Барлығы " "сол"i "."
              Signature "Жетекші\u{a0}____ " "сайт"→https://example.org
              page break
              dotted
                -
                  Body "Dina " "came"b
                -
                  Body "Saule"
                  numbered
                    -
                      Body "twice"
            landscape
              table Some("Нәтижелер") [3, 5, 2] heading 2
                th 1x2 "Міндет" | th 2x1 "Жиын"
                th 1x1 "жоспар" | th 1x1 "нақты"
                td 1x2 "1" | td 1x1 "9" | td 1x1 "9"
                td 2x1 ""
        "#]],
    );
}

#[test]
fn mistakes_of_a_template_are_named_with_their_line_and_no_text_is_lost() {
    check(
        r#"<p class="big">Dina <blink>came</blink></p>
<p><data>9</data> gatherings</p>
<img src="file:abc" alt="Ulgi"/>
<table data-widths="3 x"><tr><td colspan="none">a</td><td>b</td></tr><tr><td>c</td></tr></table>
loose words <p>Saule <b>came</p>"#,
        expect![[r#"
            "" "" None
            portrait
              Body "Dina came"
              Body "9 gatherings"
              table None [3] heading 0
                td 1x1 "a" | td 1x1 "b"
                td 1x1 "c"
              Body "loose words"
              Body "Saule " "came"b
            line 5: paper-tag-unclosed name=b
            line 1: page-class-unknown name=big
            line 1: page-element-unknown name=blink
            line 2: page-figure-without-cell! text=9
            line 3: page-picture-missing! source=file:abc
            line 4: page-widths-wrong widths=3 x
            line 4: page-span-wrong span=none
            line 4: page-row-short columns=2 row=2
        "#]],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn wild_pages_never_panic_and_can_be_written(parts in proptest::collection::vec(proptest::sample::select(vec![
        "<html>", "<section>", "</section>", "<h2>", "</h2>", "<p>", "</p>", "<ul>", "<li>", "</ul>", "<table>", "</table>", "<thead>", "</thead>",
        "<tr>", "</tr>", "<td rowspan='9' colspan='3'>", "<th>", "</td>", "<td colspan='70'>", "<caption>", "<b>", "</b>", "<i>", "<br>", "<hr class='page'>",
        "<data value='c1'>5</data>", "<a href='#x'>y</a>", "text & more", "&amp;", "<![CDATA[<p>]]>", "<!-- x -->", "<", "\u{0}", "</html>",
    ]), 0..50)) {
        let (document, _) = read(&parts.concat(), &BTreeMap::new());
        let _ = html::write(&document, &|_| None, "");
        let _ = typeset::markup(&document);
        let (again, findings) = docx::read(&docx::write(&document));
        prop_assert_eq!(findings, vec![]);
        let figures = |document: &Document| document.figures().map(|figure| figure.text.to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(figures(&again), figures(&document));
    }
}
