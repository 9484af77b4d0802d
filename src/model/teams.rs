//! Which rows are of one team. Two PDUs may each have a `Team 1`.

use foldhash::HashMap;

use super::{Officer, TextId, Unit};

/// A team by its name. The PDU tells it from others of that name, where there are others. Those without a team are a team, and several
/// where they are of several PDUs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Team {
    pub(crate) name: Option<TextId>,
    pdu: Option<TextId>,
}

/// The teams of a week.
#[derive(Debug, Default)]
pub(crate) struct Teams {
    by_name: HashMap<Option<TextId>, Pdus>,
    /// The PDU of each officer in teams of each name.
    of_officers: HashMap<(Officer, Option<TextId>), TextId>,
    /// Whether some rows have neither a team nor a PDU. They may be of any PDU, so all rows without a team are one team.
    has_rows_of_no_unit: bool,
}

/// The PDUs that the rows of one team name are of.
#[derive(Debug)]
struct Pdus {
    first: TextId,
    has_others: bool,
    /// Whether somebody is in two of them. Then a team with a name is one team, and its PDU is only spelt in two ways.
    is_one_team: bool,
}

impl Teams {
    /// Notes that there is a row of a unit.
    pub(crate) fn note(&mut self, officer: Option<Officer>, unit: Unit) {
        self.has_rows_of_no_unit |= unit.team.is_none() && unit.pdu.is_none();
        let (name, Some(pdu)) = (unit.team, unit.pdu) else { return };
        let pdus = self.by_name.entry(name).or_insert(Pdus { first: pdu, has_others: false, is_one_team: false });
        pdus.has_others |= pdus.first != pdu;
        if let Some(officer) = officer {
            pdus.is_one_team |= *self.of_officers.entry((officer, name)).or_insert(pdu) != pdu;
        }
    }

    /// The team of a row, once all rows are noted. A blank PDU is that of the officer's other rows in the team.
    pub(crate) fn team(&self, officer: Option<Officer>, unit: Unit) -> Team {
        let pdus = self.by_name.get(&unit.team);
        let known = || self.of_officers.get(&(officer?, unit.team)).copied();
        let is_one_team = |pdus: &Pdus| if unit.team.is_none() { self.has_rows_of_no_unit } else { pdus.is_one_team };
        let is_one_of_several = pdus.is_some_and(|pdus| pdus.has_others && !is_one_team(pdus));
        Team { name: unit.team, pdu: if is_one_of_several { unit.pdu.or_else(known) } else { None } }
    }
}
