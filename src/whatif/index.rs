//! Where posts are, among the holders of work: by officer, by name, and of unallocated work by unit.

use foldhash::{HashMap, HashSet};

use crate::model::{Officer, Texts, Unit};

use super::holder::Holder;

/// Where posts are, among the holders of work.
pub(super) struct Index {
    /// The posts of each officer, in their order.
    pub(super) officers: HashMap<Officer, Vec<usize>>,
    /// Officers by code and by name, in lower case.
    pub(super) names: HashMap<String, Vec<Officer>>,
    /// Unallocated work by unit.
    pub(super) nobody: HashMap<Unit, usize>,
    /// The units in which there are officers, and all units.
    pub(super) staffed: HashSet<Unit>,
    pub(super) units: HashSet<Unit>,
}

impl Index {
    pub(super) fn of(holders: &[Holder], texts: &Texts) -> Self {
        let (officers, names, nobody) = (HashMap::default(), HashMap::default(), HashMap::default());
        let (staffed, units) = (HashSet::default(), HashSet::default());
        let mut index = Self { officers, names, nobody, staffed, units };
        for (position, Holder { post, .. }) in holders.iter().enumerate() {
            index.units.insert(post.unit);
            index.staffed.extend(post.officer.map(|_| post.unit));
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
                if !known.contains(&officer) {
                    known.push(officer);
                }
            }
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

    /// Unallocated work, that of units near to one first: of the team, of the PDU, of the region.
    pub(super) fn unallocated(&self, unit: Option<Unit>, near: Option<Unit>, holders: &[Holder]) -> Vec<usize> {
        let is_asked = |(of, _): &(&Unit, &usize)| unit.is_none_or(|unit| unit == **of);
        let mut all: Vec<usize> = self.nobody.iter().filter(is_asked).map(|(_, position)| *position).collect();
        let is_far = |position: &usize| {
            let (of, near) = (holders[*position].post.unit, near.unwrap_or_default());
            (of.team != near.team, of.pdu != near.pdu, of.region != near.region, *position)
        };
        all.sort_by_key(is_far);
        all
    }
}
