//! Reductions that are in force on a snapshot date, taken off the hours of posts.

use std::collections::BTreeMap;

use crate::fault::{Fault, Place, quoted};
use crate::model::{Amount, Officer, PostWeek, Reduction, State};
use crate::units::{Hours, Percent};

use super::posts::Settling;

/// What a fault of a reduction is about: each is told wrong once, and not for every week and post.
const REDUCTION: &str = "reduction";

fn of_contracted(contracted: Hours, share: Percent) -> String {
    format!("{} of {contracted} contracted hours", contracted.share(share))
}

impl Settling<'_> {
    /// Takes the reductions in force off the hours of an officer's posts. Several add up, also with what the caseload says.
    pub(super) fn reduce(&mut self, officer: Officer, posts: &mut [PostWeek]) {
        let Some(date) = self.snapshot else { return };
        let all = self.reductions;
        let in_force: Vec<&Reduction> =
            all.of(officer).filter(|reduction| reduction.state(date) == State::InForce).collect();
        for reduction in &in_force {
            if let Err(fault) = self.check_place(reduction, posts) {
                self.tell(REDUCTION, fault);
                continue;
            }
            for post in posts.iter_mut().filter(|post| reduction.is_of_team(post.unit.team)) {
                match self.check_amount(reduction, post) {
                    Ok(hours) => post.reduction += hours,
                    Err(fault) => self.tell(REDUCTION, fault),
                }
            }
        }
        for post in posts.iter_mut().filter(|_| !in_force.is_empty()) {
            self.check_reasons(&in_force, post);
            self.check_sum(&in_force, post);
            post.available = self.available(post.contracted, post.reduction);
        }
    }

    /// Which posts a reduction is of must be plain.
    fn check_place(&self, reduction: &Reduction, posts: &[PostWeek]) -> Result<(), Fault> {
        let officer = quoted(self.whos.texts.get(reduction.officer.0));
        let on = self.snapshot.map(|date| format!(" on {date}")).unwrap_or_default();
        if posts.len() > 1 && reduction.team.is_none() && matches!(reduction.amount, Amount::Hours(_)) {
            let teams: Vec<String> =
                posts.iter().filter_map(|post| post.unit.team).map(|team| quoted(self.whos.texts.get(team))).collect();
            let teams = teams.join(" and ");
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
            return Ok(reduction.hours(post.contracted, &self.whos.texts, self.weights).unwrap_or_default());
        };
        let written = quoted(self.whos.texts.get(reason));
        let Some((name, declared)) = reduction.declared(&self.whos.texts, self.weights) else {
            return fault(format!("the reason {written} is not known to the weights {version} of its weeks"));
        };
        let percent = reduction.percent(&self.whos.texts, self.weights);
        if percent.is_none() && reduction.amount == Amount::OfReason {
            return fault(format!("the weights {version} of its weeks set no percentage for {}", quoted(name)));
        }
        let Some(contracted) = post.contracted else {
            return Ok(reduction.hours(None, &self.whos.texts, self.weights).unwrap_or_default());
        };
        let hours = reduction.hours(Some(contracted), &self.whos.texts, self.weights).unwrap_or_default();
        if let Some(fixed) = declared.percent.filter(|fixed| contracted.share(*fixed) != hours) {
            let name = quoted(name);
            let should = of_contracted(contracted, fixed);
            return fault(format!("the weights fix {name} at {fixed} per cent, {should}, but this is {hours}"));
        }
        if let Some(most) = declared.max_percent.filter(|most| hours > contracted.share(*most)) {
            let name = quoted(name);
            let may = of_contracted(contracted, most);
            return fault(format!("the weights allow at most {most} per cent for {name}, {may}, but this is {hours}"));
        }
        Ok(hours)
    }

    /// Several reductions of a post for one reason: a fixed share counts once, and a cap is for all of them.
    fn check_reasons(&mut self, in_force: &[&Reduction], post: &PostWeek) {
        let Some(contracted) = post.contracted else { return };
        let mut of_reason: BTreeMap<&str, (Hours, Place)> = BTreeMap::new();
        for reduction in in_force.iter().filter(|reduction| reduction.is_of_team(post.unit.team)) {
            let Some((name, declared)) = reduction.declared(&self.whos.texts, self.weights) else { continue };
            let hours = reduction.hours(Some(contracted), &self.whos.texts, self.weights).unwrap_or_default();
            let Some((sum, first)) = of_reason.get_mut(name) else {
                of_reason.insert(name, (hours, reduction.place));
                continue;
            };
            *sum += hours;
            let (all, first, place) = (*sum, self.messages.files.at(*first), reduction.place);
            let on = self.snapshot.map(|date| format!(" on {date}")).unwrap_or_default();
            if let Some(fixed) = declared.percent {
                let message = format!("{} of the same hours is already in force{on} by {first}", quoted(name));
                let hint = format!("the weights fix it at {fixed} per cent; leave one of them out");
                self.tell(REDUCTION, Fault::new(place, message).hint(hint));
            } else if let Some(most) = declared.max_percent.filter(|most| all > contracted.share(*most)) {
                let message = format!(
                    "with {first}, {} comes to {all} hours{on}, but the weights allow at most {most} per cent, {}",
                    quoted(name),
                    of_contracted(contracted, most)
                );
                self.tell(REDUCTION, Fault::new(place, message));
            }
        }
    }

    /// Nobody's hours can be reduced by more than there are.
    fn check_sum(&mut self, in_force: &[&Reduction], post: &mut PostWeek) {
        let Some(contracted) = post.contracted.filter(|contracted| post.reduction > *contracted) else { return };
        let last = in_force.iter().rfind(|reduction| reduction.is_of_team(post.unit.team));
        if let (Some(last), Some(date)) = (last, self.snapshot) {
            let officer = quoted(self.whos.texts.get(last.officer.0));
            let with = match post.reduction_of_caseload {
                none if none.is_nothing() => String::new(),
                some => format!(", with the {some} of `reduction_hours`"),
            };
            let all = post.reduction;
            let message = format!(
                "on {date} the reductions of {officer} come to {all} hours{with}, more than the {contracted} contracted"
            );
            self.tell(REDUCTION, Fault::new(last.place, message));
        }
        post.reduction = contracted;
    }
}
