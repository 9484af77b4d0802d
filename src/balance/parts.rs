//! The parts of a week in which cases move among each other, and the problem that each is.

use std::rc::Rc;

use foldhash::HashMap;

use crate::model::{PostWeek, Unit};
use crate::ordered::{OrderedMap, OrderedSet};

use super::lots::{BalanceStart, Lot, Role};
use super::problem::{Parcel, Problem};
use super::rules::BalanceRules;

/// The lots of each part. Pools are one part where an officer gives or receives in several; all are one where only so many cases
/// may move.
pub(super) fn of(start: &BalanceStart, posts: &[PostWeek], rules: &BalanceRules) -> Vec<Vec<usize>> {
    let moving = (0..start.lots.len()).filter(|lot| !start.lots[*lot].to.is_empty());
    if rules.most.is_some() {
        return Some(moving.collect::<Vec<_>>()).filter(|lots| !lots.is_empty()).into_iter().collect();
    }
    let mut pools: OrderedSet<Unit> = OrderedSet::default();
    let mut joined = Joined((0..posts.len()).collect());
    let mut node_of = |joined: &mut Joined, pool: Unit| {
        let (number, is_new) = pools.insert_full(pool);
        if is_new {
            joined.0.push(joined.0.len());
        }
        posts.len() + number
    };
    for (position, post) in posts.iter().enumerate().filter(|(at, _)| matches!(start.roles[*at], Role::Receives(_))) {
        let node = node_of(&mut joined, rules.within.pool(post.unit));
        joined.join(start.first[position], node);
    }
    for lot in &start.lots {
        let node = node_of(&mut joined, lot.pool);
        if posts[lot.post].officer.is_some() {
            joined.join(start.first[lot.post], node);
        }
    }
    let mut parts: OrderedMap<usize, Vec<usize>> = OrderedMap::default();
    for lot in moving {
        let node = node_of(&mut joined, start.lots[lot].pool);
        parts.entry(joined.root(node)).or_default().push(lot);
    }
    parts.into_values().collect()
}

/// What belongs together: the node that each node is joined to, up to a root that is joined to itself.
struct Joined(Vec<usize>);

impl Joined {
    fn root(&mut self, mut node: usize) -> usize {
        while self.0[node] != node {
            self.0[node] = self.0[self.0[node]];
            node = self.0[node];
        }
        node
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[other.max(one)] = other.min(one);
    }
}

/// The problem of a part, a parcel for each lot, and the first posts of its receivers.
pub(super) fn problem(start: &BalanceStart, lots: &[usize], rules: &BalanceRules) -> (Problem, Vec<usize>) {
    let lots: Vec<&Lot> = lots.iter().map(|lot| &start.lots[*lot]).collect();
    let mut receivers: Vec<usize> = Vec::new();
    let mut classes: HashMap<*const usize, Rc<[usize]>> = HashMap::default();
    for lot in &lots {
        if classes.insert(lot.to.as_ptr(), lot.to.clone()).is_none() {
            receivers.extend(lot.to.iter().map(|post| start.first[*post]));
        }
    }
    receivers.sort_unstable();
    receivers.dedup();
    let number = |post: &usize| receivers.partition_point(|first| *first < start.first[*post]);
    for class in classes.values_mut() {
        *class = class.iter().map(number).collect();
    }
    let mut givers: OrderedMap<usize, i128> = OrderedMap::default();
    let parcel = |lot: &&Lot| {
        let giver = match start.roles[lot.post] {
            Role::Gives(excess) => Some(givers.insert_full(start.first[lot.post], excess).0),
            Role::Receives(_) | Role::Neither => None,
        };
        Parcel { giver, size: lot.size, count: lot.count(), receivers: classes[&lot.to.as_ptr()].clone() }
    };
    let parcels: Vec<Parcel> = lots.iter().map(parcel).collect();
    let room = receivers.iter().map(|first| match start.roles[*first] {
        Role::Receives(room) => room,
        Role::Gives(_) | Role::Neither => 0,
    });
    let problem =
        Problem::new(givers.into_values().collect(), room.collect(), parcels, rules.most.unwrap_or(usize::MAX));
    (problem, receivers)
}
