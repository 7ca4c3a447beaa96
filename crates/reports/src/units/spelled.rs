//! Whole numbers in words, as contracts want them: пять миллионов шестьсот пятьдесят девять тысяч,
//! бес миллион алты жүз елу тоғыз мың. Russian thousands are feminine; Kazakh knows no gender.

use auyl_domain::Lang;
use auyl_domain::amount::grouped;

const RU_ONES: [&str; 20] = [
    "",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
];
const RU_TENS: [&str; 10] =
    ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"];
const RU_HUNDREDS: [&str; 10] =
    ["", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"];
/// One, two to four, five and more; empty for the units themselves.
const RU_GROUPS: [[&str; 3]; 5] = [
    ["", "", ""],
    ["тысяча", "тысячи", "тысяч"],
    ["миллион", "миллиона", "миллионов"],
    ["миллиард", "миллиарда", "миллиардов"],
    ["триллион", "триллиона", "триллионов"],
];
const KK_ONES: [&str; 10] = ["", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"];
const KK_TENS: [&str; 10] = ["", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"];
const KK_GROUPS: [&str; 5] = ["", "мың", "миллион", "миллиард", "триллион"];

/// A number in words; in English, and beyond trillions, in digits.
pub fn spelled(number: i64, lang: Lang) -> String {
    let groups: Vec<usize> = thousands(number.unsigned_abs());
    if groups.len() > RU_GROUPS.len() || lang == Lang::En {
        return grouped(number);
    }
    let (minus, nought) = match lang {
        Lang::Kk => ("минус", "нөл"),
        _ => ("минус", "ноль"),
    };
    let mut words: Vec<&str> = Vec::new();
    if number < 0 {
        words.push(minus);
    }
    for (at, group) in groups.iter().enumerate().rev() {
        match lang {
            Lang::Kk => kazakh(*group, at, &mut words),
            _ => russian(*group, at, &mut words),
        }
    }
    if number == 0 {
        words.push(nought);
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

/// Groups of three digits, the last one first.
fn thousands(mut number: u64) -> Vec<usize> {
    let mut groups = Vec::new();
    while number > 0 {
        groups.push((number % 1000) as usize);
        number /= 1000;
    }
    groups
}

fn russian(group: usize, at: usize, words: &mut Vec<&str>) {
    if group == 0 {
        return;
    }
    words.push(RU_HUNDREDS[group / 100]);
    let rest = group % 100;
    let (tens, ones) = if rest < 20 { (0, rest) } else { (rest / 10, rest % 10) };
    words.push(RU_TENS[tens]);
    words.push(match (at, ones) {
        (1, 1) => "одна",
        (1, 2) => "две",
        _ => RU_ONES[ones],
    });
    let form = match ones {
        1 => 0,
        2..=4 => 1,
        _ => 2,
    };
    words.push(RU_GROUPS[at][form]);
}

fn kazakh(group: usize, at: usize, words: &mut Vec<&str>) {
    if group == 0 {
        return;
    }
    if group >= 100 {
        if group >= 200 {
            words.push(KK_ONES[group / 100]);
        }
        words.push("жүз");
    }
    words.push(KK_TENS[group % 100 / 10]);
    words.push(KK_ONES[group % 10]);
    words.push(KK_GROUPS[at]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn sums_are_written_out_with_the_right_gender_and_number() {
        let numbers = [0, 1, 2_000, 12_014, 21_001, 100, 1_000_000, 296_120, 5_659_000, -3, 2_001_002_000];
        let lines =
            numbers.map(|number| format!("{number}: {} | {}", spelled(number, Lang::Ru), spelled(number, Lang::Kk)));
        expect![[r#"
            0: ноль | нөл
            1: один | бір
            2000: две тысячи | екі мың
            12014: двенадцать тысяч четырнадцать | он екі мың он төрт
            21001: двадцать одна тысяча один | жиырма бір мың бір
            100: сто | жүз
            1000000: один миллион | бір миллион
            296120: двести девяносто шесть тысяч сто двадцать | екі жүз тоқсан алты мың жүз жиырма
            5659000: пять миллионов шестьсот пятьдесят девять тысяч | бес миллион алты жүз елу тоғыз мың
            -3: минус три | минус үш
            2001002000: два миллиарда один миллион две тысячи | екі миллиард бір миллион екі мың"#]]
        .assert_eq(&lines.join("\n"));
    }

    #[test]
    fn the_largest_number_there_is_stays_in_digits() {
        assert_eq!(spelled(i64::MIN, Lang::Ru), grouped(i64::MIN));
    }
}
