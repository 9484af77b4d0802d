//! What WORK of a change means: `3 community B2`, `2 parole_report`, a case id; and what `--scale` names.

use crate::fault::{first_few, quoted};
use crate::model::{Kind, Unit, Unknown, Weights};
use crate::ordered::OrderedMap;
use crate::units::{Count, Decimal, Minutes};

use super::holder::{NamedCase, Pile};
use super::trial::{Trial, WorkParty, WrongChange};

/// No name has more words; each is looked for in as many ways as there are.
const MOST_WORDS: usize = 60;

/// The most of a kind that is changed at once: as many as a row of a caseload may have.
const MOST: i64 = 1_000_000;

impl Trial<'_> {
    /// A kind of work with how many of it, and with the minutes on top of each where those are said. Tasks that are given may be
    /// below 0: a colleague does them.
    pub(super) fn wanted(&self, work: &str, is_given: bool) -> Result<(Kind, Count, Option<Minutes>), WrongChange> {
        let mut words: Vec<&str> = work.split_whitespace().collect();
        let minutes = words.last().and_then(|word| word.strip_prefix('+')).filter(|_| words.len() > 1);
        let minutes = minutes.and_then(|number| Minutes::new(Decimal::parse(number).ok()?));
        words.truncate(words.len() - usize::from(minutes.is_some()));
        let Some(first) = words.first() else { return Err(WrongChange::new("the work is blank").hint(EXAMPLES)) };
        let number = Decimal::parse(first).ok();
        // The name of a task may begin with a number.
        let is_named_so = || kind(self.weights, &words[1..]).is_err() && kind(self.weights, &words).is_ok();
        let number = number.filter(|_| !is_named_so());
        let named = if number.is_some() { &words[1..] } else { &words[..] };
        if named.is_empty() {
            return Err(WrongChange::new(format!(
                "{} is no case that is held, and no count without its work",
                quoted(work)
            ))
            .hint(EXAMPLES));
        }
        let is_counted =
            number.is_none() && first.trim_start_matches(['-', '+']).starts_with(|first: char| first.is_ascii_digit());
        let kind = match kind(self.weights, named) {
            Err(_) if is_counted && kind(self.weights, &words[1..]).is_ok() => {
                return Err(WrongChange::new(format!("{} is not a count of work", quoted(first)))
                    .hint(format!("give a whole number from 1 to {MOST}, without commas")));
            }
            kind => kind?,
        };
        let number = number.map_or(Some(1), Decimal::as_whole);
        let may_be_below_0 = is_given && matches!(kind, Kind::Task { .. });
        let is_sound = |count: &i64| (1..=MOST).contains(count) || (may_be_below_0 && (-MOST..0).contains(count));
        number.filter(is_sound).map(|count| (kind, Count::whole(count), minutes)).ok_or_else(|| {
            let least =
                if may_be_below_0 { format!("from -{MOST} to {MOST} and not 0") } else { format!("from 1 to {MOST}") };
            WrongChange::new(format!("{} is not a count of work", quoted(first)))
                .hint(format!("give a whole number {least}"))
        })
    }

    /// The post that has the rows of a case that is named by its id; of unallocated work the nearest. `None` where it is none of
    /// theirs.
    pub(super) fn of_case(
        &self,
        from: &WorkParty,
        near: &[Unit],
        who: &str,
        work: &str,
    ) -> Result<Option<(usize, NamedCase)>, WrongChange> {
        let Some(case) = self.holders.case(work) else { return Ok(None) };
        let holders = self.holders.with_case(case);
        let source = match from {
            WorkParty::Officer(posts) => {
                let posts: Vec<usize> =
                    posts.iter().copied().filter(|post| self.holders.has_case(*post, case)).collect();
                if posts.len() > 1 { Some(self.one(who)?) } else { posts.first().copied() }
            }
            WorkParty::Nobody(Some(unit)) => {
                self.index.nobody.get(unit).copied().filter(|post| self.holders.has_case(*post, case))
            }
            WorkParty::Nobody(None) => {
                self.holders.nearest(holders.filter(|post| self.holders.all[*post].post.officer.is_none()), near)
            }
        };
        Ok(source.map(|source| (source, case)))
    }

    /// The fault of taking what is not held, which says what is.
    pub(super) fn not_held(
        &self,
        who: &str,
        from: &WorkParty,
        (kind, minutes): (&Kind, Option<Minutes>),
        all: Count,
        wanted: Count,
    ) -> WrongChange {
        const NAMED: usize = 12;
        let minutes = minutes.map(|minutes| format!(" +{}", minutes.number())).unwrap_or_default();
        let what = self.weights.kind_words(kind) + &minutes;
        let held = if all > Count::default() {
            format!("{} {what}, and {} are to go", all.rounded(), wanted.rounded())
        } else {
            format!("no {what}")
        };
        self.hinted(format!("{} holds {held}", quoted(who)), || {
            let mut sources: Vec<usize> = match from {
                WorkParty::Officer(posts) => posts.clone(),
                WorkParty::Nobody(Some(unit)) => self.index.nobody.get(unit).copied().into_iter().collect(),
                WorkParty::Nobody(None) => self.index.nobody.values().copied().collect(),
            };
            sources.sort_by_key(|position| self.holders.all[*position].rank);
            let mut all: OrderedMap<&Kind, Count> = OrderedMap::default();
            for (kind, pile) in sources.iter().flat_map(|source| &self.holders.all[*source].piles) {
                *all.entry(kind).or_default() += pile.count;
            }
            let all = all.iter().filter(|(_, count)| !count.is_nothing());
            let all: Vec<String> =
                all.map(|(kind, count)| format!("{} {}", count.rounded(), self.weights.kind_words(kind))).collect();
            let held = || format!("held there are {}", first_few(&all, NAMED));
            Some(if all.is_empty() { "nothing is held there".to_owned() } else { held() })
        })
    }

    /// The fault of a kind that does not tell which cases are meant.
    pub(super) fn not_told(&self, who: &str, source: usize, kind: &Kind) -> WrongChange {
        const NAMED: usize = 8;
        let words = self.weights.kind_words(kind);
        let meant = format!("which {words} of {} are meant is not clear, because some have extra minutes", quoted(who));
        self.hinted(meant, || {
            let minutes = self.holders.all[source].piles.get(kind).map(Pile::minutes).unwrap_or_default();
            let minutes: Vec<String> = minutes.iter().map(|minutes| format!("`+{}`", minutes.number())).collect();
            let behind = || format!("say the minutes on top of each behind it: {}", first_few(&minutes, NAMED));
            let behind = (!minutes.is_empty()).then(behind);
            let id = self.holders.with_ids.contains(kind).then(|| "give a case id".to_owned());
            let ways: Vec<String> = id.into_iter().chain(behind).chain(["change all of them".to_owned()]).collect();
            Some(ways.join(", or "))
        })
    }

    /// Where somebody holds a case by that id, the fault that says so: it is not that officer's, or cannot be given.
    pub(super) fn held_elsewhere(&self, who: Option<&str>, work: &str) -> Option<WrongChange> {
        let (number, id) =
            work.split_once(char::is_whitespace).filter(|(number, _)| Decimal::parse(number).is_ok()).unzip();
        let held = |id: &str| self.holders.with_case(self.holders.case(id)?).next();
        if let (Some(id), None) = (id.map(str::trim), held(work)) {
            held(id)?;
            let wrong =
                WrongChange::new(format!("{} is a case id, and {} stands before it", quoted(id), quoted(number?)));
            return Some(wrong.hint("a case id has no count"));
        }
        let holder = &self.holders.all[held(work)?];
        let code = holder.post.officer.map(|officer| quoted(self.texts.code(officer)));
        let holder = code.unwrap_or_else(|| "`unallocated`".to_owned());
        Some(match who {
            Some(who) => WrongChange::new(format!("{} does not hold the case {}", quoted(who), quoted(work)))
                .hint(format!("it is with {holder}")),
            None => WrongChange::new(format!("{} is a case that is there already", quoted(work)))
                .hint(format!("move it from {holder}")),
        })
    }

    /// Which kinds a case type, a tier, both, or a task stands for.
    pub(super) fn scaled_kinds(&self, what: &str) -> Result<impl Fn(&Kind) -> bool + use<>, WrongChange> {
        let weights = self.weights;
        let (of_type, of_task) = (weights.case_types.position(what), weights.tasks.position(what));
        let mut of_tier: Vec<(usize, usize)> = Vec::new();
        for (at, (_, case_type)) in weights.case_types.iter().enumerate() {
            let words: Vec<&str> = what.split_whitespace().take(MOST_WORDS).collect();
            let both = (1..words.len()).find_map(|split| {
                let is_of_type = weights.case_types.position(&words[..split].join(" ")) == Some(at);
                case_type.tiers.position(&words[split..].join(" ")).filter(|_| is_of_type)
            });
            of_tier.extend(case_type.tiers.position(what).or(both).map(|tier| (at, tier)));
        }
        let meanings = [of_type.is_some(), of_task.is_some(), !of_tier.is_empty()];
        match meanings.iter().filter(|is_meant| **is_meant).count() {
            0 => {
                let near = weights.case_types.near(what).or_else(|| weights.tasks.near(what));
                let hint = near.map_or_else(
                    || "give a case type, a tier or a task of the weights".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                Err(WrongChange::new(format!("{} is neither a case type nor a tier nor a task", quoted(what)))
                    .hint(hint))
            }
            1 => Ok(move |kind: &Kind| match kind {
                Kind::Case { case_type, tier, .. } => {
                    of_type == Some(*case_type) || of_tier.contains(&(*case_type, *tier))
                }
                Kind::Task { task, .. } => of_task == Some(*task),
            }),
            _ => Err(WrongChange::new(format!("{} is more than one of a case type, a tier and a task", quoted(what)))),
        }
    }
}

