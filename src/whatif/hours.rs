//! The time of officers whose hours, reductions or posts change.

use crate::fault::quoted;
use crate::model::PostWeek;
use crate::settling::Reducing;

use super::trial::{Trial, WrongChange};

impl Trial<'_> {
    /// Works out again what time the officer of a post has, with the reductions in force.
    pub(super) fn settle_hours(&mut self, position: usize) -> Result<(), WrongChange> {
        let Some(officer) = self.holders.all[position].post.officer else { return Ok(()) };
        let all = self.index.posts(officer).to_vec();
        let staying: Vec<usize> = all.into_iter().filter(|post| !self.holders.all[*post].has_left).collect();
        let mut posts: Vec<PostWeek> = staying.iter().map(|post| self.holders.all[*post].post.clone()).collect();
        for post in &mut posts {
            let (reduction, contracted) = (post.reduction_of_caseload, post.contracted);
            if let Some(contracted) = contracted.filter(|contracted| reduction > *contracted) {
                let message = format!(
                    "{} has {reduction} reduction hours, more than the {contracted} contracted hours",
                    quoted(self.texts.code(officer))
                );
                return Err(WrongChange::new(message)
                    .hint("give fewer reduction hours, or more contracted hours in a change before this one"));
            }
            post.reduction = reduction;
            post.available = self.weights.hours.available(contracted.unwrap_or_default().less(reduction));
        }
        let Self { reductions, weights, files, .. } = *self;
        let mut reducing = Reducing { reductions, texts: self.texts, weights, files: Some(files), faults: Vec::new() };
        reducing.reduce(officer, &mut posts);
        let is_sound = reducing.faults.is_empty();
        self.faults.append(&mut reducing.faults);
        if !is_sound {
            let message = format!(
                "after this change {} would have more hours of reduction than of contract",
                quoted(self.texts.code(officer))
            );
            return Err(WrongChange::new(message).hint("change the hours or the reductions with it"));
        }
        for (position, post) in staying.into_iter().zip(posts) {
            self.holders.all[position].post = post;
        }
        Ok(())
    }

    /// Says which reductions of the list are in force beside those of the caseload, which alone change.
    pub(super) fn say_listed(&mut self, position: usize) {
        let post = &self.holders.all[position].post;
        let listed = post.reduction.less(post.reduction_of_caseload);
        if let Some(officer) = post.officer.filter(|_| !listed.is_nothing()) {
            let who = quoted(self.texts.code(officer));
            let message = format!("{who} has {listed} more reduction hours by the list of reductions, which stay");
            self.not_meant.insert(message);
        }
    }
}
