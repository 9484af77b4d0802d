//! Rows of flags, put aside as they are read. An export has one for each flag of a case, beside the row of the case itself.

use foldhash::HashMap;
use jiff::civil::Date;

use crate::inputs::caseload::known_rows::{index, number};
use crate::inputs::caseload::layout::Day;
use crate::inputs::caseload::whats::What;
use crate::inputs::caseload::whos::{WhoId, Whos};
use crate::model::Kind;
use crate::ordered::OrderedSet;
use crate::units::Minutes;

use super::ids::CaseId;
use super::reserve_own;

/// The rows of a file that have a flag and a case id. A national export has some hundred thousand, so a row is small.
#[derive(Debug, Default)]
pub(crate) struct Flags {
    pub(crate) rows: Vec<FlagRow>,
    /// What they hold, each once.
    pub(crate) held: OrderedSet<FlagHeld>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct FlagRow {
    pub(crate) id: CaseId,
    pub(crate) who: WhoId,
    pub(crate) line: u32,
    /// The position of what it holds.
    pub(crate) held: u32,
    /// The number of the officer and team, once all rows are put aside.
    pub(crate) holder: u32,
}

/// What a row of a flag holds on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FlagHeld {
    pub(crate) day: Day,
    pub(crate) kind: Kind,
    pub(crate) count: i64,
    pub(crate) extra: Minutes,
}

/// Who a row is of, and its date.
pub(crate) type Dated = (Option<Date>, WhoId);

/// A date, a case type and a tier.
pub(crate) type OfCase = (Option<Date>, usize, usize);

/// The date, the case type and the tier of a case; `None` of a task.
pub(crate) fn of_case(date: Option<Date>, kind: &Kind) -> Option<OfCase> {
    match kind {
        Kind::Case { case_type, tier, .. } => Some((date, *case_type, *tier)),
        Kind::Task { .. } => None,
    }
}

impl FlagHeld {
    /// Whether it is more than the flag of one case.
    pub(crate) fn is_odd(&self) -> bool {
        self.count != 1 || !self.extra.is_nothing()
    }
}

impl Flags {
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn add(&mut self, id: CaseId, who: WhoId, line: u32, day: Day, what: &What) {
        let What { kind, count, extra, .. } = *what;
        if let Some(kind) = kind {
            self.push(FlagRow { id, who, line, held: 0, holder: 0 }, FlagHeld { day, kind, count, extra });
        }
    }

    fn push(&mut self, row: FlagRow, held: FlagHeld) {
        reserve_own(&mut self.rows);
        let (held, _) = self.held.insert_full(held);
        self.rows.push(FlagRow { held: number(held), ..row });
    }

    /// Adds those of a part of a file. `numbers` has the new numbers of its people, by the old.
    pub(crate) fn absorb(&mut self, mut part: Self, numbers: &[WhoId]) {
        part.rows.iter_mut().for_each(|row| row.who = numbers[row.who.index()]);
        if self.is_empty() {
            *self = part;
            return;
        }
        self.rows.reserve_exact(part.rows.len());
        for row in part.rows {
            self.push(row, *at(&part.held, row));
        }
    }

    /// Numbers the officers with their teams. `rows` is who the file has rows of, with the dates.
    pub(crate) fn number_holders(&mut self, whos: &Whos, rows: impl Iterator<Item = Dated> + Clone) -> HolderNumbers {
        let (mut holders, mut by_who) = (HolderNumbers::new(whos, rows), HashMap::default());
        for row in &mut self.rows {
            let date = at(&self.held, *row).day.date;
            // A row with a team is of that team on any date.
            let on = date.filter(|_| whos.get(row.who).unit.team.is_none());
            row.holder = *by_who.entry((row.who, on)).or_insert_with(|| {
                let next = number(holders.numbers.len());
                *holders.numbers.entry(holders.text(whos, row.who, date)).or_insert(next)
            });
        }
        holders
    }
}

/// What a row holds.
pub(crate) fn at(held: &OrderedSet<FlagHeld>, row: FlagRow) -> &FlagHeld {
    &held[index(row.held)]
}

/// Officers with their teams, each with a number.
#[derive(Debug)]
pub(crate) struct HolderNumbers {
    numbers: HashMap<String, u32>,
    /// The team of each officer on each date, for officers who have rows without a team: the one that all other rows of
    /// the date name. `None` if those name several.
    teams: HashMap<String, HashMap<Option<Date>, Option<String>>>,
}

impl HolderNumbers {
    fn new(whos: &Whos, rows: impl Iterator<Item = Dated> + Clone) -> Self {
        let mut teams: HashMap<String, HashMap<Option<Date>, Option<String>>> = HashMap::default();
        let rows = rows.map(|(date, who)| (date, whos.officer_and_team(who)));
        for (_, [officer, _]) in rows.clone().filter(|(_, [_, team])| team.is_none()) {
            teams.insert(officer.unwrap_or_default().to_owned(), HashMap::default());
        }
        for (date, [officer, team]) in rows {
            if let (Some(team), Some(of_officer)) = (team, officer.and_then(|officer| teams.get_mut(officer))) {
                let known = of_officer.entry(date).or_insert_with(|| Some(team.to_owned()));
                *known = known.take().filter(|known| known == team);
            }
        }
        Self { numbers: HashMap::default(), teams }
    }

    /// The officer and the team of a row in one text, with a NUL character between them, which neither has.
    fn text(&self, whos: &Whos, who: WhoId, date: Option<Date>) -> String {
        let [officer, team] = whos.officer_and_team(who);
        let officer = officer.unwrap_or_default();
        let team = team.or_else(|| self.teams.get(officer)?.get(&date)?.as_deref());
        format!("{officer}\0{}", team.unwrap_or_default())
    }

    /// The number of the officer and the team of a row.
    pub(crate) fn number(&self, whos: &Whos, who: WhoId, date: Option<Date>) -> Option<u32> {
        self.numbers.get(&self.text(whos, who, date)).copied()
    }
}
