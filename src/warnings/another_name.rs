//! Warns of officers whose code had another name in an earlier week of the rule. The code may have gone to somebody new, or the
//! codes of two officers may be swapped, so that each has the weeks of the other.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use crate::fault::{LOOK_ALIKE, Messages, quoted};
use crate::model::{Officer, TextId, Texts, WeekFigures, in_words};

use super::by_team::officers_over;
use super::nobody::is_nobody;

/// Warns of two officers who have exchanged their names from one week to the next, if one of them is over in either week.
pub(super) fn warn_of_swapped(weeks: &[WeekFigures], texts: &Texts, messages: &mut Messages) {
    let mut said: HashSet<[Officer; 2]> = HashSet::default();
    for weeks in weeks.windows(2) {
        let [before, week] = weeks else { continue };
        let named: HashMap<Officer, TextId> =
            before.officers().filter_map(|(officer, posts)| Some((officer, posts[0].name?))).collect();
        let renamed = week.officers().filter_map(|(officer, posts)| {
            let (then, now) = (*named.get(&officer)?, posts[0].name?);
            let are_two = then != now && are_two_people(texts.get(then), texts.get(now));
            are_two.then(|| (in_words(texts.get(now)), (officer, in_words(texts.get(then)))))
        });
        // In most weeks, nobody has another name.
        let renamed: BTreeMap<String, (Officer, String)> = renamed.collect();
        let over = LazyCell::new(|| weeks.iter().flat_map(officers_over).collect::<HashSet<Officer>>());
        for (now, (officer, then)) in &renamed {
            let Some((other, _)) = renamed.get(then).filter(|(_, others)| others == now) else { continue };
            let mut both = [*officer, *other];
            both.sort_by_key(|officer| texts.code(*officer));
            if now < then && both.iter().any(|officer| over.contains(officer)) && said.insert(both) {
                let [one, other] = both.map(|officer| quoted(texts.code(officer)));
                let message = format!(
                    "in the week {} {one} has the name that {other} had in the week {}, and {other} has that of {one}; if their codes are \
                     swapped, the weeks of one count for the other",
                    week.week, before.week
                );
                let subjects = both.map(|officer| officer.subject(texts));
                messages.warnings.add_of(LOOK_ALIKE, week.place, subjects, message);
            }
        }
    }
}

/// Warns of officers who are over in the week reported and in adjacent weeks before it, and had a quite different name in one of
/// these. The two names have no word in common: somebody who marries keeps a first name.
pub(super) fn warn(weeks: &[WeekFigures], texts: &Texts, messages: &mut Messages) {
    let [earlier @ .., latest] = weeks else { return };
    let mut names: HashMap<Officer, TextId> =
        latest.officers_over().filter_map(|(officer, posts)| Some((officer, posts[0].name?))).collect();
    let mut after = latest.week;
    for before in earlier.iter().rev() {
        if before.week != after.previous() || names.is_empty() {
            break;
        }
        let mut still = HashMap::default();
        for (officer, posts) in before.officers_over() {
            let Some(name) = names.get(&officer) else { continue };
            match posts[0].name {
                Some(other) if are_two_people(texts.get(*name), texts.get(other)) => {
                    let code = texts.code(officer);
                    let message = format!(
                        "{} has another name in the week {after}, {}, than in the week {}, {}, and is over in both; if they are two people, \
                         give them two codes, or the run of weeks of one goes on with the other",
                        quoted(code),
                        quoted(texts.get(*name)),
                        before.week,
                        quoted(texts.get(other))
                    );
                    let subjects = [officer.subject(texts)];
                    messages.warnings.add_of(LOOK_ALIKE, latest.place, subjects, message);
                }
                _ => {
                    still.insert(officer, *name);
                }
            }
        }
        (names, after) = (still, before.week);
    }
}

/// Whether two names have no word in common, not even its first letters or an initial. A name with letters that a program may lose
/// is not compared.
fn are_two_people(one: &str, other: &str) -> bool {
    const LETTERS: usize = 3;
    let start = |word: &str| word.chars().take(LETTERS).collect::<String>();
    let is_like = |word: &str, next: &str| word.starts_with(&start(next)) || next.starts_with(&start(word));
    let [words, others] = [one, other].map(own_words);
    let have_one_in_common = || words.iter().any(|word| others.iter().any(|next| is_like(word, next)));
    // A word alone may be a nickname.
    words.len() > 1
        && others.len() > 1
        && ![one, other].iter().any(|name| !name.is_ascii() || name.contains('?') || is_nobody(name))
        && !have_one_in_common()
}

/// The words of a name that are somebody's own: no title, no grade, and nothing in brackets.
fn own_words(name: &str) -> Vec<String> {
    const MOST: usize = 8;
    const OF_MANY: [&str; 13] =
        ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "po", "pso", "spo", "tpo", "psp", "agency"];
    let name = name.split(['(', '[']).next().unwrap_or_default();
    let words = in_words(name);
    let own = words.split(' ').map(|word| word.trim_matches(|mark: char| !mark.is_alphanumeric()));
    own.filter(|word| !word.is_empty() && !OF_MANY.contains(word)).take(MOST).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_two_people_have_no_word_in_common() {
        for (one, other) in [
            ("Amy Bell", "Peter Newman"),
            ("Bell, Amy", "NEWMAN, Peter"),
            ("Mr John Carter", "Mr Peter Newman"),
            ("Amy Bell PO", "Peter Newman PO"),
            ("Bell, Amy (Durham)", "Newman, Peter (Durham)"),
        ] {
            assert!(are_two_people(one, other) && are_two_people(other, one), "{one}, {other}");
        }
        for (one, other) in [
            ("Amy Bell", "Bell, Amy"),
            ("Amy Bell", "Amy Smith"),
            ("Amy Bell", "A. Smith"),
            ("Amy Bell", "Amelia Bell-Smith"),
            ("Amy Bell", "Vacant Post"),
            ("Amy Bell", "Mel"),
            ("Cath Jones", "Catherine Moss"),
            ("Miss Bell", "Mrs Smith"),
            ("Amy Bell", "Mrs Smith"),
            ("Siân Rhŷs", "Sian Rhys"),
            ("Zo? N??ez", "Zoe Nunez"),
        ] {
            assert!(!are_two_people(one, other) && !are_two_people(other, one), "{one}, {other}");
        }
    }
}
