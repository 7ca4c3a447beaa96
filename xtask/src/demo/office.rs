//! The everyday work of the project: events as rows, monthly reports, equipment, money.

use super::calendar::{Event, VILLAGES};
use super::proof::MONTHS;
use super::table::Table;

/// The register of events. Everybody was told twelve days before.
pub fn events(events: &[Event]) -> (String, String) {
    let mut table = Table::of(
        "event",
        "activity kind title_kk title_ru held_on convened_on starts_at place seminar_topic performance_topic deputy_level \
         programme spectators spectators_method",
    );
    for event in events {
        let topic = |kind: &str| if event.kind == kind { event.topic } else { "" };
        let row = [
            event.activity,
            event.kind,
            &event.title.0,
            &event.title.1,
            event.held_on,
            event.announced,
            event.starts_at,
            event.village.map_or("", |at| VILLAGES[at].id),
            topic("seminar"),
            topic("performance"),
            topic("deputies_meeting"),
            &event.programme,
            &event.spectators.map(|n| n.to_string()).unwrap_or_default(),
            if event.spectators.is_some() {
                "ауыл клубының залындағы орындар және есік алдындағы санақ"
            } else {
                ""
            },
        ];
        table.row(&event.id, &row);
    }
    table.finish()
}

/// The coordinators' monthly reports.
pub fn coordinator_reports() -> (String, String) {
    let mut table = Table::of("coordinator_report", "activity coordinator place month done handed_on file");
    for village in &VILLAGES {
        for ((month, day), done) in MONTHS.iter().zip(DONE) {
            let file = format!("report-{}-{month}.txt", village.id);
            let coordinator = format!("c-{}", village.id);
            let done = format!("{} ауылы: {done}", village.kk);
            let row = ["a1-2", &coordinator, village.id, month, &done, day, &file];
            table.row(&format!("cr-{}-{month}", village.id), &row);
        }
    }
    table.finish()
}

const DONE: [&str; 8] = [
    "кеңсе ашылды, алғашқы сауалнама жүргізілді, депутаттармен кездесу ұйымдастырылды.",
    "тұрғындар жиналысы мен депутаттармен кездесулер өтті, мәселелер тізімі жасалды.",
    "жиналыстар жалғасты, қажеттіліктер картасы сызылды, жергілікті қоғамдастық құрамы жаңарды.",
    "семинарларға қатысушылар жиналды, пре-тест пен пост-тест алынды.",
    "семинарлар аяқталды, Астана қаласына жұмыс сапары ұйымдастырылды.",
    "таныстырылым өтті, мемлекеттік әлеуметтік тапсырысқа жоба дайындалды.",
    "қорытынды сауалнама жүргізілді, хаттар жолданды, табыс тарихы жазылды.",
    "тікелей эфирге қатысушылар жиналды, құжаттар тапсырылды.",
];

/// What was handed over to each office.
pub fn equipment() -> (String, String) {
    let mut table = Table::of("equipment", "office title_kk title_ru quantity inventory_number price handed_on");
    let mut number = 0;
    for village in &VILLAGES {
        for (n, (kk, ru, price)) in EQUIPMENT.into_iter().enumerate() {
            number += 1;
            let office = format!("of-{}", village.id);
            let row = [&office, kk, ru, "1", &format!("АСБ-{number:03}"), &price.to_string(), "2024-04-02"];
            table.row(&format!("eq-{}-{}", village.id, n + 1), &row);
        }
    }
    table.finish()
}

const EQUIPMENT: [(&str, &str, usize); 4] = [
    ("Ноутбук", "Ноутбук", 118_000),
    ("Көпфункциялы құрылғы", "Многофункциональное устройство", 46_000),
    ("Веб-камера", "Веб-камера", 12_000),
    ("Модем", "Модем", 10_000),
];

const PAYROLL_A_MONTH: usize = 305_000;
const TAXES_A_MONTH: usize = 37_015;

/// What was bought: how often, for how much each time, on which days, for which activity.
struct Purchase {
    id: &'static str,
    kk: &'static str,
    ru: &'static str,
    amount: usize,
    days: &'static [&'static str],
    activity: &'static str,
    payee: &'static str,
}

