//! Takes the reductions that are in force on a snapshot date off the hours of posts.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::fault::{Fault, Files, Place, quoted};
use crate::model::{
    self, Amount, Officer, PostWeek, PostsByTeam, Reduction, Reductions, ReductionsByTeam, Texts, Weights,
};
use crate::units::{Hours, Percent};

use super::posts::Settling;

/// What the faults of reductions are about, so that a reduction has one fault, and not one for every week and post.
const REDUCTION: &str = "reduction";

fn of_contracted(contracted: Hours, share: Percent) -> String {
    format!("{} of {contracted} contracted hours", contracted.share(share))
}

impl Settling<'_> {
    /// Takes the reductions in force off the hours of an officer's posts.
    pub(super) fn reduce(&mut self, officer: Officer, posts: &mut [PostWeek]) {
        let Self { reductions, weights, whos, .. } = *self;
        let files = &self.messages.files;
        let mut reducing = Reducing { reductions, texts: &whos.texts, weights, files: Some(files), faults: Vec::new() };
        reducing.reduce(officer, posts);
        for fault in reducing.faults {
            self.tell(officer, REDUCTION, fault);
        }
    }
}

/// Reductions that are to be taken off the hours of posts, on the dates of their snapshots.
pub(crate) struct Reducing<'a> {
    pub(crate) reductions: &'a Reductions,
    pub(crate) texts: &'a Texts,
    pub(crate) weights: &'a Weights,
    /// Names the files in faults; `None` where nothing is checked, and whatever is in force counts.
    pub(crate) files: Option<&'a Files>,
    /// Why some cannot be taken.
    pub(crate) faults: Vec<Fault>,
}

