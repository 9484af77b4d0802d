//! The best moves of a small problem, found by trying everything.
//!
//! A state is the number of cases moved from each parcel. Receivers are filled one after the other. Of all ways to a
//! state, only the best is kept: it has come to the earliest receiver, and has used the least of their room. Every case
//! that can still be added to another way can be added to this one too. States with fewer cases come first, so of
//! equally good states the one with the fewest moves wins.

use foldhash::HashMap;

use super::problem::{Left, MovedCases, Parcel, Problem};

/// With this many cases that could move, or fewer, everything is always tried, however many could receive them.
pub(crate) const ALWAYS_EXACT: usize = 16;

/// How many states that many cases have at most.
pub(super) const ALWAYS_STATES: usize = 1 << ALWAYS_EXACT;

/// A state, with the case that moved last.
struct FillState {
    /// How many of each parcel have moved, as one number, in which each parcel has a digit.
    code: u128,
    before: usize,
    parcel: usize,
    /// The receiver that is being filled, and how much of the room there is used.
    filled: (usize, i128),
}

/// The best moves; `None` where there are more states than these.
pub(super) fn best(problem: &Problem, most_states: usize) -> Option<MovedCases> {
    let mut places = Vec::with_capacity(problem.parcels.len());
    let mut place: u128 = 1;
    for parcel in &problem.parcels {
        places.push(place);
        place = place.checked_mul(u128::try_from(parcel.count).ok()?.checked_add(1)?)?;
    }
    let counts = |code: u128| -> Vec<usize> {
        let count = |(parcel, place): (&Parcel, &u128)| {
            let count = code / place % (u128::try_from(parcel.count).unwrap_or(u128::MAX - 1) + 1);
            usize::try_from(count).expect("at most the parcel's")
        };
        problem.parcels.iter().zip(&places).map(count).collect()
    };
    let (overload, unallocated, _) = problem.least();
    let is_more = |left: Left| (left.overload, left.unallocated) > (overload, unallocated);
    let mut states = vec![FillState { code: 0, before: 0, parcel: 0, filled: (0, 0) }];
    let mut best = (problem.left(&counts(0)), 0);
    let (mut first, mut moved) = (0, 0);
    while first < states.len() && moved < problem.most && is_more(best.0) {
        let last = states.len();
        let mut next: HashMap<u128, usize> = HashMap::default();
        for before in first..last {
            let moved = counts(states[before].code);
            for (parcel, place) in places.iter().enumerate() {
                let filled = || next_filled(problem, parcel, states[before].filled);
                let Some(filled) = problem.gain(parcel, &moved).and_then(|_| filled()) else { continue };
                let code = states[before].code + place;
                let state = FillState { code, before, parcel, filled };
                match next.get(&code) {
                    Some(known) if states[*known].filled <= filled => (),
                    Some(known) => states[*known] = state,
                    None if states.len() > most_states => return None,
                    None => {
                        next.insert(code, states.len());
                        states.push(state);
                    }
                }
            }
        }
        for (number, state) in states.iter().enumerate().skip(last) {
            best = best.min((problem.left(&counts(state.code)), number));
        }
        (first, moved) = (last, moved + 1);
    }
    let mut moves = Vec::new();
    let mut state = best.1;
    while state != 0 {
        moves.push((states[state].parcel, states[state].filled.0));
        state = states[state].before;
    }
    moves.reverse();
    Some(moves)
}

/// Puts one more case into the receiver that is being filled, or else into the next one with room for it. `None` where
/// nobody has room.
fn next_filled(problem: &Problem, parcel: usize, (filled, used): (usize, i128)) -> Option<(usize, i128)> {
    let parcel = &problem.parcels[parcel];
    let receivers = &parcel.receivers[parcel.receivers.partition_point(|receiver| *receiver < filled)..];
    receivers.iter().find_map(|receiver| {
        let used = if *receiver == filled { used + parcel.size } else { parcel.size };
        (used <= problem.room[*receiver]).then_some((*receiver, used))
    })
}