const PURCHASES: [Purchase; 9] = [
    Purchase {
        id: "equipment",
        kk: "Кеңсе техникасы",
        ru: "Офисная техника",
        amount: 186_000,
        days: &["2024-04-01", "2024-04-01", "2024-04-02"],
        activity: "a1-2",
        payee: "«Сыр-Техно үлгі» ЖШС",
    },
    Purchase {
        id: "trainer",
        kk: "Тренердің қызметі",
        ru: "Услуги тренера",
        amount: 135_000,
        days: &["2024-07-15", "2024-07-29", "2024-08-12"],
        activity: "a1-6",
        payee: "«Білім көпірі» ЖК",
    },
    Purchase {
        id: "expert",
        kk: "Сарапшының қызметі",
        ru: "Услуги эксперта",
        amount: 180_000,
        days: &["2024-09-16"],
        activity: "a3-2",
        payee: "«Ой-сарап» ЖК",
    },
    Purchase {
        id: "transport",
        kk: "Ауылдарға көлік",
        ru: "Транспорт в сёла",
        amount: 104_000,
        days: &["2024-05-31", "2024-07-05", "2024-08-12", "2024-10-25"],
        activity: "",
        payee: "«Дала жолы» ЖК",
    },
    Purchase {
        id: "visit",
        kk: "Астана қаласына сапар",
        ru: "Визит в город Астану",
        amount: 388_000,
        days: &["2024-08-14"],
        activity: "a1-7",
        payee: "«Дала жолы» ЖК",
    },
    Purchase {
        id: "performance",
        kk: "Қойылымды дайындау",
        ru: "Подготовка постановки",
        amount: 150_000,
        days: &["2024-10-07", "2024-10-21", "2024-11-04"],
        activity: "a2-1",
        payee: "«Сахна» мәдени орталығы",
    },
    Purchase {
        id: "printing",
        kk: "Кеңсе тауарлары және басып шығару",
        ru: "Канцтовары и печать",
        amount: 82_940,
        days: &["2024-04-08", "2024-09-09"],
        activity: "",
        payee: "«Қағаз» ЖК",
    },
    Purchase {
        id: "media",
        kk: "Газеттегі және желідегі жарияланымдар",
        ru: "Публикации в газетах и сети",
        amount: 120_000,
        days: &["2024-06-28", "2024-10-18"],
        activity: "a5-2",
        payee: "«Сыр хабары» ЖШС",
    },
    Purchase {
        id: "tea",
        kk: "Жиналыстардағы шай",
        ru: "Чай на собраниях",
        amount: 120_000,
        days: &["2024-06-24"],
        activity: "a1-4",
        payee: "«Дастарқан» ЖК",
    },
];

/// The ledger: every tenge of the grant planned and spent, with its document.
pub fn ledger() -> (String, String) {
    let mut table = Table::of(
        "ledger_entry",
        "kind line title_kk title_ru amount spent_on document file payee equipment activity office",
    );
    let plan = |table: &mut Table, id: &str, line: &str, kk: &str, ru: &str, amount: usize| {
        let equipment = if id == "equipment" { "yes" } else { "no" };
        let row = ["plan", line, kk, ru, &amount.to_string(), "", "", "", "", equipment, "", ""];
        table.row(&format!("le-plan-{id}"), &row);
    };
    let n_months = MONTHS.len();
    plan(&mut table, "payroll", "payroll", "Еңбекақы қоры", "Фонд оплаты труда", PAYROLL_A_MONTH * n_months);
    plan(&mut table, "taxes", "taxes", "Салықтар мен аударымдар", "Налоги и отчисления", TAXES_A_MONTH * n_months);
    for purchase in &PURCHASES {
        let amount = purchase.amount * purchase.days.len();
        plan(&mut table, purchase.id, "goods_services", purchase.kk, purchase.ru, amount);
    }
    let mut number = 0;
    let mut spend = |id: &str, line: &str, kk: &str, ru: &str, amount: usize, day: &str, rest: [&str; 3]| {
        number += 1;
        let (document, file) = (format!("Төлем тапсырмасы №{number}"), format!("payment-{number:02}.txt"));
        let [payee, activity, office] = rest;
        let equipment = if office.is_empty() { "no" } else { "yes" };
        let row =
            ["spent", line, kk, ru, &amount.to_string(), day, &document, &file, payee, equipment, activity, office];
        table.row(&format!("le-{id}"), &row);
    };
    for (month, day) in MONTHS {
        let (kk, ru) = (format!("Еңбекақы, {month}"), format!("Оплата труда, {month}"));
        let staff = ["жоба қызметкерлері", "", ""];
        spend(&format!("payroll-{month}"), "payroll", &kk, &ru, PAYROLL_A_MONTH, day, staff);
        let (kk, ru) = (format!("Салықтар мен аударымдар, {month}"), format!("Налоги и отчисления, {month}"));
        let budget = ["мемлекеттік бюджет және қорлар", "", ""];
        spend(&format!("taxes-{month}"), "taxes", &kk, &ru, TAXES_A_MONTH, day, budget);
    }
    for purchase in &PURCHASES {
        for (n, day) in purchase.days.iter().enumerate() {
            let office = match purchase.id {
                "equipment" => format!("of-{}", VILLAGES[n].id),
                _ => String::new(),
            };
            let id = format!("{}-{}", purchase.id, n + 1);
            let rest = [purchase.payee, purchase.activity, &office];
            spend(&id, "goods_services", purchase.kk, purchase.ru, purchase.amount, day, rest);
        }
    }
    table.finish()
}
