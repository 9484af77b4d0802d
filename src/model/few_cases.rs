//! Officers of whom a snapshot has fewer than half of the cases that an earlier one of the same week has: it may be a part of a
//! file.

use super::Officer;

/// Officers whose cases are compared with those of an earlier snapshot.
#[derive(Debug)]
pub(crate) struct FewCases {
    few: Vec<(Officer, i64, i64)>,
    /// Cases that others have more of than before.
    taken_over: i64,
}

impl FewCases {
    /// So many cases are seldom lost within a week.
    const FEWEST: i64 = 4;

    /// Nobody yet. Of the unallocated cases, those that are new were taken from somebody.
    pub(crate) fn beside_unallocated(now: i64, earlier: i64) -> Self {
        Self { few: Vec::new(), taken_over: now.saturating_sub(earlier).max(0) }
    }

    /// Notes how many cases an officer has now and had earlier. `moved` is how many they have in other teams that they came to.
    pub(crate) fn note(&mut self, officer: Officer, now: i64, earlier: i64, moved: i64) {
        let with_moved = now.saturating_add(moved);
        if earlier >= Self::FEWEST && with_moved.saturating_mul(2) < earlier {
            self.few.push((officer, with_moved, earlier));
        } else {
            self.taken_over = self.taken_over.saturating_add(now.saturating_sub(earlier).max(0));
        }
    }

    /// Those who have fewer than half of their cases, with how many they have and had. None where others have nearly as many more in
    /// their place: then the cases were handed over, and a few were closed.
    pub(crate) fn lost(self) -> Vec<(Officer, i64, i64)> {
        let lost: i64 = self.few.iter().map(|(_, now, earlier)| earlier - now).fold(0, i64::saturating_add);
        let nowhere = lost.saturating_sub(self.taken_over);
        if nowhere >= Self::FEWEST || nowhere > lost / 2 { self.few } else { Vec::new() }
    }
}