impl Reducing<'_> {
    /// Takes the reductions in force off the hours of an officer's posts, which are in the order of their teams. Several reductions
    /// add up, also with the reduction hours of the caseload.
    pub(crate) fn reduce(&mut self, officer: Officer, posts: &mut [PostWeek]) {
        let date = model::latest(posts);
        // Nothing is taken off hours that are not known. If no hours of an officer are known, the reduction is only shown.
        let has_hours = model::contracted(posts.iter()).is_some();
        for post in posts.iter_mut().filter(|post| has_hours && post.contracted.is_none()) {
            post.reduction = Hours::default();
        }
        let (mut spread, of_posts): (Vec<&Reduction>, Vec<&Reduction>) =
            self.reductions.of(officer).partition(|reduction| posts.len() > 1 && reduction.team.is_none());
        spread.retain(|reduction| reduction.is_in_force(date));
        let of_posts = ReductionsByTeam::new(of_posts);
        if !of_posts.is_empty() {
            self.of_posts(&of_posts, &spread, posts);
        }
        if let Some(date) = date.filter(|_| !spread.is_empty()) {
            self.spread(&spread, &of_posts, posts, date);
        }
        for post in posts.iter_mut() {
            let contracted = post.contracted.unwrap_or_default();
            if has_hours {
                post.reduction = post.reduction.min(contracted);
            }
            post.available = self.weights.hours.available(contracted.less(post.reduction));
        }
    }

    /// Takes reductions off the posts of their teams. When the sum for a reason is checked against the weights, reductions that are
    /// spread over all posts are part of it.
    fn of_posts(&mut self, reductions: &ReductionsByTeam, spread: &[&Reduction], posts: &mut [PostWeek]) {
        for post in posts {
            let Some(date) = post.snapshot else { continue };
            let mut own = reductions.in_force(post);
            if own.is_empty() {
                continue;
            }
            for reduction in &own {
                match self.check_amount(reduction, post.contracted) {
                    Ok(hours) => post.reduction += hours,
                    Err(fault) => self.faults.push(fault),
                }
            }
            let last = own.last().copied();
            let is_share = |reduction: &&&Reduction| {
                let is_fixed =
                    || reduction.declared(self.texts, self.weights).is_some_and(|(_, of)| of.percent.is_some());
                reduction.percent(self.texts, self.weights).is_some() || is_fixed()
            };
            own.extend(spread.iter().filter(is_share));
            own.sort_by_key(|reduction| reduction.place);
            self.check_reasons(own.into_iter().map(|own| (own, post.contracted)), post.contracted, date);
            let hours = [post.reduction, post.reduction_of_caseload];
            post.reduction = self.check_sum(last, hours, post.contracted, date);
        }
    }

    /// Takes reductions without a team off several posts together. When the sum for a reason is checked against the weights,
    /// reductions of a team are part of it.
    fn spread(&mut self, reductions: &[&Reduction], of_teams: &ReductionsByTeam, posts: &mut [PostWeek], date: Date) {
        let contracted = model::contracted(posts.iter());
        let (mut hours, mut shares) = (Hours::default(), Vec::new());
        for reduction in reductions {
            match (self.check_amount(reduction, contracted), reduction.percent(self.texts, self.weights)) {
                (Ok(_), Some(share)) => shares.push(share),
                (Ok(more), None) => hours += more,
                (Err(fault), _) => self.faults.push(fault),
            }
        }
        let mut of_reasons: Vec<_> = reductions.iter().map(|reduction| (*reduction, contracted)).collect();
        let is_capped = |reduction: &&Reduction| {
            reduction.declared(self.texts, self.weights).is_some_and(|(_, reason)| reason.max_percent.is_some())
        };
        let mut capped = of_teams.iter().filter(is_capped).peekable();
        if capped.peek().is_some() {
            let by_team = PostsByTeam::new(posts);
            for reduction in capped.filter(|reduction| by_team.has_in_force(reduction)) {
                let hours = by_team.of(reduction).filter_map(|post| post.contracted);
                of_reasons.extend(hours.map(|contracted| (reduction, Some(contracted))));
            }
        }
        of_reasons.sort_by_key(|(reduction, _)| reduction.place);
        self.check_reasons(of_reasons.into_iter(), contracted, date);
        let mut taken: Vec<Hours> = posts.iter().map(|post| post.reduction).collect();
        model::spread(hours, &shares, posts, &mut taken);
        let known = || posts.iter().zip(&taken).filter(|(post, _)| post.contracted.is_some());
        let all = [known().map(|(_, taken)| *taken).sum(), known().map(|(post, _)| post.reduction_of_caseload).sum()];
        self.check_sum(reductions.last().copied(), all, contracted, date);
        for (post, taken) in posts.iter_mut().zip(taken) {
            post.reduction = taken;
        }
    }

    /// Works out the hours that a reduction takes off contracted hours, and checks them against what the weights of the week say of
    /// its reason.
    fn check_amount(&self, reduction: &Reduction, contracted: Option<Hours>) -> Result<Hours, Fault> {
        let hours = reduction.hours(contracted, self.texts, self.weights).unwrap_or_default();
        let Some(reason) = reduction.reason.filter(|_| self.files.is_some()) else { return Ok(hours) };
        let fault = |message: String| Err(Fault::new(reduction.place, message));
        let version = quoted(&self.weights.version);
        let written = quoted(self.texts.get(reason));
        let Some((name, declared)) = reduction.declared(self.texts, self.weights) else {
            return fault(format!("the weights {version}, which hold in its weeks, have no reason {written}"));
        };
        let percent = reduction.percent(self.texts, self.weights);
        if percent.is_none() && reduction.amount == Amount::OfReason {
            return fault(format!(
                "the weights {version}, which hold in its weeks, set no percentage for {}",
                quoted(name)
            ));
        }
        let Some(contracted) = contracted else { return Ok(hours) };
        if let Some(fixed) = declared.percent.filter(|fixed| hours != contracted.share(*fixed)) {
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

    /// Checks whether several reductions for one reason may be taken off the same hours: a fixed share may be taken once, and a cap
    /// is for their sum. Each comes with the contracted hours that it is taken off.
    fn check_reasons<'r>(
        &mut self,
        reductions: impl Iterator<Item = (&'r Reduction, Option<Hours>)>,
        contracted: Option<Hours>,
        date: Date,
    ) {
        let (Some(contracted), Some(files)) = (contracted, self.files) else { return };
        let mut of_reason: BTreeMap<&str, (Hours, Place)> = BTreeMap::new();
        for (reduction, of) in reductions {
            let Some((name, declared)) = reduction.declared(self.texts, self.weights) else { continue };
            let hours = reduction.hours(of, self.texts, self.weights).unwrap_or_default();
            let Some((sum, first)) = of_reason.get_mut(name) else {
                of_reason.insert(name, (hours, reduction.place));
                continue;
            };
            *sum += hours;
            let (all, first, place) = (*sum, files.at(*first), reduction.place);
            let on = format!(" on {date}");
            if let Some(fixed) = declared.percent {
                let message = format!("{} is already in force for the same hours{on} by {first}", quoted(name));
                let hint = format!("the weights fix it at {fixed} per cent; leave one of them out");
                self.faults.push(Fault::new(place, message).hint(hint));
            } else if let Some(most) = declared.max_percent.filter(|most| all > contracted.share(*most)) {
                let message = format!(
                    "with {first}, {} comes to {all} hours{on}, but the weights allow at most {most} per cent, {}",
                    quoted(name),
                    of_contracted(contracted, most)
                );
                self.faults.push(Fault::new(place, message));
            }
        }
    }

    /// Checks that reductions take no more than the contracted hours. `all` are the hours of all reductions, and `of_caseload`
    /// those of them that the caseload says. Returns `all`, or the contracted hours if they are fewer.
    fn check_sum(
        &mut self,
        last: Option<&Reduction>,
        [all, of_caseload]: [Hours; 2],
        contracted: Option<Hours>,
        date: Date,
    ) -> Hours {
        let Some(contracted) = contracted.filter(|contracted| all > *contracted) else { return all };
        if let Some(last) = last.filter(|_| self.files.is_some()) {
            let officer = quoted(self.texts.code(last.officer));
            let with = match of_caseload {
                none if none.is_nothing() => String::new(),
                some => format!(", {some} of them in `reduction_hours`"),
            };
            let message = format!(
                "on {date} the reductions of {officer} come to {all} hours{with}, more than the {contracted} contracted hours"
            );
            self.faults.push(Fault::new(last.place, message));
        }
        contracted
    }
}
