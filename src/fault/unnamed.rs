//! Messages as they are said: with the texts of the user in them, or without those that identify a person.

use foldhash::{HashMap, HashSet};

use super::words::{NAMED, QUOTED, shortened};

/// Stands for a text that may not be said.
const NOT_SAID: &str = "…";

/// What may be said of texts that stand in messages, where nobody is to be identified.
#[derive(Debug, Default)]
pub struct Unnamed {
    /// The number of an officer by each of their texts: the code, the name, and both together.
    officers: HashMap<String, String>,
    /// Texts that identify nobody: units, and what the weights declare.
    kept: HashSet<String>,
    /// Whether no row has been read yet: what is quoted is of the weights or of options.
    is_before_rows: bool,
}

impl Unnamed {
    /// Before any row is read, when paths alone could identify a person.
    pub fn before_rows() -> Self {
        Self { is_before_rows: true, ..Self::default() }
    }

    /// Says a number in place of an officer, under a code.
    pub fn call(&mut self, code: &str, number: &str) {
        self.kept.insert(number.to_owned());
        self.officers.insert(shortened(code).into_owned(), number.to_owned());
        self.officers.insert(code.to_owned(), number.to_owned());
    }

    /// Says a number in place of an officer, under a name. Codes come after all names. Where several have a name, no number is said.
    pub fn call_by_name(&mut self, name: &str, number: &str) {
        for text in [shortened(name), name.into()] {
            let known = self.officers.entry(text.into_owned()).or_insert_with(|| number.to_owned());
            if known != number {
                NOT_SAID.clone_into(known);
            }
        }
    }

    /// Lets a text stand.
    pub fn keep(&mut self, text: &str) {
        self.kept.insert(shortened(text).into_owned());
        self.kept.insert(text.to_owned());
    }

    fn in_place_of<'t>(&'t self, text: &'t str) -> &'t str {
        let number = self.officers.get(text).map(String::as_str);
        number.or_else(|| self.kept.contains(text).then_some(text)).unwrap_or(NOT_SAID)
    }
}

/// A message, or several, as they are said: quoted texts of the user in backticks, named ones as they are. With `unnamed`, each
/// is what may be said in its place.
pub fn said(message: &str, unnamed: Option<&Unnamed>) -> String {
    let mut said = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(at) = rest.find([QUOTED[0], NAMED[0]]) {
        said.push_str(&rest[..at]);
        let is_quoted = rest[at..].starts_with(QUOTED[0]);
        let [before, after] = if is_quoted { QUOTED } else { NAMED };
        let inside = &rest[at + before.len_utf8()..];
        let end = inside.find(after).unwrap_or(inside.len());
        let text = &inside[..end];
        let unnamed = unnamed.filter(|unnamed| !(is_quoted && unnamed.is_before_rows));
        let text = unnamed.map_or(text, |unnamed| unnamed.in_place_of(text));
        let mark = if is_quoted { "`" } else { "" };
        said.extend([mark, text, mark]);
        rest = inside[end..].strip_prefix(after).unwrap_or_default();
    }
    said + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::{named, quoted};

    #[test]
    fn texts_of_the_user_are_said_as_they_are() {
        let message = format!("{} of {} is {}, in `tier`", quoted("a`b"), named("Amy (Bell)"), quoted("x\u{1}y\u{2}z"));
        assert_eq!(said(&message, None), "`a`b` of Amy (Bell) is `x\u{fffd}y\u{fffd}z`, in `tier`");
        assert_eq!(said("nothing is quoted", None), "nothing is quoted");
    }

    #[test]
    fn what_would_identify_a_person_is_a_number_or_left_out() {
        let mut unnamed = Unnamed::default();
        let long = "L".repeat(70);
        let officers = ["N53-0412", "Khan, Dev (PQiP)", "30", "tier", &long];
        for text in officers {
            unnamed.call(text, "Officer 1");
        }
        unnamed.keep("B2");
        let others = ["X1", "412", "2019-1234", "--x", "`B1", "Amy ` Bell"].map(|text| (text, "…"));
        let numbered = officers.map(|text| (text, "Officer 1"));
        for (text, expected) in numbered.into_iter().chain([("B2", "B2")]).chain(others) {
            let message = format!("30 of {}: {} has `tier`", named(text), quoted(text));
            assert_eq!(said(&message, Some(&unnamed)), format!("30 of {expected}: `{expected}` has `tier`"));
        }
        assert_eq!(said(&quoted("Officer 1"), Some(&unnamed)), "`Officer 1`");
        for (name, number) in
            [("Jo Smith", "Officer 2"), ("Jo Smith", "Officer 3"), ("Ann Lee", "Officer 2"), ("Amy", "Officer 2")]
        {
            unnamed.call_by_name(name, number);
        }
        unnamed.call("Amy", "Officer 4");
        let of_names = ["Jo Smith", "Ann Lee", "Amy"].map(|name| said(&named(name), Some(&unnamed)));
        assert_eq!(of_names, ["…", "Officer 2", "Officer 4"]);
    }
}
