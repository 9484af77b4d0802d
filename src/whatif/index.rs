//! Where posts are, among the holders of work: by officer, by name, and of unallocated work by unit.

use foldhash::{HashMap, HashSet};

use crate::model::{Officer, Texts, Unit};

use super::holder::Holder;

/// Where posts are, among the holders of work.
#[derive(Default)]
pub(super) struct Index {
    /// The posts of each officer, in their order.
    pub(super) officers: HashMap<Officer, Vec<usize>>,
    /// Officers by code and by name, in lower case.
    pub(super) names: HashMap<String, Vec<Officer>>,
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
            let code = texts.get(officer.0);
            let names = [code, texts.shown(post.name)];
            let is_first = !index.officers.contains_key(&officer);
            index.officers.entry(officer).or_default().push(position);
            for name in names.into_iter().filter(|name| is_first && !name.is_empty()) {
                let known = index.names.entry(name.to_lowercase()).or_default();
                // Nobody but the officer themselves can be called so twice.
                if known.last() != Some(&officer) {
                    known.push(officer);
                }
            }
        }
        if index.asked.is_empty() {
            index.asked = index.teams.values().flatten().copied().filter(|unit| is_chosen(*unit)).collect();
        }
        index
    }

    /// The posts of an officer.
    pub(super) fn posts(&self, officer: Officer) -> &[usize] {
        &self.officers[&officer]
    }

    pub(super) fn join(&mut self, officer: Officer, code: &str, position: usize) {
        self.officers.insert(officer, vec![position]);
        self.names.entry(code.to_lowercase()).or_default().push(officer);
    }
}
