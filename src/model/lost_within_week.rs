//! Officers who lost most of their cases within one week: the snapshot that counts has fewer than half of the cases that an earlier
//! one, or the history, has for the same week. It may be a part of a file.

use super::Officer;

/// Compares how many cases each officer has now with how many they had earlier in the same week.
#[derive(Debug)]
pub(crate) struct LostWithinWeek {
    few: Vec<(Officer, i64, i64)>,
    /// How many more cases other officers have than before.
    taken_over: i64,
}

impl LostWithinWeek {
    /// Fewer cases than this may well be lost within a week.
    const FEWEST: i64 = 4;

    /// Begins without an officer. New unallocated cases count as taken over, because they came from somebody.
    pub(crate) fn beside_unallocated(now: i64, earlier: i64) -> Self {
        Self { few: Vec::new(), taken_over: now.saturating_sub(earlier).max(0) }
    }

    /// Notes how many cases an officer has now and had earlier. `moved` is how many they have in teams that they came
    /// to since.
    pub(crate) fn note(&mut self, officer: Officer, now: i64, earlier: i64, moved: i64) {
        let with_moved = now.saturating_add(moved);
        if earlier >= Self::FEWEST && with_moved.saturating_mul(2) < earlier {
            self.few.push((officer, with_moved, earlier));
        } else {
            self.taken_over = self.taken_over.saturating_add(now.saturating_sub(earlier).max(0));
        }
    }

    /// Officers who have fewer than half of their cases, each with how many they have and had. Empty if others have
    /// nearly as many more: then the cases were handed over, and a few were closed.
    pub(crate) fn officers(self) -> Vec<(Officer, i64, i64)> {
        let lost: i64 = self.few.iter().map(|(_, now, earlier)| earlier - now).fold(0, i64::saturating_add);
        let nowhere = lost.saturating_sub(self.taken_over);
        if nowhere >= Self::FEWEST || nowhere > lost / 2 { self.few } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Texts;

    /// How many officers have lost cases; each is given with how many they have now, had earlier, and have in teams they came to.
    fn lost(unallocated: [i64; 2], officers: &[[i64; 3]]) -> usize {
        let mut texts = Texts::default();
        let mut lost = LostWithinWeek::beside_unallocated(unallocated[0], unallocated[1]);
        for (number, [now, earlier, moved]) in officers.iter().enumerate() {
            lost.note(Officer::of(texts.keep(&number.to_string())), *now, *earlier, *moved);
        }
        lost.officers().len()
    }

    #[test]
    fn fewer_than_half_of_four_cases_or_more_are_lost() {
        let one = |now, earlier| lost([0, 0], &[[now, earlier, 0]]);
        assert_eq!([one(1, 4), one(2, 4), one(1, 3), one(6, 13), one(7, 13), one(0, 13)], [1, 0, 0, 1, 0, 1]);
    }

    #[test]
    fn cases_that_were_handed_over_are_not_lost_and_a_few_may_be_closed() {
        // To colleagues, to nobody, to a team that the officer came to, and one of them was closed.
        assert_eq!(lost([0, 0], &[[1, 20, 0], [20, 10, 0], [19, 10, 0]]), 0);
        assert_eq!(lost([12, 2], &[[3, 13, 0]]), 0);
        assert_eq!(lost([0, 0], &[[3, 13, 9]]), 0);
        assert_eq!(lost([0, 0], &[[1, 20, 0], [28, 10, 0]]), 0);
        // Four of them are nowhere, or more than half.
        assert_eq!(lost([0, 0], &[[1, 20, 0], [25, 10, 0]]), 1);
        assert_eq!(lost([0, 0], &[[1, 4, 0], [11, 10, 0]]), 1);
    }
}
