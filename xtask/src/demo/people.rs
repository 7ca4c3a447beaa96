//! The people of the example project: 520 synthetic residents, of whom the report counts gender, social status and age.

use super::calendar::VILLAGES;
use super::dice::{Dice, repeated};
use super::table::Table;
use std::collections::BTreeSet;

/// A resident who took part.
#[derive(Clone)]
pub struct Person {
    pub id: String,
    pub name: String,
    /// Years on the first day of the project.
    pub age: usize,
    pub is_female: bool,
    pub status: &'static str,
    pub village: usize,
}

const WOMEN: usize = 364;
const MEN: usize = 156;
/// Ages from, to, and how many people.
const AGES: [((usize, usize), usize); 5] =
    [((17, 22), 26), ((23, 27), 52), ((28, 32), 52), ((33, 45), 260), ((46, 58), 130)];
/// The young of each of the first three bands who are counted as youth.
const YOUTH: [usize; 3] = [26, 52, 26];
const STATUSES: [(&str, usize); 7] = [
    ("civil_servant", 52),
    ("budget_worker", 104),
    ("disability", 52),
    ("unemployed", 26),
    ("public_organisation", 52),
    ("business", 26),
    ("other", 104),
];
const OF_VILLAGE: [(usize, usize); 3] = [(0, 174), (1, 176), (2, 170)];
const FIRST_YEAR: usize = 2024;
/// Age from which a person is also one of the elderly.
const ELDERLY: usize = 50;