const EXAMPLES: &str =
    "give `[COUNT] CASE_TYPE TIER [STATUS]`, `[COUNT] TASK [STATUS]` or a case id, such as `3 community B2`";

/// The kind that words name: a task, or a case type and a tier, each perhaps with a status. Each of these may be several words.
fn kind(weights: &Weights, words: &[&str]) -> Result<Kind, WrongChange> {
    let words = &words[..words.len().min(MOST_WORDS)];
    let all = words.join(" ");
    let of_task = |split: &usize| weights.tasks.position(&words[..*split].join(" ")).is_some();
    if let Some(split) = (1..=words.len()).rev().find(of_task) {
        let (task, status) = (words[..split].join(" "), words[split..].join(" "));
        return weights.task(&task, (!status.is_empty()).then_some(&*status)).map_err(wrong);
    }
    let of_type = |split: &usize| weights.case_types.position(&words[..*split].join(" ")).is_some();
    let Some(split) = (1..=words.len()).rev().find(of_type) else {
        let near = weights.tasks.near(&all).or_else(|| weights.case_types.near(words.first()?));
        let hint = near.map_or_else(|| EXAMPLES.to_owned(), |near| format!("did you mean `{near}`? {EXAMPLES}"));
        return Err(WrongChange::new(format!(
            "{} is no task and no case type, and no such case is held",
            quoted(&all)
        ))
        .hint(hint));
    };
    let (case_type, rest) = (words[..split].join(" "), &words[split..]);
    let tiers = weights.case_types.get(&case_type).map(|case_type| &case_type.tiers);
    if rest.is_empty() {
        let message = format!("{} says no tier", quoted(&all));
        return Err(WrongChange::new(message).hint(format!("give the tier behind it, or `{}`", Weights::UNTIERED)));
    }
    let is_tier = |end: &usize| tiers.is_some_and(|tiers| tiers.position(&rest[..*end].join(" ")).is_some());
    let end = (1..=rest.len()).rev().find(is_tier).unwrap_or(1);
    let (tier, status) = (rest[..end].join(" "), rest[end..].join(" "));
    weights.case(&case_type, Some(&tier), (!status.is_empty()).then_some(&*status)).map_err(wrong)
}

/// The first name that is not known.
fn wrong(unknown: Vec<Unknown>) -> WrongChange {
    let first = unknown.into_iter().next();
    first.map_or_else(
        || WrongChange::new("a name is not known"),
        |first| WrongChange { hint: (first.hint)(), ..WrongChange::new(first.message) },
    )
}

/// The texts of a word of a change that may be a case id: all of it, or what stands behind a number.
pub(super) fn named_ids(word: &str) -> impl Iterator<Item = &str> {
    let word = word.trim();
    let behind = word.split_once(char::is_whitespace).filter(|(number, _)| Decimal::parse(number).is_ok());
    std::iter::once(word).chain(behind.map(|(_, id)| id.trim()))
}
