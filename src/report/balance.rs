//! Which cases could go where: the moves, and what they leave.

use foldhash::{HashMap, HashSet};
use serde::Serialize;

use crate::balance::{BalancedWeek, CaseMove, WhyStays};
use crate::model::{Officer, PostWeek, TextId, UNALLOCATED, Weights};
use crate::units::{Percent, Rounded, Work};

use super::data::ReportData;
use super::table::{LATE, Omit};
use super::value::arrow;
use super::{About, HeldWork, NoFigure, Planned, Report, ReportColumn, Table, Value, Warned};

type MoveColumn = (ReportColumn, for<'r> fn(&MoveRow<'r>) -> Value<'r>);

const COLUMNS: &[MoveColumn] = &[
    (ReportColumn::new("move", "Move").leaves(4), |row| row.number.into()),
    (ReportColumn::unseen("week"), |row| row.data.week().week.into()),
    (ReportColumn::new("team", "Team").leaves(3).omit(Omit::WhenSame), |row| row.team(row.of.from)),
    (ReportColumn::new("to_team", "To\u{a0}team").leaves(2).omit(Omit::WhenSame), |row| row.team(row.of.to)),
    (ReportColumn::unseen("from"), |row| row.code(row.of.from)),
    (ReportColumn::unseen("from_name"), |row| row.name(row.of.from)),
    (ReportColumn::unseen("to"), |row| row.code(row.of.to)),
    (ReportColumn::unseen("to_name"), |row| row.name(row.of.to)),
    (ReportColumn::for_people("giver", "From"), |row| row.person(row.of.from, row.have_namesakes[0])),
    (ReportColumn::for_people("receiver", "To"), |row| row.person(row.of.to, row.have_namesakes[1])),
    (ReportColumn::new("case_id", "Case\u{a0}id").leaves(6).omit(Omit::WhenBlank), |row| {
        Value::text(row.of.case_id.as_deref().unwrap_or_default())
    }),
    (ReportColumn::unseen("case_type"), |row| Value::text(row.weights().names_of(&row.of.kind)[0])),
    (ReportColumn::unseen("tier"), |row| Value::text(row.weights().names_of(&row.of.kind)[1])),
    (ReportColumn::unseen("status"), |row| Value::text(row.weights().names_of(&row.of.kind)[2])),
    (ReportColumn::unseen("count"), |row| Value::Count(row.of.count)),
    (ReportColumn::for_people("cases", "Cases"), |row| {
        Value::text(format!("{} {}", row.of.count, row.weights().kind_words(&row.of.kind)))
    }),
    (ReportColumn::new("hours", "Hours").leaves(5), |row| Value::Figure(row.weights().hours.work_hours(row.of.work))),
    (ReportColumn::unseen("from_before"), |row| {
        Value::or_blank(row.of.from_loads, |[before, _]| Value::capacity(before))
    }),
    (ReportColumn::unseen("from_after"), |row| Value::or_blank(row.of.from_loads, |[_, after]| Value::capacity(after))),
    (ReportColumn::unseen("to_before"), |row| Value::capacity(row.of.to_loads[0])),
    (ReportColumn::unseen("to_after"), |row| Value::capacity(row.of.to_loads[1])),
    (ReportColumn::for_people("giver_capacity", "From\u{a0}at").leaves(LATE), |row| {
        Value::or_blank(row.of.from_loads, |loads| Value::word(arrow(&loads.map(Value::capacity))))
    }),
    (ReportColumn::for_people("receiver_capacity", "To\u{a0}at").leaves(LATE + 1), |row| {
        Value::word(arrow(&row.of.to_loads.map(Value::capacity)))
    }),
];

/// What the cells of one row are made from.
struct MoveRow<'r> {
    data: ReportData<'r>,
    number: usize,
    of: &'r CaseMove,
    /// Whether who gives and who receives have the name of others.
    have_namesakes: [bool; 2],
}