/// All people, by village.
pub fn people() -> Vec<Person> {
    let mut dice = Dice::of("participant");
    let mut ages_and_statuses: Vec<(usize, &'static str)> = Vec::new();
    let mut older_ages = Vec::new();
    for (at, ((from, to), n)) in AGES.into_iter().enumerate() {
        let n_youth = YOUTH.get(at).copied().unwrap_or_default();
        let age = |dice: &mut Dice| from + dice.below(to - from + 1);
        ages_and_statuses.extend((0..n_youth).map(|_| (age(&mut dice), "youth")).collect::<Vec<_>>());
        older_ages.extend((n_youth..n).map(|_| age(&mut dice)).collect::<Vec<_>>());
    }
    let mut statuses = repeated(&STATUSES);
    dice.shuffle(&mut statuses);
    ages_and_statuses.extend(older_ages.into_iter().zip(statuses));
    let mut genders = repeated(&[(true, WOMEN), (false, MEN)]);
    dice.shuffle(&mut genders);
    let mut villages = repeated(&OF_VILLAGE);
    dice.shuffle(&mut villages);
    let mut people: Vec<Person> = Vec::new();
    let mut taken = BTreeSet::new();
    for (((age, status), is_female), village) in ages_and_statuses.into_iter().zip(genders).zip(villages) {
        let name = loop {
            let name = name(&mut dice, is_female);
            if taken.insert(name.clone()) {
                break name;
            }
        };
        people.push(Person { id: String::new(), name, age, is_female, status, village });
    }
    dice.shuffle(&mut people);
    people.sort_by_key(|person| person.village);
    for (at, person) in people.iter_mut().enumerate() {
        person.id = format!("p-{:04}", at + 1);
    }
    people
}

/// The register of participants.
pub fn table(people: &[Person]) -> (String, String) {
    let mut table = Table::of("participant", "name birth_year gender status statuses place ngo_member consent");
    for person in people {
        let also = if person.age >= ELDERLY { ", elderly" } else { "" };
        table.row(
            &person.id,
            &[
                person.name.clone(),
                (FIRST_YEAR - person.age).to_string(),
                if person.is_female { "female" } else { "male" }.into(),
                person.status.into(),
                format!("{}{also}", person.status),
                VILLAGES[person.village].id.into(),
                if person.status == "public_organisation" { "yes" } else { "no" }.into(),
                "yes".into(),
            ],
        );
    }
    table.finish()
}

/// A full name: mostly Kazakh, now and then Russian.
fn name(dice: &mut Dice, is_female: bool) -> String {
    if dice.chance(5) {
        let first = if is_female { dice.one(&RUSSIAN_WOMEN) } else { dice.one(&RUSSIAN_MEN) };
        let surname = dice.one(&RUSSIAN_SURNAMES);
        let father = dice.one(&RUSSIAN_FATHERS);
        return if is_female {
            format!("{surname}а {first} {father}вна")
        } else {
            format!("{surname} {first} {father}вич")
        };
    }
    let first = if is_female { dice.one(&WOMEN_NAMES) } else { dice.one(&MEN_NAMES) };
    let father = dice.one(&MEN_NAMES);
    let surname = dice.one(&SURNAMES);
    // Every third family writes its surname without an ending.
    let (root, has_ending) = (surname.trim_end_matches('.'), !surname.ends_with('.'));
    let ending = if is_female && has_ending { "а" } else { "" };
    format!("{root}{ending} {first} {father}{}", if is_female { "қызы" } else { "ұлы" })
}

const SURNAMES: [&str; 48] = [
    "Әбдіраманов",
    "Ахметов",
    "Әлімбаев",
    "Баймаханов",
    "Бекмұратов",
    "Досжанов",
    "Ерімбетов",
    "Жақсылықов",
    "Жүсіпов",
    "Ибраев",
    "Кенжебеков",
    "Көшербаев",
    "Қалдыбаев",
    "Қонысбаев",
    "Мәмбетов",
    "Мырзабеков",
    "Нұрмағанбетов",
    "Омаров",
    "Оразбаев",
    "Өтегенов",
    "Рысбеков",
    "Сағындықов",
    "Сәрсенбаев",
    "Смағұлов",
    "Тілеубергенов",
    "Тоқтаров",
    "Төлегенов",
    "Ұзақбаев",
    "Шәріпов",
    "Ысқақов",
    "Аманжолов",
    "Балтабаев",
    "Әбілда.",
    "Бекет.",
    "Дүйсен.",
    "Ерғали.",
    "Есқара.",
    "Жанұзақ.",
    "Қазыбек.",
    "Молдаш.",
    "Нәби.",
    "Сейіт.",
    "Сүлеймен.",
    "Тәжі.",
    "Тұрмағанбет.",
    "Үсен.",
    "Шәкен.",
    "Ізбас.",
];
const WOMEN_NAMES: [&str; 40] = [
    "Айгүл",
    "Айжан",
    "Ақмарал",
    "Алма",
    "Алтынай",
    "Анар",
    "Әсел",
    "Әсем",
    "Бақыт",
    "Баян",
    "Ботагөз",
    "Гауһар",
    "Гүлмира",
    "Гүлнәр",
    "Дана",
    "Дариға",
    "Динара",
    "Жазира",
    "Жанар",
    "Жұлдыз",
    "Зере",
    "Зәуре",
    "Индира",
    "Күләш",
    "Күміс",
    "Қарлығаш",
    "Ләззат",
    "Мадина",
    "Майра",
    "Меруерт",
    "Нұргүл",
    "Орынкүл",
    "Раушан",
    "Роза",
    "Сәуле",
    "Тоғжан",
    "Ұлбосын",
    "Фатима",
    "Шолпан",
    "Ырысты",
];
const MEN_NAMES: [&str; 40] = [
    "Абай",
    "Азамат",
    "Айдос",
    "Алмас",
    "Арман",
    "Асқар",
    "Асылбек",
    "Әлібек",
    "Бауыржан",
    "Бекзат",
    "Болат",
    "Ғалым",
    "Дархан",
    "Дәурен",
    "Ербол",
    "Ержан",
    "Ерлан",
    "Жандос",
    "Жасұлан",
    "Жомарт",
    "Кенжебек",
    "Қайрат",
    "Қанат",
    "Мақсат",
    "Марат",
    "Мұрат",
    "Нұрлан",
    "Олжас",
    "Орынбасар",
    "Руслан",
    "Сабыр",
    "Самат",
    "Серік",
    "Талғат",
    "Төлеген",
    "Ұлан",
    "Шыңғыс",
    "Ыбырай",
    "Ілияс",
    "Еркебұлан",
];
const RUSSIAN_SURNAMES: [&str; 8] =
    ["Ковалёв", "Романов", "Лебедев", "Тарасов", "Гусев", "Фролов", "Зайцев", "Никитин"];
const RUSSIAN_WOMEN: [&str; 7] = ["Анна", "Елена", "Ирина", "Людмила", "Надежда", "Ольга", "Светлана"];
const RUSSIAN_MEN: [&str; 6] = ["Алексей", "Виктор", "Дмитрий", "Николай", "Павел", "Сергей"];
/// Without the endings -вич and -вна.
const RUSSIAN_FATHERS: [&str; 6] = ["Ивано", "Петро", "Андрее", "Викторо", "Сергее", "Николае"];
