//! What is to be solved: whole numbers of alike cases, from officers who are over and from what is unallocated, into the room of
//! others. All amounts are exact, in parts of a unit of work ([`Load::PARTS`](crate::units::Load)).

use std::cmp::Reverse;
use std::rc::Rc;

/// Cases that are alike: of one holder, of one size, for the same receivers.
#[derive(Debug, Clone)]
pub(super) struct Parcel {
    /// Who holds them; `None` where nobody does.
    pub(super) giver: Option<usize>,
    /// The work of one; above 0.
    pub(super) size: i128,
    /// How many there are.
    pub(super) count: usize,
    /// Who may receive them, ascending, whether they have room for one or not.
    pub(super) receivers: Rc<[usize]>,
}

/// What is to be solved.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    /// How far each giver is above the limit; above 0.
    pub(super) excess: Vec<i128>,
    /// The room of each receiver below the target.
    pub(super) room: Vec<i128>,
    pub(super) parcels: Vec<Parcel>,
    /// The parcels of each giver.
    of_giver: Vec<Vec<usize>>,
    /// The most cases that may move.
    pub(super) most: usize,
}

/// What is left after moves, in the order of the aims: less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Left {
    /// Work above the limit.
    pub(super) overload: i128,
    /// Unallocated work, of that which may move.
    pub(super) unallocated: i128,
    /// Cases moved.
    pub(super) moved: usize,
    /// The work of these: of moves that are as good, those stand that move less.
    pub(super) work: i128,
}

impl Left {
    /// The aims that make moves better than others.
    pub(super) const fn aims(self) -> (i128, i128, usize) {
        (self.overload, self.unallocated, self.moved)
    }
}

/// Cases that move: the parcel that one is of, and its receiver.
pub(super) type MovedCases = Vec<(usize, usize)>;

impl Problem {
    /// Leaves out cases that nobody has room for, and of each parcel the cases beyond those that end the giver's
    /// excess.
    pub(super) fn new(excess: Vec<i128>, room: Vec<i128>, mut parcels: Vec<Parcel>, most: usize) -> Self {
        let mut of_giver = vec![Vec::new(); excess.len()];
        for (number, parcel) in parcels.iter_mut().enumerate() {
            let fit = parcel.receivers.iter().map(|receiver| room[*receiver] / parcel.size);
            let fit = fit.fold(0, i128::saturating_add);
            let needed = parcel.giver.map_or(i128::MAX, |giver| (excess[giver] - 1) / parcel.size + 1);
            parcel.count = parcel.count.min(usize::try_from(fit.min(needed)).unwrap_or(usize::MAX)).min(most);
            if let Some(giver) = parcel.giver {
                of_giver[giver].push(number);
            }
        }
        Self { excess, room, parcels, of_giver, most }
    }

    /// What is left when so many of each parcel have moved.
    pub(super) fn left(&self, counts: &[usize]) -> Left {
        let overload = (0..self.excess.len()).map(|giver| (self.excess[giver] - self.given(giver, counts)).max(0));
        let stays = |(parcel, count): (&Parcel, &usize)| match parcel.giver {
            None => parcel.size * times(parcel.count - count),
            Some(_) => 0,
        };
        let unallocated = self.parcels.iter().zip(counts).map(stays).sum();
        let work = self.parcels.iter().zip(counts).map(|(parcel, count)| parcel.size * times(*count)).sum();
        Left { overload: overload.sum(), unallocated, moved: counts.iter().sum(), work }
    }

    fn given(&self, giver: usize, counts: &[usize]) -> i128 {
        self.of_giver[giver].iter().map(|parcel| self.parcels[*parcel].size * times(counts[*parcel])).sum()
    }

    /// How much work above the limit one more case of a parcel would take away, or of what is unallocated. `None` where it may
    /// not go: there is none left, or its giver is not over any more.
    pub(super) fn gain(&self, parcel: usize, counts: &[usize]) -> Option<i128> {
        let Parcel { giver, size, count, .. } = &self.parcels[parcel];
        let rest = giver.map_or(*size, |giver| self.excess[giver] - self.given(giver, counts));
        (counts[parcel] < *count && rest > 0).then(|| rest.min(*size))
    }

    /// The parcels of a giver, or the unallocated ones.
    pub(super) fn of(&self, giver: Option<usize>) -> Vec<usize> {
        match giver {
            Some(giver) => self.of_giver[giver].clone(),
            None => (0..self.parcels.len()).filter(|parcel| self.parcels[*parcel].giver.is_none()).collect(),
        }
    }

    /// Less than this of all aims cannot be left, whatever moves. It need not be reached.
    pub(super) fn least(&self) -> (i128, i128, usize) {
        let (mut overload, mut moved) = (0, 0);
        for (giver, excess) in self.excess.iter().enumerate() {
            let mut parcels: Vec<&Parcel> = self.of_giver[giver].iter().map(|parcel| &self.parcels[*parcel]).collect();
            parcels.sort_by_key(|parcel| Reverse(parcel.size));
            let mut rest = *excess;
            for parcel in parcels.iter().filter(|parcel| parcel.count > 0) {
                let needed = usize::try_from((rest.max(1) - 1) / parcel.size + 1).unwrap_or(usize::MAX);
                let taken = if rest > 0 { needed.min(parcel.count) } else { 0 };
                rest -= parcel.size * times(taken);
                moved += taken;
            }
            overload += rest.max(0);
        }
        let all_excess: i128 = self.excess.iter().sum();
        let all_room: i128 = self.room.iter().sum();
        let unallocated = self.parcels.iter().filter(|parcel| parcel.giver.is_none());
        moved += unallocated.map(|parcel| parcel.count).sum::<usize>();
        // Where the room is too small for that, nothing is known of the number of cases.
        let beyond_room = all_excess - all_room;
        if beyond_room > overload {
            return (beyond_room, 0, 0);
        }
        (overload, 0, moved)
    }
}

/// A number of cases as a factor.
fn times(count: usize) -> i128 {
    i128::try_from(count).expect("fewer than memory holds")
}