impl<'r> MoveRow<'r> {
    fn weights(&self) -> &'r Weights {
        self.data.weights()
    }

    fn post(&self, post: usize) -> &'r PostWeek {
        &self.data.week().posts[post]
    }

    fn team(&self, post: usize) -> Value<'r> {
        Value::text(self.data.texts.shown(self.post(post).unit.team))
    }

    fn code(&self, post: usize) -> Value<'r> {
        Value::text(self.data.texts.code_of(self.post(post).officer))
    }

    fn name(&self, post: usize) -> Value<'r> {
        let post = self.post(post);
        Value::text(self.data.texts.shown(post.name.filter(|_| post.officer.is_some())))
    }

    /// The name, with the code where others have the same name, or the code of somebody who has none; a word for nobody.
    fn person(&self, post: usize, has_namesake: bool) -> Value<'r> {
        match (self.name(post), self.code(post)) {
            (Value::Blank, Value::Blank) => Value::word(UNALLOCATED),
            (Value::Text(name), Value::Text(code)) if has_namesake => Value::text(format!("{code} {name}")),
            (Value::Blank, code) => code,
            (name, _) => name,
        }
    }
}

/// What moves come to, and what they leave. Hours are hours a week.
#[derive(Debug, Serialize)]
pub(crate) struct BalanceSummary {
    pub(crate) target_percent: Rounded,
    pub(crate) cases_moved: i64,
    pub(crate) over_before: usize,
    pub(crate) over_after: usize,
    /// Work above the limit.
    pub(crate) overload_hours_before: Rounded,
    pub(crate) overload_hours_after: Rounded,
    /// `None` where unallocated work is not known in full.
    pub(crate) unallocated_hours_before: Option<Rounded>,
    pub(crate) unallocated_hours_after: Option<Rounded>,
    /// Whether no other moves would be better.
    pub(crate) proven_best: bool,
    /// Whether no other moves of cases that have ids would be better.
    #[serde(skip)]
    pub(crate) is_best_of_told_apart: bool,
    pub(crate) still_over: Vec<StillAbove>,
    /// Who is above 100 per cent and not over, after the moves.
    pub(crate) between: Vec<StillAbove>,
    pub(crate) still_unallocated: Vec<NoRoomFor>,
    /// What officers without hours hold, who neither give nor receive.
    pub(crate) without_hours: Vec<HeldWork>,
    /// Who receives nothing, because nobody knows what time they have left beside cases without a tier.
    pub(crate) room_unknown: Vec<About>,
    /// Who had rows lately and has none now, and so receives nothing either.
    pub(crate) no_figure: Vec<NoFigure>,
    /// Cases that cannot move, because the caseload does not tell them apart.
    pub(crate) cases_not_told_apart: i64,
    /// Whether officers who are not chosen could receive too, if they were.
    #[serde(skip)]
    pub(crate) could_be_wider: bool,
    #[serde(flatten)]
    pub(crate) doubts: Warned,
}

/// Somebody who is above 100 per cent after the moves.
#[derive(Debug, Serialize)]
pub(crate) struct StillAbove {
    #[serde(flatten)]
    pub(crate) about: About,
    pub(crate) capacity_percent: Option<Rounded>,
    /// Why their cases stay, where they are over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<&'static str>,
}

/// Cases that stay unallocated.
#[derive(Debug, Serialize)]
pub(crate) struct NoRoomFor {
    pub(crate) team: Option<String>,
    /// The cases, as changes name them.
    pub(crate) cases: String,
    pub(crate) hours: Rounded,
    pub(crate) why: &'static str,
    /// Whether they could move if there were room.
    #[serde(skip)]
    pub(crate) could_move: bool,
}

impl WhyStays {
    /// Why cases of an officer stay, in words.
    const fn words(self) -> &'static str {
        match self {
            Self::Kept => "left alone",
            Self::NothingToMove => "no case that could move is left",
            Self::NobodyThere => "nobody who may receive one of their cases has room",
            Self::NoRoom => "nobody has room for one of their cases after these moves",
            Self::Most => "--most allows no more cases to move",
            Self::NotApart => "the caseload does not tell them apart",
            Self::CountsNothing => "they count nothing",
        }
    }

    /// Why unallocated cases stay, in words.
    const fn words_of_unallocated(self) -> &'static str {
        match self {
            Self::NobodyThere => "nobody who may receive them has room",
            Self::NoRoom => "nobody has room for one after these moves",
            other => other.words(),
        }
    }
}

