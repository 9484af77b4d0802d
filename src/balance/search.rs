//! Good moves of a problem that is too large for trying everything: first the case that helps most, again and again; then every
//! exchange of one or two of the moves, as long as one leaves less. At the end no single case more could move and help.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::problem::{Left, MovedCases, Problem};

/// Moves, and what they leave of cases and of room.
pub(super) struct Draft<'p> {
    problem: &'p Problem,
    pub(super) moves: MovedCases,
    /// How many of each parcel move.
    counts: Vec<usize>,
    room: Vec<i128>,
    /// How many more times a receiver may be looked at for a parcel.
    steps: u64,
}

/// A case that could go: what it would take away, the smallest size first where that is the same, its parcel and its receiver.
type Candidate = (i128, Reverse<i128>, Reverse<usize>, usize);

impl<'p> Draft<'p> {
    /// Moves as many cases as help, then exchanges some for better ones, while receivers are looked at for parcels so many times.
    pub(super) fn of(problem: &'p Problem, steps: u64) -> Self {
        let (counts, room) = (vec![0; problem.parcels.len()], problem.room.clone());
        let mut draft = Self { problem, moves: Vec::new(), counts, room, steps };
        draft.fill();
        while draft.left().aims() > problem.least() && draft.steps > 0 && (draft.exchange_one() || draft.exchange_two())
        {
        }
        draft
    }

    /// What these moves leave.
    pub(super) fn left(&self) -> Left {
        self.problem.left(&self.counts)
    }

    fn add(&mut self, parcel: usize, receiver: usize) {
        self.counts[parcel] += 1;
        self.room[receiver] -= self.problem.parcels[parcel].size;
        self.moves.push((parcel, receiver));
    }

    fn remove(&mut self, at: usize) -> (usize, usize) {
        let (parcel, receiver) = self.moves.swap_remove(at);
        self.counts[parcel] -= 1;
        self.room[receiver] += self.problem.parcels[parcel].size;
        (parcel, receiver)
    }

    /// Whether one more case of a parcel may go to a receiver.
    fn may_go(&self, parcel: usize, receiver: usize) -> bool {
        let of = &self.problem.parcels[parcel];
        self.room[receiver] >= of.size
            && of.receivers.binary_search(&receiver).is_ok()
            && self.problem.gain(parcel, &self.counts).is_some()
    }

    /// The receiver who has the least room that is enough for a parcel's case.
    fn tightest(&self, parcel: usize) -> Option<usize> {
        let of = &self.problem.parcels[parcel];
        let with_room = of.receivers.iter().copied().filter(|receiver| self.room[*receiver] >= of.size);
        with_room.min_by_key(|receiver| self.room[*receiver])
    }

    /// The case of a giver that helps most: it ends the excess with the least work, or is the largest.
    fn candidate(&self, giver: usize) -> Option<Candidate> {
        let of = |parcel: usize| {
            let gain = self.problem.gain(parcel, &self.counts)?;
            let size = self.problem.parcels[parcel].size;
            Some((gain, Reverse(size), Reverse(parcel), self.tightest(parcel)?))
        };
        self.problem.of(Some(giver)).into_iter().filter_map(of).max()
    }

    /// Moves what helps, until nothing more does: from whoever can give most away first, then unallocated cases.
    fn fill(&mut self) {
        let looks: usize = self.problem.parcels.iter().map(|parcel| 1 + parcel.receivers.len()).sum();
        self.steps = self.steps.saturating_sub(u64::try_from(looks).unwrap_or(u64::MAX));
        let givers = 0..self.problem.excess.len();
        let mut heap: BinaryHeap<(Candidate, Reverse<usize>)> =
            givers.filter_map(|giver| Some((self.candidate(giver)?, Reverse(giver)))).collect();
        while let Some((known, Reverse(giver))) = heap.pop() {
            // What others have moved since may have taken the room. A candidate never becomes better.
            let Some(candidate) = self.candidate(giver).filter(|_| self.moves.len() < self.problem.most) else {
                continue;
            };
            if candidate == known {
                self.add(candidate.2.0, candidate.3);
            }
            heap.extend(self.candidate(giver).map(|candidate| (candidate, Reverse(giver))));
        }
        let mut unallocated = self.problem.of(None);
        unallocated.sort_by_key(|parcel| Reverse(self.problem.parcels[*parcel].size));
        for parcel in unallocated {
            while self.moves.len() < self.problem.most
                && self.problem.gain(parcel, &self.counts).is_some()
                && let Some(receiver) = self.tightest(parcel)
            {
                self.add(parcel, receiver);
            }
        }
    }

    /// Makes a change, then moves what helps. Returns whether that leaves less; if not, everything is as it was.
    fn try_change(&mut self, change: impl FnOnce(&mut Self) -> bool) -> bool {
        if self.steps == 0 {
            return false;
        }
        let (before, moves) = (self.left(), self.moves.clone());
        let (counts, room) = (self.counts.clone(), self.room.clone());
        if change(self) {
            self.fill();
            if self.left() < before {
                return true;
            }
        }
        (self.moves, self.counts, self.room) = (moves, counts, room);
        false
    }

    /// Exchanges one case for another at the same receiver, or its receiver for another.
    fn exchange_one(&mut self) -> bool {
        for at in 0..self.moves.len() {
            let (parcel, receiver) = self.moves[at];
            let to_another = |other: usize| (parcel, other);
            let others = self.problem.parcels[parcel].receivers.iter().copied().map(to_another);
            let for_another = (0..self.counts.len()).map(|other| (other, receiver));
            for (parcel, receiver) in others.chain(for_another).filter(|other| *other != (parcel, receiver)) {
                let change = |draft: &mut Self| {
                    draft.remove(at);
                    let may_go = draft.may_go(parcel, receiver);
                    if may_go {
                        draft.add(parcel, receiver);
                    }
                    may_go
                };
                if self.try_change(change) {
                    return true;
                }
            }
        }
        false
    }

    /// Exchanges the receivers of two cases, or two cases of one giver for one.
    fn exchange_two(&mut self) -> bool {
        for one in 0..self.moves.len() {
            for other in 0..one {
                let ((parcel, receiver), (other_parcel, other_receiver)) = (self.moves[one], self.moves[other]);
                let remove = |draft: &mut Self| {
                    draft.remove(one);
                    draft.remove(other);
                };
                let across = |draft: &mut Self| {
                    remove(draft);
                    let all = [(parcel, other_receiver), (other_parcel, receiver)];
                    all.into_iter().all(|(parcel, receiver)| {
                        let may_go = draft.may_go(parcel, receiver);
                        if may_go {
                            draft.add(parcel, receiver);
                        }
                        may_go
                    })
                };
                if receiver != other_receiver && self.try_change(across) {
                    return true;
                }
                let giver = self.problem.parcels[parcel].giver;
                let of_giver = if giver == self.problem.parcels[other_parcel].giver { giver } else { None };
                for parcel in of_giver.map(|giver| self.problem.of(Some(giver))).unwrap_or_default() {
                    let for_one = |draft: &mut Self| {
                        remove(draft);
                        let receiver =
                            draft.tightest(parcel).filter(|_| draft.problem.gain(parcel, &draft.counts).is_some());
                        receiver.inspect(|receiver| draft.add(parcel, *receiver)).is_some()
                    };
                    if self.try_change(for_one) {
                        return true;
                    }
                }
            }
        }
        false
    }
}
