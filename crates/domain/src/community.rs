//! Gatherings, separate gatherings and assemblies of a local community, as the law wants them. In reading order: `law`
//! (the numbers and articles, which are data), `meeting` (what is recorded of one), `steps` (what the law wants next and
//! what is broken), `composition` (whom an assembly is made of). Nothing here knows where records are kept.

mod composition;
mod law;
mod meeting;
mod steps;

pub use composition::{Member, Settlement, composition};
pub use law::{Law, Matter, Size, Term};
pub use meeting::{Answer, Asked, Attendee, Meeting, MeetingKind, Officer, Question, Representative, voters};
pub use steps::{MEETING, Standing, Step, announce_until, findings, initiative, quorum, steps};

/// Signs or people without whom so many per cent are not reached: rounded up, because a part of a person is none.
pub fn needed(percent: i64, of: i64) -> i64 {
    let percent = i128::from(percent.clamp(0, 100)) * i128::from(of.max(0));
    i64::try_from((percent + 99) / 100).unwrap_or(i64::MAX)
}

/// Whether so many of those present are more than so many per cent.
pub fn carried(percent: i64, votes: i64, present: i64) -> bool {
    i128::from(votes) * 100 > i128::from(percent) * i128::from(present)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_person_is_rounded_up_and_half_is_not_more_than_half() {
        assert_eq!([needed(10, 290), needed(10, 291), needed(50, 7), needed(50, 8), needed(10, 0)], [29, 30, 4, 4, 0]);
        assert_eq!([carried(50, 15, 30), carried(50, 16, 30), carried(50, 16, 31)], [false, true, true]);
        assert_eq!(needed(10, i64::MAX), 922_337_203_685_477_581);
    }
}
