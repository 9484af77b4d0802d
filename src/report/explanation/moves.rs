//! What moved in an officer's work between two weeks: cases out, cases in, cases that changed, tasks.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::fault::and_more;
use crate::model::Weights;
use crate::units::Work;

use super::work::{KindNames, called};

/// Collects what moved.
pub(super) struct Moves<'w> {
    /// The weights that name tasks.
    weights: &'w Weights,
    out: MovedItems,
    come: MovedItems,
    changed: MovedItems,
    tasks: MovedItems,
    /// Whether cases without IDs became fewer of one kind and more of another.
    pub(super) has_numbers: bool,
}

/// Everything that moved in one way, with its work.
#[derive(Default)]
struct MovedItems {
    names: BTreeMap<String, i64>,
    work: Work,
}

impl MovedItems {
    fn add(&mut self, name: String, count: i64, work: Work) {
        *self.names.entry(name).or_default() += count;
        self.work += work;
    }

    fn change(self, cause: &str) -> Option<(String, Work)> {
        const NAMED: usize = 6;
        let count = |count: &i64| if *count == 1 { String::new() } else { format!("{count} × ") };
        let named = self.names.iter().take(NAMED).map(|(name, times)| format!("{}{name}", count(times)));
        let named: Vec<String> = named.chain(and_more(self.names.len(), NAMED)).collect();
        (!self.names.is_empty()).then(|| (format!("{cause}: {}", named.join(", ")), self.work))
    }
}

/// Cases by their ids, each with what it is and its work.
pub(super) type CasesById<'a> = BTreeMap<Cow<'a, str>, (KindNames<'a>, Work)>;

impl<'w> Moves<'w> {
    /// Nothing has moved yet.
    pub(super) fn new(weights: &'w Weights) -> Self {
        let [out, come, changed, tasks] = std::array::from_fn(|_| MovedItems::default());
        Self { weights, out, come, changed, tasks, has_numbers: false }
    }

    /// A case or a task with its status, unless that is `active`.
    fn named(&self, what: KindNames) -> String {
        let (called, [.., status, _]) = (called(what, self.weights), what);
        if status == Weights::ACTIVE { called } else { format!("{called} ({status})") }
    }

    /// Adds what moved among cases with IDs.
    pub(super) fn by_ids(&mut self, then: &CasesById, now: &CasesById) {
        for (_, (what, work)) in then.iter().filter(|(id, _)| !now.contains_key(*id)) {
            self.out.add(self.named(*what), 1, Work::default() - *work);
        }
        for (id, (what, work)) in now {
            match then.get(id) {
                None => self.come.add(self.named(*what), 1, *work),
                Some((before, earlier)) if before != what => {
                    let change = format!("{} → {}", self.named(*before), self.named(*what));
                    self.changed.add(change, 1, *work - *earlier);
                }
                Some(_) => (),
            }
        }
    }

    /// Adds what moved among cases and tasks without IDs, from their numbers.
    pub(super) fn by_kinds(&mut self, then: &BTreeMap<KindNames, (i64, Work)>, now: &BTreeMap<KindNames, (i64, Work)>) {
        let kinds: BTreeSet<KindNames> = then.keys().chain(now.keys()).copied().collect();
        let (mut fewer, mut more) = (false, false);
        for what in kinds {
            let [.., task] = what;
            let is_case = task.is_empty();
            let [before, after] = [then, now].map(|week| week.get(&what).copied().unwrap_or_default());
            let (count, work) = (after.0 - before.0, after.1 - before.1);
            fewer |= is_case && count < 0;
            more |= is_case && count > 0;
            match (is_case, count) {
                (_, 0) if work.is_nothing() => (),
                (false, _) => self.tasks.add(self.named(what), count, work),
                (true, out) if out < 0 => self.out.add(self.named(what), -out, work),
                (true, come) => self.come.add(self.named(what), come, work),
            }
        }
        self.has_numbers = fewer && more;
    }

    /// The causes, each with the work that it adds.
    pub(super) fn causes(self, extra: Work) -> impl Iterator<Item = (String, Work)> {
        let all = [
            self.out.change("cases out"),
            self.come.change("cases in"),
            self.changed.change("cases that changed"),
            self.tasks.change("tasks"),
            (!extra.is_nothing()).then(|| ("extra minutes".to_owned(), extra)),
        ];
        all.into_iter().flatten()
    }
}