impl<'r> Planned<'r, BalanceSummary> {
    pub(crate) fn balance(report: Report<'r>, balanced: &'r BalancedWeek, target: Percent) -> Self {
        let data = report.data;
        let namesakes = namesakes(&data.week().posts);
        let has_namesake =
            move |post: usize| data.week().posts[post].name.is_some_and(|name| namesakes.contains(&name));
        let rows = (1..).zip(&balanced.moves).map(move |(number, of)| MoveRow {
            data,
            number,
            of,
            have_namesakes: [of.from, of.to].map(&has_namesake),
        });
        let (table, summary) = (Table::of(COLUMNS, rows), data.balanced(balanced, target, report.warned));
        Self { heading: report.heading, table, summary }
    }
}

/// The names that several officers have.
fn namesakes(posts: &[PostWeek]) -> HashSet<TextId> {
    let mut first: HashMap<TextId, Officer> = HashMap::default();
    let named = posts.iter().filter_map(|post| Some((post.name?, post.officer?)));
    named.filter(|(name, officer)| first.entry(*name).or_insert(*officer) != officer).map(|(name, _)| name).collect()
}

impl ReportData<'_> {
    fn balanced(&self, balanced: &BalancedWeek, target: Percent, doubts: Warned) -> BalanceSummary {
        let (weights, posts, total) = (self.weights(), &self.week().posts, &self.results.total);
        let (policy, limit) = (weights.hours, weights.limits.over);
        // A post of each officer who is asked for: all posts of an officer have the officer's loads.
        let mut officers: Vec<usize> =
            total.posts.iter().copied().filter(|post| posts[*post].officer.is_some()).collect();
        officers.dedup_by_key(|post| posts[*post].officer);
        let loads = |side: usize| officers.iter().map(move |post| balanced.loads[*post][side]);
        let count_over = |side: usize| loads(side).filter(|load| load.exceeds(limit)).count();
        let overload = |side: usize| {
            let over = loads(side).filter(|load| load.exceeds(limit));
            policy.hours_of_parts(over.filter_map(|load| load.parts_above(limit)).sum())
        };
        let unallocated_hours = |work: Work| (!total.lacks_work).then(|| policy.work_hours(work));
        let taken = balanced.moves.iter().filter(|of| of.from_loads.is_none()).map(|of| of.work).sum();
        let still_above = |post: usize, why: Option<&'static str>| {
            let PostWeek { officer, name, .. } = posts[post];
            let about = officer.map_or(About::NOBODY, |officer| self.about_officer(officer, name));
            StillAbove { about, capacity_percent: balanced.loads[post][1].percent(), why }
        };
        let still_over = balanced.still_over.iter().map(|(first, why)| still_above(*first, Some(why.words())));
        let is_between = |post: &&usize| {
            let load = balanced.loads[**post][1];
            load.exceeds(Percent::ALL) && !load.exceeds(limit)
        };
        let between = officers.iter().filter(is_between).map(|post| still_above(*post, None));
        let no_room = balanced.still_unallocated.iter().map(|left| NoRoomFor {
            team: posts[left.post].unit.team.map(|team| self.texts.get(team).to_owned()),
            cases: format!("{} {}", left.count, weights.kind_words(&left.kind)),
            hours: policy.work_hours(left.work),
            why: left.why.words_of_unallocated(),
            could_move: !matches!(left.why, WhyStays::NotApart | WhyStays::CountsNothing),
        });
        BalanceSummary {
            target_percent: target.rounded(),
            cases_moved: balanced.moves.iter().map(|of| of.count).sum(),
            over_before: count_over(0),
            over_after: count_over(1),
            overload_hours_before: overload(0),
            overload_hours_after: overload(1),
            unallocated_hours_before: unallocated_hours(total.unallocated.work),
            unallocated_hours_after: unallocated_hours(total.unallocated.work - taken),
            proven_best: balanced.is_best && balanced.not_apart == 0,
            is_best_of_told_apart: balanced.is_best,
            still_over: still_over.collect(),
            between: between.collect(),
            still_unallocated: no_room.collect(),
            without_hours: self.without_hours(),
            room_unknown: self.room_unknown(self.results.officers.iter()),
            no_figure: self.no_figure(),
            cases_not_told_apart: balanced.not_apart,
            could_be_wider: false,
            doubts,
        }
    }
}
