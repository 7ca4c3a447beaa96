//! Whom an assembly is made of, over the law that is shipped.

mod shipped;

use auyl_domain::community::{Law, Member, Settlement, composition};
use auyl_domain::value::read_date;
use auyl_domain::{Catalogue, Lang, RecordId, Words};
use expect_test::{Expect, expect};
use shipped::shipped;

fn id(text: &str) -> RecordId {
    RecordId::read(text).expect("an id")
}

/// What is wrong with an assembly: residents of two settlements, members by settlement, until when they sit.
fn check_assembly(residents: [i64; 2], members: [usize; 2], until: &str, expected: Expect) {
    let (catalogue, _) = Catalogue::read(shipped());
    let (law, _) = Law::of(&catalogue);
    let names = ["qamystybas", "amanotkel"];
    let settlement = |(name, residents): (&str, i64)| Settlement {
        id: id(name),
        title: Words::same(name),
        residents: Some(residents),
    };
    let settlements: Vec<Settlement> = names.into_iter().zip(residents).map(settlement).collect();
    let mut all = Vec::new();
    for (name, n) in names.into_iter().zip(members) {
        let member = |at: usize| Member {
            record: id(&format!("{name}-{at}")),
            settlement: id(name),
            from: read_date("2024-06-25"),
            until: read_date(until),
        };
        all.extend((0..n).map(member));
    }
    let on = read_date("2024-11-25").expect("a day");
    let found = composition(&Words::same("Qamystybas district"), &settlements, &all, &law, on);
    let said = found.iter().map(|finding| format!("{}\n", finding.message(catalogue.phrases(), Lang::En)));
    expected.assert_eq(&said.collect::<String>());
}

#[test]
fn an_assembly_is_as_large_as_its_district_and_has_somebody_from_each_settlement() {
    check_assembly([9_000, 1_000], [5, 5], "2028-06-25", expect![""]);
    check_assembly(
        [9_000, 1_001],
        [5, 5],
        "2028-06-25",
        expect![[r#"
        Qamystybas district: the assembly has 10 members, for 10001 residents it has 11 to 15 (Order 295).
    "#]],
    );
    check_assembly(
        [9_000, 1_001],
        [11, 0],
        "2028-06-25",
        expect![[r#"
        Qamystybas district: nobody in the assembly is from amanotkel (Order 295).
    "#]],
    );
    check_assembly(
        [19_000, 1_001],
        [20, 1],
        "2028-06-26",
        expect![[r#"
        Qamystybas district: mandates longer than 4 years, of 21 members (Law 148, art. 39-3, p. 2).
    "#]],
    );
    check_assembly([900, 100], [0, 0], "2028-06-25", expect![""]);
}
