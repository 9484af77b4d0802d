//! Reductions that are in force on a snapshot date, taken off the hours of posts.

use crate::fault::{Fault, quoted};
use crate::model::{Amount, Officer, PostWeek, Reduction, State};
use crate::units::{Hours, Percent};

use super::posts::Settling;

impl Settling<'_, '_> {
    /// Takes the reductions in force off the hours of an officer's posts. Several add up, also with what the caseload says.
    pub(super) fn reduce(&mut self, officer: Officer, posts: &mut [PostWeek]) {
        let Some(date) = self.snapshot else { return };
        let all = self.reductions;
        let in_force: Vec<&Reduction> =
            all.of(officer).filter(|reduction| reduction.state(date) == State::InForce).collect();
        for reduction in &in_force {
            if let Err(fault) = self.check_place(reduction, posts) {
                self.tell(reduction, fault);
                continue;
            }
            for post in posts.iter_mut().filter(|post| reduction.is_of_team(post.unit.team)) {
                match self.check_amount(reduction, post) {
                    Ok(hours) => post.reduction += hours,
                    Err(fault) => self.tell(reduction, fault),
                }
            }
        }
        for post in posts.iter_mut().filter(|_| !in_force.is_empty()) {
            self.check_sum(&in_force, post);
            post.available = self.available(post.contracted, post.reduction);
        }
    }

    /// Each reduction is told wrong once, and not for every week and post.
    fn tell(&mut self, reduction: &Reduction, fault: Fault) {
        if self.told.insert(reduction.place) {
            self.said.faults.add(fault);
        }
    }

    /// Which posts a reduction is of must be plain.
    fn check_place(&self, reduction: &Reduction, posts: &[PostWeek]) -> Result<(), Fault> {
        let officer = quoted(self.texts.get(reduction.officer.0));
        let on = self.snapshot.map(|date| format!(" on {date}")).unwrap_or_default();
        let teams: Vec<String> =
            posts.iter().filter_map(|post| post.unit.team).map(|team| quoted(self.texts.get(team))).collect();
        let teams = teams.join(" and ");
        if !posts.iter().any(|post| reduction.is_of_team(post.unit.team)) {
            let team = quoted(self.texts.shown(reduction.team));
            let fault = Fault::new(reduction.place, format!("{officer} is not in the team {team}{on}"));
            return Err(fault.hint(format!("they are in {teams}")));
        }
        if posts.len() > 1 && reduction.team.is_none() && matches!(reduction.amount, Amount::Hours(_)) {
            let fault = Fault::new(reduction.place, format!("`team` is blank, and {officer} is in {teams}{on}"));
            return Err(fault.hint("say which team's hours are reduced"));
        }
        Ok(())
    }

    /// The hours that a reduction takes off a post, held against what the weights of the week say of its reason.
    fn check_amount(&self, reduction: &Reduction, post: &PostWeek) -> Result<Hours, Fault> {
        let fault = |message: String| Err(Fault::new(reduction.place, message));
        let version = quoted(&self.weights.version);
        let Some(reason) = reduction.reason else {
            return Ok(reduction.hours(post.contracted, self.texts, self.weights).unwrap_or_default());
        };
        let written = quoted(self.texts.get(reason));
        let Some((name, declared)) = reduction.declared(self.texts, self.weights) else {
            return fault(format!("the reason {written} is not known to the weights {version} of its weeks"));
        };
        let percent = reduction.percent(self.texts, self.weights);
        if percent.is_none() && reduction.amount == Amount::OfReason {
            return fault(format!("the weights {version} of its weeks set no percentage for {}", quoted(name)));
        }
        let Some(contracted) = post.contracted else {
            return Ok(reduction.hours(None, self.texts, self.weights).unwrap_or_default());
        };
        let hours = reduction.hours(Some(contracted), self.texts, self.weights).unwrap_or_default();
        let of_contracted = |share: Percent| format!("{} of {contracted} contracted hours", contracted.share(share));
        if let Some(fixed) = declared.percent.filter(|fixed| contracted.share(*fixed) != hours) {
            let name = quoted(name);
            let should = of_contracted(fixed);
            return fault(format!("the weights fix {name} at {fixed} per cent, {should}, but this is {hours}"));
        }
        if let Some(most) = declared.max_percent.filter(|most| hours > contracted.share(*most)) {
            let name = quoted(name);
            let may = of_contracted(most);
            return fault(format!("the weights allow at most {most} per cent for {name}, {may}, but this is {hours}"));
        }
        Ok(hours)
    }

    /// Nobody's hours can be reduced by more than there are.
    fn check_sum(&mut self, in_force: &[&Reduction], post: &mut PostWeek) {
        let Some(contracted) = post.contracted.filter(|contracted| post.reduction > *contracted) else { return };
        let last = in_force.iter().rfind(|reduction| reduction.is_of_team(post.unit.team));
        if let (Some(last), Some(date)) = (last, self.snapshot) {
            let officer = quoted(self.texts.get(last.officer.0));
            let with = match post.reduction_of_caseload {
                none if none.is_nothing() => String::new(),
                some => format!(", with the {some} of `reduction_hours`"),
            };
            let all = post.reduction;
            let message = format!(
                "on {date} the reductions of {officer} come to {all} hours{with}, more than the {contracted} contracted"
            );
            self.tell(last, Fault::new(last.place, message));
        }
        post.reduction = contracted;
    }
}
