//! Where posts are, among the holders of work: by officer, and of unallocated work by unit.

use foldhash::{HashMap, HashSet};

use crate::model::{CalledOfficers, Officer, Texts, Unit};

use super::holder::Holder;

/// Where posts are, among the holders of work.
#[derive(Default)]
pub(super) struct Index {
    /// The posts of each officer, in their order.
    pub(super) officers: HashMap<Officer, Vec<usize>>,
    pub(super) called: CalledOfficers,
    /// Unallocated work by unit.
    pub(super) nobody: HashMap<Unit, usize>,
    /// The units that are asked for in which there are officers; where there are none, all that are asked for.
    pub(super) asked: HashSet<Unit>,
    /// The units of each team, by its name in lower case.
    pub(super) teams: HashMap<String, HashSet<Unit>>,
}

impl Index {
    pub(super) fn of(holders: &[Holder], texts: &Texts, is_chosen: &dyn Fn(Unit) -> bool) -> Self {
        let mut index = Self::default();
        for (position, Holder { post, .. }) in holders.iter().enumerate() {
            index.teams.entry(texts.shown(post.unit.team).to_lowercase()).or_default().insert(post.unit);
            index.asked.extend(post.officer.map(|_| post.unit).filter(|unit| is_chosen(*unit)));
            let Some(officer) = post.officer else {
                index.nobody.insert(post.unit, position);
                continue;
            };
            index.officers.entry(officer).or_default().push(position);
            index.called.add(officer, post.name, texts);
        }
        if index.asked.is_empty() {
            index.asked = index.teams.values().flatten().copied().filter(|unit| is_chosen(*unit)).collect();
        }
        index
    }

    pub(super) fn posts(&self, officer: Officer) -> &[usize] {
        &self.officers[&officer]
    }

    /// Adds an officer with one post, who was not there.
    pub(super) fn join(&mut self, officer: Officer, position: usize, texts: &Texts) {
        self.officers.insert(officer, vec![position]);
        self.called.add(officer, None, texts);
    }
}
