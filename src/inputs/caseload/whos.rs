//! Who a row is of: the officer and the post, as far as the row says it.

use std::borrow::Cow;

use crate::fault::{Place, quoted};
use crate::inputs::table::{Cells, Column, Columns, Row};
use crate::model::{DatedWeights, Officer, TextId, Texts, Unit, Weights, WeightsId};
use crate::ordered::OrderedSet;
use crate::units::{Hours, parse_date};

use super::known_rows::{index, number};

/// A post as a row names it: an officer in a team, which may be blank, or the unallocated work of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RowPost {
    pub(crate) officer: Option<Officer>,
    /// For an officer the team alone, which is what tells posts apart.
    pub(crate) unit: Unit,
}

/// What a row says of the officer and the post; a blank cell is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Who {
    pub(crate) officer: Option<Officer>,
    pub(crate) unit: Unit,
    pub(crate) name: Option<TextId>,
    /// The grade, by its position in the weights of the week.
    pub(crate) grade: Option<usize>,
    pub(crate) contracted: Option<Hours>,
    pub(crate) reduction: Option<Hours>,
}

impl Who {
    pub(crate) fn post(&self) -> RowPost {
        let of_officer = Unit::of_team(self.unit.team);
        RowPost { officer: self.officer, unit: if self.officer.is_some() { of_officer } else { self.unit } }
    }

    /// Whether there are hours but no officer.
    pub(crate) fn has_hours_of_nobody(&self) -> bool {
        self.officer.is_none() && (self.contracted.is_some() || self.reduction.is_some())
    }

    fn renumbered(self, mut number: impl FnMut(TextId) -> TextId) -> Self {
        let officer = self.officer.map(|officer| Officer::of(number(officer.id())));
        let team = self.unit.team.map(&mut number);
        let region = self.unit.region.map(&mut number);
        let unit = Unit { region, pdu: self.unit.pdu.map(&mut number), team };
        Self { officer, unit, name: self.name.map(number), ..self }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WhoId(u32);

impl WhoId {
    pub(crate) fn index(self) -> usize {
        index(self.0)
    }
}

/// Everyone that rows name, each kept once, with the texts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Whos {
    pub(crate) texts: Texts,
    all: OrderedSet<Who>,
    /// The first row of each.
    places: Vec<Place>,
}

/// Whether the code of an officer is a date: one of three parts, or a day and a month as spreadsheets write them, `12-Sep`.
fn is_date(code: &str) -> bool {
    let is_number = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = |text: &str| MONTHS.contains(&text);
    let parts = code.split(['-', '/', ' ']).collect::<Vec<_>>();
    match parts[..] {
        [first, second] if code.contains('-') => {
            is_number(first) && is_month(second) || is_month(first) && is_number(second)
        }
        [first, ..] => parts.len() == 3 && is_number(first) && parse_date(code).is_ok(),
        [] => false,
    }
}

/// Whether the code of an officer is a cell that says yes or no.
fn is_truth(code: &str) -> bool {
    ["true", "false"].iter().any(|truth| code.eq_ignore_ascii_case(truth))
}

/// The months as spreadsheets write them in a date.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Whos {
    /// Nobody yet. Texts that are known already keep their numbers.
    pub(crate) fn with_texts(texts: Texts) -> Self {
        Self { texts, ..Self::default() }
    }

    pub(crate) fn get(&self, id: WhoId) -> &Who {
        &self.all[id.index()]
    }

