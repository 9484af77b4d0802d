//! Numbers in place of officers, for reports without names.

use foldhash::HashMap;

use crate::fault::Unnamed;

use super::{Caseload, Officer, PostFigures, PostWeek, TextId};

/// What each officer of a caseload is called: `Officer 1`, `Officer 2` and so on, the same throughout a run.
#[derive(Debug, Default)]
pub(crate) struct OfficerNumbers(HashMap<Officer, Officer>);

impl OfficerNumbers {
    /// Numbers the officers, those of the week reported first, and lets `unnamed` know under which texts.
    pub(crate) fn of(caseload: &mut Caseload, unnamed: &mut Unnamed) -> Self {
        let everyone = caseload.everyone().map(|(officer, name, _)| (officer, name));
        let recorded = caseload.recorded_apart.iter().map(|post| (post.officer, post.name));
        let reductions = caseload.reductions.iter().map(|reduction| (Some(reduction.officer), None));
        let named = everyone.chain(recorded).chain(reductions);
        let order: Vec<(Officer, Option<TextId>)> =
            named.filter_map(|(officer, name)| Some((officer?, name))).collect();
        let mut numbers: HashMap<Officer, Officer> = HashMap::default();
        for (officer, name) in order {
            let next = numbers.len() + 1;
            let number =
                *numbers.entry(officer).or_insert_with(|| Officer::of(caseload.texts.keep(&format!("Officer {next}"))));
            let (code, name) = (caseload.texts.code(officer), caseload.texts.shown(name));
            let number = caseload.texts.code(number);
            if !name.is_empty() {
                unnamed.call_by_name(name, number);
                unnamed.call_by_name(&format!("{code} {name}"), number);
            }
        }
        for (officer, number) in &numbers {
            unnamed.call(caseload.texts.code(*officer), caseload.texts.code(*number));
        }
        Self(numbers)
    }

    /// Puts numbers in place of all codes, and leaves names out.
    pub(crate) fn put_into(&self, caseload: &mut Caseload) {
        let number = |officer: Option<Officer>| officer.map(|known| self.0[&known]);
        let of_post = |post: &mut PostWeek| (post.officer, post.name) = (number(post.officer), None);
        let of_figures = |post: &mut PostFigures| (post.officer, post.name) = (number(post.officer), None);
        let Caseload { weeks, recorded_apart, reported, others, left_out, reductions, .. } = caseload;
        reported.iter_mut().chain(others).flat_map(|week| &mut week.posts).for_each(of_post);
        let figures = weeks.iter_mut().flat_map(|week| &mut week.posts).chain(recorded_apart);
        figures.chain(left_out.iter_mut().map(|left_out| &mut left_out.post)).for_each(of_figures);
        reductions.rename(|officer| self.0[&officer]);
    }
}
