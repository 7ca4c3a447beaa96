//! "по 20 человек с каждого села", "әр ауылдан 20 адам": to which number the words belong that share it out.

use super::{Claim, Each, Said, parts};
use crate::audit::lexer::{Kind, Token};
use crate::audit::vocabulary::{Counted, Hit, Meaning};
use std::ops::Range;

/// Words that may stand between "each village" and the mark before its number.
const COUNTING: usize = 4;
/// Words between "each" and the number of what each has.
const TO_EACH: usize = 3;

impl Said<'_> {
    /// "по 20 человек", "20 адамнан", "в среднем 20 человек": a share, whatever its units are.
    pub(super) fn is_share(&self, at: usize, behind: usize, quantity: Option<usize>) -> bool {
        let word = |at: usize| self.tokens.get(at).and_then(Token::word);
        // "по 3 письмам" are three letters.
        let are_people = quantity.is_some_and(|of| self.vocabulary.quantities[of].kind == Counted::Persons);
        let is_by = are_people && at.checked_sub(1).and_then(word) == Some("по");
        // "в среднем 19 человек", "19 в среднем на встрече".
        let is_mean = self.listed("average").any(|hit| {
            hit.to <= at && at - hit.to <= 3 && hit.from + 6 > at || (behind..behind + 2).contains(&hit.from)
        });
        // "20 адамнан", "26 тұрғыннан"; "топ 20 адамнан тұрады" consists of them.
        // "Граждан" are Russian.
        let is_ablative = |word: &str| {
            ["нан", "нен", "дан", "ден", "тан", "тен"].iter().any(|end| word.ends_with(end)) && !word.ends_with("ждан")
        };
        let is_from = are_people && word(behind).is_some_and(is_ablative) && !self.is_in("made_of", behind + 1);
        let is_bound = self
            .hits
            .iter()
            .any(|hit| matches!(hit.meaning, Meaning::After(_)) && (behind + 1..behind + 3).contains(&hit.from));
        is_by || is_mean || is_from && !is_bound
    }

    /// Gives "в каждом селе" to the number it belongs to.
    pub(super) fn share_out(&self, claims: &mut [Claim]) {
        for (id, each) in [("each_site", Each::Site), ("each_event", Each::Event)] {
            let mut taken = 0;
            for hit in self.listed(id) {
                if hit.from >= taken {
                    taken = hit.to;
                    self.share(claims, hit.from..hit.to, each, None);
                }
            }
        }
        // "по 23 чел. с села".
        for hit in self.listed("by_site") {
            let is_by = |claim: &Claim| claim.token.checked_sub(1).and_then(|at| self.tokens[at].word()) == Some("по");
            let near =
                |claim: &&mut Claim| claim.token < hit.from && hit.from - claim.token <= COUNTING && is_by(claim);
            if let Some(claim) = claims.iter_mut().rfind(near) {
                claim.each = Some(Each::Site);
            }
        }
        // "Участников по сёлам поровну: по 32 в каждом": each of what the sentence names.
        let sites = self.vocabulary.quantity("villages").map(Meaning::Quantity);
        // "получаем по 39 на каждое.": what each is stands before.
        let is_last = |hit: &&Hit<Meaning>| self.tokens.get(hit.to).is_none_or(|token| token.word().is_none());
        let named = self.listed("each_named").chain(self.listed("each_last").filter(is_last));
        let ones: Vec<Range<usize>> = named.map(|hit| hit.from..hit.to).collect();
        for one in ones {
            let sentence = self.sentence(one.start);
            let named = self.hits.iter().filter(|hit| sentence.contains(&hit.from) && hit.from < one.start);
            let is_site = named.into_iter().any(|hit| Some(hit.meaning) == sites);
            let is_told = claims.iter().any(|claim| claim.each == Some(Each::Site) && sentence.contains(&claim.token));
            // "В каждом тренинге": what each is stands behind.
            let is_another = self.quantities(one.end..one.end + 1).any(|hit| Some(hit.meaning) != sites);
            if is_site && !is_told && !is_another {
                self.share(claims, one, Each::Site, None);
            } else if is_told && self.tokens.get(one.end).is_none_or(|next| next.word().is_none()) {
                // "по 2 семинара в каждом селе, с 18 участниками на каждом".
                let near = |claim: &&mut Claim| claim.token < one.start && one.start - claim.token <= TO_EACH;
                if let Some(claim) = claims.iter_mut().rfind(near) {
                    claim.each.get_or_insert(Each::Unsaid);
                }
            }
        }
        // "54 фото (по 6 с собрания)".
        for claim in claims.iter_mut().filter(|claim| claim.each.is_none()) {
            let word = |at: usize| self.tokens.get(at).and_then(Token::word);
            let is_by = claim.token > 0 && word(claim.token - 1) == Some("по");
            let is_event = |at: usize| self.names(&(at..at + 1), |of| of.kind == Counted::Events);
            let from = (claim.token + 1..claim.token + TO_EACH).find(|at| matches!(word(*at), Some("с" | "со")));
            if is_by && from.is_some_and(|at| is_event(at + 1)) {
                claim.each = Some(Each::Event);
            }
        }
        self.each_of_unknown(claims);
        for nth in 0..claims.len() {
            if let Some(words) = parts::each_of(self, &claims[nth]) {
                let units = claims[nth].whole();
                self.share(claims, words, Each::Site, units);
            }
        }
    }

    /// "Әр клубта 15 мүше", "в каждом кружке по 15": each of things that no list names.
    fn each_of_unknown(&self, claims: &mut [Claim]) {
        for claim in claims.iter_mut().filter(|claim| claim.each.is_none()) {
            let before = claim.token.saturating_sub(TO_EACH)..claim.token;
            let begins = before.clone().rev().find(|at| self.is_in("each_word", *at));
            // "с каждого из 9 сёл": those are the things themselves.
            // "Каждый раз опрошены 120": that many are all of one time.
            let is_whole = |from: usize| {
                let joins = |at: usize| matches!(self.tokens[at].word(), None | Some("и" | "жане" | "из"));
                !(from..claim.token).any(joins) && !self.is_in("times", from + 1)
            };
            if begins.is_some_and(is_whole) {
                claim.each = Some(Each::Unsaid);
            }
        }
    }

    fn share(&self, claims: &mut [Claim], words: Range<usize>, each: Each, units: Option<i64>) {
        // "8 листов, по одному на каждый семинар", "әр ауылда бір акциядан 4 акция", "6 мәселе, әр ауылда біреуден": one is what
        // each has, whatever numbers stand beside.
        let is_one_each = self.listed("one_each").any(|hit| hit.to <= words.start && words.start - hit.to <= 1);
        if is_one_each || self.is_in("one_each", words.end) || self.is_in("one_for", words.end) {
            return;
        }
        let sentence = self.sentence(words.start);
        let closed = |from: usize, to: usize| {
            self.tokens[from..to].iter().any(|t| matches!(t.kind, Kind::Mark('(' | ')' | '–' | '—' | ':')))
        };
        // "в каждом селе – 30": the mark joins.
        // So does one behind a few words that count: "әр ауылға шаққандағы саны – 40".
        let is_mark = |at: usize| {
            let is_by = self.tokens.get(at + 1).is_some_and(|next| next.word() == Some("по"));
            self.tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Mark('–' | '—' | '-' | ':')))
                && self.tokens.get(at + 1 + usize::from(is_by)).is_some_and(|next| next.number().is_some())
        };
        let counts = (words.end..words.end + COUNTING).find(|at| is_mark(*at)).filter(|at| {
            // "Әр ауылдан қатысқандар – 33".
            let are_people =
                self.quantities(words.end..*at).any(|hit| hit.to == *at && self.kind(hit) == Some(Counted::Persons));
            *at == words.end
                || (self.is_in("each_counted", *at - 1) || self.is_in("evenly", *at - 1) || are_people)
                    && self.tokens[words.end..*at].iter().all(|t| t.word().is_some())
        });
        let joined = counts.map_or(0, |at| at + 1 - words.end);
        let is_whole = |claim: &Claim| claim.token.checked_sub(1).and_then(|at| self.tokens[at].word()) == Some("из");
        // "В каждом селе открыт кружок, всего 3": all of them, which are none of each.
        let is_all = |claim: &Claim| self.listed("total").any(|hit| hit.to == claim.token);
        // "бес ауылдың әрқайсысынан": the villages themselves.
        let are_sites =
            |claim: &Claim| claim.quantity.is_some_and(|of| self.vocabulary.quantities[of].kind == Counted::Sites);
        let can_be = |claim: &Claim| !is_all(claim) && !are_sites(claim);
        let before = claims.iter().rposition(|claim| {
            claim.token < words.start
                && words.start - claim.token <= 7
                && sentence.contains(&claim.token)
                && can_be(claim)
                && !closed(claim.token, words.start)
                // "из 90 участников каждое село представляли 18": all of whom each is a part.
                && !is_whole(claim)
                // "план 120, потому что в каждом селе пришли учителя": the reason tells of something else.
                && !self.says("because", &(claim.token..words.start))
        });
        // "15 тренингов в каждом из 4 сёл, в каждом тренинге по 12 человек": those are of another share.
        let begins_another = |to: usize| (words.end..to).any(|at| self.is_in("each_word", at));
        // "в каждом из трёх сёл, всего шесть семинаров, посещений 126": behind what was held in all nothing is shared out.
        let behind_all = |to: usize| claims.iter().any(|claim| (words.end..to).contains(&claim.token) && is_all(claim));
        let after = claims.iter().position(|claim| {
            claim.token >= words.end
                && claim.token - words.end <= 7
                && !behind_all(claim.token)
                && !begins_another(claim.token)
                && sentence.contains(&claim.token)
                && can_be(claim)
                && !closed(words.end + joined, claim.token)
        });
        // "с каждого села по 50 человек": the number that follows "по" is meant, whatever stands before; else the one
        // before, and "в каждом селе 3 собрания" where there is none.
        let by = after.filter(|nth| {
            claims[*nth].token <= words.end + 1
                && self.tokens[words.end].word().is_some_and(|word| matches!(word, "по"))
        });
        // "әр ауылдан 50 адам": so does one that follows at once in Kazakh, where such words stand before.
        let is_kazakh = self.tokens[words.clone()].iter().any(|token| {
            token
                .word()
                .is_some_and(|word| matches!(word, "ар" | "арбир" | "ауыл" | "бир") || word.starts_with("аркайс"))
        });
        // "әр ауылдан келген 26 тұрғын": a participle may stand between.
        let is_participle = |at: usize| {
            let word = self.tokens.get(at).and_then(|token| token.word()).unwrap_or_default();
            // "әр ауылға шаққанда 41 адам".
            let is_of_each = self.is_in("each_counted", at);
            is_kazakh && (is_of_each || ["ган", "ген", "кан", "кен"].iter().any(|end| word.ends_with(end)))
        };
        let at_once = after.filter(|nth| {
            let far = claims[*nth].token - words.end;
            (is_kazakh || joined > 0) && far == joined || far == 1 && is_participle(words.end)
        });
        // "по 5 снимков с каждого из 29 мероприятий – 145 снимков": what is shared out stands before.
        let is_by = |nth: &usize| claims[*nth].token.checked_sub(1).and_then(|at| self.tokens[at].word()) == Some("по");
        let by_before = before.filter(is_by);
        // "44 адам келді, бұл әр ауылға шаққанда 11 адамнан": so does the one of both that is a share by its own words.
        let is_share = |nth: &usize| claims[*nth].each == Some(Each::Unsaid);
        let one_share = || match (before.filter(is_share), after.filter(is_share)) {
            (None, share) => share,
            (share, None) => share,
            _ => None,
        };
        // "Общая явка – 80 чел., причём каждое село дало поровну жителей, а именно 40".
        let is_even = (words.end..words.end + TO_EACH).any(|at| self.is_in("evenly", at));
        let even = after.filter(|_| is_even);
        if let Some(nth) = by.or(by_before).or(even).or(at_once).or_else(one_share).or(before).or(after) {
            // "по 60 с села в каждом из 2 опросов": the village stands nearer.
            if units.is_some() && claims[nth].each == Some(Each::Site) {
                return;
            }
            claims[nth].each = Some(each);
            claims[nth].units = units;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    #[test]
    fn each_time_there_were_so_many_and_the_reason_tells_of_each_village() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык. Каждый раз Айгуль опрашивала 120 жителей, по 45 в каждом селе. Семинарға келу саны 134, жоспар кемінде 120, себебі әр ауылда мұғалімдер келді.",
            expect![[r#"
                audit-per-unit: 45 for each of 3 villages make 135, not 120.
                    «…уль опрашивала 120 жителей, по 45 в…» «…ла 120 жителей, по 45 в каждом селе. С…»
            "#]],
        );
    }

    #[test]
    fn pensioners_whom_nobody_knows_and_each_of_two_surveys() {
        check(
            "Проект работал в 4 сёлах: Ульги, Акжар, Бесарык и Тасты. Айгуль позвала 88 пенсионеров, по 24 человека из каждого села.

Не менее 400 респондентов (по 50 с каждого села в каждом опросе). Барлық қатысушы – 144 адам, әр ауылға шаққанда 41 адам. 99 человек собралось во всех сёлах, в каждом из них – 39.

Всего 480 человек: Ульги – 168, Акжар – 166 (план: не менее 150 в каждом селе).

Каждая тема прошла в каждом из 4 сёл, всего восемь занятий, посещений 126: 44 в Ульги, 82 в Акжаре.",
            expect![[r#"
                audit-per-unit: 24 for each of 4 villages make 96, not 88.
                    «…Айгуль позвала 88 пенсионеров, по…» «…пенсионеров, по 24 человека из каж…»
                audit-per-unit: 41 for each of 4 villages make 164, not 144.
                    «…лық қатысушы – 144 адам, әр ауылға…» «…ауылға шаққанда 41 адам. 99 человек…»
                audit-per-unit: 39 for each of 4 villages make 156, not 99.
                    «…шаққанда 41 адам. 99 человек собрало…» «…каждом из них – 39.»
            "#]],
        );
    }

    #[test]
    fn may_is_a_village_and_a_month() {
        check(
            "Жоба 3 ауылда жүрді: Мамыр, Ульги және Акжар. 2024 жылғы мамырда Айгүл 100 тұрғыннан сауалнама алды, әр ауылда 30 адамнан.",
            expect![[r#"
                audit-per-unit: 30 for each of 3 villages make 90, not 100.
                    «…ы мамырда Айгүл 100 тұрғыннан сауа…» «…алды, әр ауылда 30 адамнан.»
            "#]],
        );
    }

    #[test]
    fn so_many_each_instead_of_fewer() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык. Айгуль опросила в каждом селе по 22 человека вместо 20.",
            expect![[r#""#]],
        );
    }

    #[test]
    fn each_and_evenly_stand_at_the_end() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык. Разделив 144 пришедших по сёлам, Айгуль получает по 39 на каждое.

Қатысушылар саны ауыл сайын бірдей: 28 адамнан, барлығы 96 адам.",
            expect![[r#"
                audit-per-unit: 39 for each of 3 villages make 117, not 144.
                    «…сарык. Разделив 144 пришедших по сё…» «…уль получает по 39 на каждое.»
                audit-per-unit: 28 for each of 3 villages make 84, not 96.
                    «…дамнан, барлығы 96 адам.» «…ыл сайын бірдей: 28 адамнан, барлығ…»
            "#]],
        );
    }
}