    /// The officer and the team of a row, by their texts: threads have numbers of their own.
    pub(super) fn officer_and_team(&self, id: WhoId) -> [Option<&str>; 2] {
        let Who { officer, unit, .. } = *self.get(id);
        [officer.map(|officer| self.texts.code(officer)), unit.team.map(|team| self.texts.get(team))]
    }

    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    /// All of them, in the order in which they came up.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Who> {
        self.all.iter()
    }

    /// Reads who a row of a staff list is of. A grade that other weights declare, and these do not, is left blank: a list
    /// of today may have a grade that is newer than the week.
    pub(crate) fn read_listed(&mut self, cells: &mut Cells, id: WeightsId, weights: &DatedWeights) -> Option<WhoId> {
        let grade = cells.columns.text(cells.row, Column::Grade);
        let is_known = |weights: &Weights| weights.grades.position(&grade).is_some();
        let is_of_others = !is_known(weights.get(id)) && weights.iter().any(|(_, weights)| is_known(weights));
        self.read_graded(cells, weights.get(id), !is_of_others)
    }

    /// Reads who a row is of. `None`, having added faults, where a cell of it is wrong.
    pub(super) fn read(&mut self, cells: &mut Cells, weights: &Weights) -> Option<WhoId> {
        self.read_graded(cells, weights, true)
    }

    fn read_graded<'a>(&mut self, cells: &mut Cells<'a>, weights: &Weights, has_grade: bool) -> Option<WhoId> {
        let mut is_sound = true;
        let mut text = |cells: &mut Cells<'a>, column| {
            let text = cells.text(column);
            is_sound &= text.is_some() || cells.is_blank(column);
            text
        };
        let [officer, team, region, pdu, name] =
            [Column::Officer, Column::Team, Column::Region, Column::Pdu, Column::Name]
                .map(|column| text(cells, column));
        if let Some(date) = officer.as_ref().filter(|officer| is_date(officer)) {
            let message = format!("`officer` is {}, which is a date", quoted(date));
            let hint =
                "if a spreadsheet made it of a code such as SEP12, set the column to text, and fetch the codes anew";
            cells.fault(message, hint);
            is_sound = false;
        }
        if let Some(truth) = officer.as_ref().filter(|officer| is_truth(officer)) {
            let hint = "the cell says yes or no; give the code or the name of an officer";
            cells.fault(format!("`officer` is {}, which is no officer", quoted(truth)), hint);
            is_sound = false;
        }
        let grade = if has_grade { cells.text(Column::Grade) } else { None };
        is_sound &= !has_grade || grade.is_some() || cells.is_blank(Column::Grade);
        let grade = grade.and_then(|text| {
            let grade = weights.grades.position(&text);
            if grade.is_none() {
                let message = format!("the grade {} is not known", quoted(&text));
                cells.fault_searching(message, || weights.grades.hint(&text));
                is_sound = false;
            }
            grade
        });
        let mut hours = |cells: &mut Cells, column| {
            let hours = cells.hours(column);
            is_sound &= hours.is_some() || cells.is_blank(column);
            hours
        };
        let contracted = hours(cells, Column::ContractedHours);
        let reduction = hours(cells, Column::ReductionHours);
        if !is_sound {
            return None;
        }
        let mut keep = |text: Option<Cow<str>>| text.map(|text| self.texts.keep(&text));
        let (officer, team) = (keep(officer).map(Officer::of), keep(team));
        let unit = Unit { region: keep(region), pdu: keep(pdu), team };
        let name = keep(name);
        Some(self.keep(Who { officer, unit, name, grade, contracted, reduction }, cells.place))
    }

    /// Whose a faulty row is, as far as its cells can be read. That of the officer is blank where it cannot.
    pub(crate) fn blame(&mut self, row: Row, columns: &Columns, place: Place) -> WhoId {
        let [officer, team, region, pdu, name] = Cells::silent(row, columns, place, |cells| {
            [Column::Officer, Column::Team, Column::Region, Column::Pdu, Column::Name]
                .map(|column| cells.text(column).map(|text| self.texts.keep(&text)))
        });
        let unit = Unit { region, pdu, team };
        let officer = officer.map(Officer::of);
        self.keep(Who { officer, unit, name, grade: None, contracted: None, reduction: None }, place)
    }

    pub(super) fn keep(&mut self, who: Who, place: Place) -> WhoId {
        let (position, is_new) = self.all.insert_full(who);
        if is_new {
            self.places.push(place);
        }
        WhoId(number(position))
    }

    /// Adds the people of other readers of the same file, in the order in which they first come up in it, so that the
    /// numbers are those that one reader would have given. The first people of each, as many as `common`, are the same, and
    /// come up before all others. Gives the new numbers of the people of each reader, by the old.
    pub(super) fn absorb(&mut self, others: &[Self], common: usize) -> Vec<Vec<WhoId>> {
        let mut order: Vec<(Place, usize, usize)> = Vec::new();
        for (reader, whos) in others.iter().enumerate() {
            let places = whos.places.iter().enumerate().skip(if reader == 0 { 0 } else { common });
            order.extend(places.map(|(position, place)| (*place, reader, position)));
        }
        // The people of each reader are in order already, which makes this sort fast.
        order.sort();
        let mut numbers: Vec<Vec<WhoId>> = others.iter().map(|whos| Vec::with_capacity(whos.all.len())).collect();
        // Each text is looked up once.
        let mut texts: Vec<Vec<Option<TextId>>> = others.iter().map(|whos| vec![None; whos.texts.count()]).collect();
        for (place, reader, position) in order {
            let (other, texts) = (&others[reader], &mut texts[reader]);
            let number =
                |text: TextId| *texts[text.index()].get_or_insert_with(|| self.texts.keep(other.texts.get(text)));
            let who = other.all[position].renumbered(number);
            let number = self.keep(who, place);
            let of_readers = if position < common { &mut numbers[..] } else { &mut numbers[reader..=reader] };
            for numbers in of_readers {
                numbers.push(number);
            }
        }
        numbers
    }
}
