//! Officers whose code had another name in an earlier week of their run: the code may have gone to somebody new, who has the weeks of the
//! one before.

use foldhash::HashMap;

use crate::fault::{LOOK_ALIKE, Messages, Subject, quoted};
use crate::model::{Officer, TextId, Texts, WeekFigures, in_words};

use super::nobody::is_nobody;
use super::weeks::is_over;

/// Warns of officers who are over in the week reported and in the weeks side by side before it, in one of which they have a name with no
/// word in common. Where somebody marries, a first name stays.
pub(super) fn warn(weeks: &[WeekFigures], texts: &Texts, messages: &mut Messages) {
    let [earlier @ .., latest] = weeks else { return };
    let over = latest.officers().filter(|(_, posts)| is_over(posts, latest.limit));
    let mut names: HashMap<Officer, TextId> =
        over.filter_map(|(officer, posts)| Some((officer, posts[0].name?))).collect();
    let mut after = latest.week;
    for before in earlier.iter().rev() {
        if before.week != after.previous() || names.is_empty() {
            break;
        }
        let mut still = HashMap::default();
        for (officer, posts) in before.officers().filter(|(_, posts)| is_over(posts, before.limit)) {
            let Some(name) = names.get(&officer) else { continue };
            match posts[0].name {
                Some(other) if are_two_people(texts.get(*name), texts.get(other)) => {
                    let code = texts.code(officer);
                    let message = format!(
                        "{} has the name {} in the week {after}, and {} in the week {}, and is over in both; if they are two people, give \
                         them two codes, or the run of weeks of one goes on with the other",
                        quoted(code),
                        quoted(texts.get(*name)),
                        quoted(texts.get(other)),
                        before.week
                    );
                    let subjects = vec![Subject::Officer(code.to_owned())];
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

/// Whether two names have no word in common, not even by its first letters or as an initial.
fn are_two_people(one: &str, other: &str) -> bool {
    const LETTERS: usize = 3;
    let start = |word: &str| word.chars().take(LETTERS).collect::<String>();
    let is_like = |word: &str, next: &str| word.starts_with(&start(next)) || next.starts_with(&start(word));
    let (words, others) = (in_words(one), in_words(other));
    // A word alone may be a nickname.
    let are_full = [&words, &others].iter().all(|words| words.contains(' '));
    let have_one_in_common = || words.split(' ').any(|word| others.split(' ').any(|next| is_like(word, next)));
    are_full && !is_nobody(one) && !is_nobody(other) && !have_one_in_common()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_two_people_have_no_word_in_common() {
        assert!(are_two_people("Amy Bell", "Peter Newman") && are_two_people("Bell, Amy", "NEWMAN, Peter"));
        for (one, other) in [
            ("Amy Bell", "Bell, Amy"),
            ("Amy Bell", "Amy Smith"),
            ("Amy Bell", "A. Smith"),
            ("Amy Bell", "Amelia Bell-Smith"),
            ("Amy Bell", "Vacant Post"),
            ("Amy Bell", "Mel"),
            ("Cath Jones", "Catherine Moss"),
        ] {
            assert!(!are_two_people(one, other) && !are_two_people(other, one), "{one}, {other}");
        }
    }
}
