//! Who may give, who may receive, and which cases could go.

use std::rc::Rc;

use foldhash::HashMap;

use crate::model::{Kind, PostWeek, Unit, WeekCaseload, Weights, WorkLine, case_key, holds_untiered};
use crate::ordered::OrderedMap;
use crate::units::{Load, Minutes, Work};

use super::moved::WhyStays;
use super::rules::{BalanceRules, Within};

/// What an officer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// They are over, by so many parts of a unit of work.
    Gives(i128),
    /// They have so many parts of a unit of work of room.
    Receives(i128),
    /// They neither give nor receive cases.
    Neither,
}

/// Cases that are alike: of one post, kind and size.
#[derive(Debug)]
pub(super) struct Lot {
    /// The post that holds them.
    pub(super) post: usize,
    pub(super) kind: Kind,
    /// Minutes on top of one.
    pub(super) extra: Minutes,
    /// The work of one, and in parts of a unit.
    pub(super) work: Work,
    pub(super) size: i128,
    /// Those that the caseload names, in its order, and how many it does not name.
    pub(super) ids: Vec<Box<str>>,
    pub(super) unnamed: usize,
    /// Among whom they may move.
    pub(super) pool: Unit,
    /// The posts that may receive them.
    pub(super) to: Rc<[usize]>,
}

impl Lot {
    pub(super) fn count(&self) -> usize {
        self.ids.len() + self.unnamed
    }
}

pub(super) struct BalanceStart {
    /// What the officer of each post does.
    pub(super) roles: Vec<Role>,
    /// The first post of the officer of each post.
    pub(super) first: Vec<usize>,
    /// All work and time of the officer of each post.
    pub(super) loads: Vec<Load>,
    pub(super) lots: Vec<Lot>,
    /// Cases that count and cannot move: several in one row with minutes on top, or several rows with one case id.
    pub(super) not_apart: i64,
    /// Unallocated cases that are in no lot, by post and kind and why: how many, and their work.
    pub(super) unallocated: OrderedMap<(usize, Kind, WhyStays), (i64, Work)>,
}

impl BalanceStart {
    /// `None` where there is too much work to count with.
    pub(super) fn of(week: &WeekCaseload, weights: &Weights, lines: &[WorkLine], rules: &BalanceRules) -> Option<Self> {
        let posts = &week.posts;
        let (mut roles, mut first, mut loads) = (Vec::new(), Vec::new(), Vec::new());
        for of_officer in posts.chunk_by(|one, other| one.officer.is_some() && one.officer == other.officer) {
            let load = of_officer.iter().map(PostWeek::load).sum();
            let role = role(of_officer, load, weights, rules)?;
            first.resize(first.len() + of_officer.len(), first.len());
            roles.resize(first.len(), role);
            loads.resize(first.len(), load);
        }
        let mut start =
            Self { roles, first, loads, lots: Vec::new(), not_apart: 0, unallocated: OrderedMap::default() };
        start.find_lots(posts, weights, lines, rules)?;
        Some(start)
    }

    /// Whether the cases of a post may go somewhere. An officer with a faulty row rests; of work that nobody holds, the sound
    /// rows may go.
    fn gives(&self, posts: &[PostWeek], post: usize, rules: &BalanceRules) -> bool {
        let is_giver = matches!(self.roles[post], Role::Gives(_));
        (rules.is_chosen)(&posts[post]) && (is_giver || posts[post].officer.is_none())
    }

    fn find_lots(
        &mut self,
        posts: &[PostWeek],
        weights: &Weights,
        lines: &[WorkLine],
        rules: &BalanceRules,
    ) -> Option<()> {
        let going = |line: &&WorkLine| line.kind.is_case() && self.gives(posts, line.post, rules);
        let (idle, going): (Vec<&WorkLine>, Vec<&WorkLine>) =
            lines.iter().filter(going).partition(|line| line.held().work.is_nothing());
        for line in idle {
            self.stays(line, WhyStays::CountsNothing, posts);
        }
        let mut rows_of_id: HashMap<(usize, String), usize> = HashMap::default();
        let id = |line: &WorkLine| line.case_id.as_ref().map(|id| (line.post, case_key(id).into_owned()));
        for id in going.iter().filter_map(|line| id(line)) {
            *rows_of_id.entry(id).or_default() += 1;
        }
        let mut receiving = Receiving::of(posts, &self.roles, weights, rules);
        let mut lots: OrderedMap<(usize, Kind, Minutes), Lot> = OrderedMap::default();
        for line in going {
            let is_repeated = id(line).is_some_and(|id| rows_of_id[&id] > 1);
            let is_bundle = line.count > 1 && (!line.extra.is_nothing() || line.case_id.is_some());
            if is_repeated || is_bundle || line.count < 1 {
                self.not_apart += line.count;
                self.stays(line, WhyStays::NotApart, posts);
                continue;
            }
            let lot = match lots.entry((line.post, line.kind, line.extra)) {
                indexmap::map::Entry::Occupied(known) => known.into_mut(),
                indexmap::map::Entry::Vacant(new) => {
                    let work = line.kind.each() + Work::extra(line.extra);
                    let pool = rules.within.pool(posts[line.post].unit);
                    let to = receiving.posts(pool, &line.kind, weights);
                    let (post, kind, extra, size) = (line.post, line.kind, line.extra, Load::parts_of(work)?);
                    new.insert(Lot { post, kind, extra, work, size, ids: Vec::new(), unnamed: 0, pool, to })
                }
            };
            match &line.case_id {
                Some(id) => lot.ids.push(id.clone()),
                None => lot.unnamed += usize::try_from(line.count).unwrap_or(usize::MAX),
            }
        }
        self.lots = lots.into_values().collect();
        Some(())
    }

    /// Notes that cases stay where they are, if they are unallocated.
    fn stays(&mut self, line: &WorkLine, why: WhyStays, posts: &[PostWeek]) {
        if line.count > 0 && posts[line.post].officer.is_none() {
            let (count, work) = self.unallocated.entry((line.post, line.kind, why)).or_default();
            *count += line.count;
            *work += line.held().work;
        }
    }
}

/// What an officer with these posts does; `None` where there is too much work to count with.
fn role(posts: &[PostWeek], load: Load, weights: &Weights, rules: &BalanceRules) -> Option<Role> {
    let is_out = posts.iter().any(|post| post.faulty.is_some() || (rules.is_kept)(post));
    if posts[0].officer.is_none() || is_out || load.has_no_hours() {
        return Some(Role::Neither);
    }
    let (above_limit, above_target) = (load.parts_above(weights.limits.over)?, load.parts_above(rules.target)?);
    Some(match (above_limit > 0, above_target < 0 && !holds_untiered(posts)) {
        (true, _) => Role::Gives(above_limit),
        (false, true) => Role::Receives(-above_target),
        (false, false) => Role::Neither,
    })
}

/// Who may receive, by where they are.
struct Receiving<'a> {
    posts: &'a [PostWeek],
    of_pools: HashMap<Unit, Vec<usize>>,
    known: HashMap<(Unit, usize, usize), Rc<[usize]>>,
}

impl<'a> Receiving<'a> {
    fn of(posts: &'a [PostWeek], roles: &[Role], weights: &Weights, rules: &BalanceRules) -> Self {
        let mut of_pools: HashMap<Unit, Vec<usize>> = HashMap::default();
        for (position, post) in posts.iter().enumerate() {
            let may_receive = matches!(roles[position], Role::Receives(_)) && (rules.is_chosen)(post);
            if may_receive
                && (rules.to_trainees || !post.grade.is_some_and(|grade| weights.grades.at(grade).is_trainee))
            {
                of_pools.entry(rules.within.pool(post.unit)).or_default().push(position);
            }
        }
        Self { posts, of_pools, known: HashMap::default() }
    }

    /// The posts of a pool that may receive cases of a kind: their grade may hold the tier. The first post of an officer stands
    /// for the others.
    fn posts(&mut self, pool: Unit, kind: &Kind, weights: &Weights) -> Rc<[usize]> {
        let Kind::Case { case_type, tier, .. } = *kind else { return Rc::default() };
        let may_hold = |post: &&usize| {
            let tiers = &weights.case_types.at(case_type).tiers;
            self.posts[**post].grade.is_none_or(|grade| weights.grades.at(grade).may_hold(tiers, tier))
        };
        let of_pool = || {
            let all = self.of_pools.get(&pool).map_or(&[][..], Vec::as_slice);
            let mut posts: Vec<usize> = all.iter().filter(may_hold).copied().collect();
            posts.dedup_by_key(|post| self.posts[*post].officer);
            posts.into()
        };
        self.known.entry((pool, case_type, tier)).or_insert_with(of_pool).clone()
    }
}

impl Within {
    /// The unit that cases of a post stay in.
    pub(super) fn pool(self, unit: Unit) -> Unit {
        match self {
            Self::Team => unit,
            Self::Pdu => Unit { team: None, ..unit },
            Self::Region => Unit { region: unit.region, ..Unit::default() },
        }
    }
}
