//! Messages without what identifies a person: officers have numbers, and what else was quoted from rows is left out unless it
//! is a word of the program's or of the weights.

use foldhash::{HashMap, HashSet};

use super::words::quoted;

/// What may be said in place of what was quoted.
#[derive(Debug, Default)]
pub struct Unnamed {
    /// What officers are called by their codes, their names, and both.
    officers: HashMap<String, String>,
    /// Texts that identify nobody: columns, units, tiers, tasks.
    kept: HashSet<String>,
}

impl Unnamed {
    /// Says a number in place of an officer, under a code or a name.
    pub fn call(&mut self, text: &str, number: &str) {
        self.kept.insert(number.to_owned());
        self.officers.insert(inside(text), number.to_owned());
    }

    /// Lets a text stand.
    pub fn keep(&mut self, text: &str) {
        self.kept.insert(inside(text));
    }

    /// A text with messages in it, in which every quoted text is one that may be said.
    pub fn say(&self, text: &str) -> String {
        // A name with a backtick in it would end its quotation too early.
        let mut plain = text.to_owned();
        for (name, number) in self.officers.iter().filter(|(name, _)| name.contains('`')) {
            plain = plain.replace(name.as_str(), number);
        }
        let mut parts = plain.split('`');
        let mut said = self.say_plain(parts.next().unwrap_or_default());
        while let Some(inner) = parts.next() {
            said.push('`');
            match self.officers.get(inner) {
                Some(number) => said.push_str(number),
                None if self.may_stand(inner) => said.push_str(inner),
                None => said.push('…'),
            }
            said.push('`');
            said.push_str(&self.say_plain(parts.next().unwrap_or_default()));
        }
        said
    }

    /// The same of text that is not quoted: an officer may be named in so many words.
    fn say_plain(&self, text: &str) -> String {
        const MOST_WORDS: usize = 8;
        let ends: Vec<usize> = text.split_inclusive(char::is_whitespace).map(str::len).collect();
        let mut said = String::with_capacity(text.len());
        let (mut at, mut word) = (0, 0);
        while word < ends.len() {
            let opened = text[at..].len() - text[at..].trim_start_matches('(').len();
            let start = at + opened;
            let named = (word..ends.len().min(word + MOST_WORDS)).rev().find_map(|last| {
                let end = at + ends[word..=last].iter().sum::<usize>();
                let name = text.get(start..end)?.trim_end().trim_end_matches([';', ':', ',', '.', ')', '?']);
                Some((last, end, start + name.len(), self.officers.get(name)?))
            });
            let (last, end) = if let Some((last, end, behind, number)) = named {
                said.push_str(&text[at..start]);
                said.push_str(number);
                said.push_str(&text[behind..end]);
                (last, end)
            } else {
                let end = at + ends[word];
                said.push_str(&text[at..end]);
                (word, end)
            };
            (at, word) = (end, last + 1);
        }
        said
    }

    /// Whether a text identifies nobody: it is known, an option, or a date or a number too short for the id of a case.
    fn may_stand(&self, text: &str) -> bool {
        let has_letters = text.contains(char::is_alphabetic);
        let longest = text.split(|character: char| !character.is_ascii_digit()).map(str::len).max().unwrap_or(0);
        self.kept.contains(text) || text.starts_with("--") || text.starts_with("wmt ") || (!has_letters && longest <= 4)
    }
}

/// A text as it stands between quotation marks.
fn inside(text: &str) -> String {
    let quoted = quoted(text);
    quoted[1..quoted.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_quoted_is_a_number_or_known_or_left_out() {
        let mut unnamed = Unnamed::default();
        unnamed.call("N53-0412", "Officer 1");
        unnamed.call("Amy `Bell`", "Officer 1");
        unnamed.call("N53-0412 Amy Bell", "Officer 1");
        unnamed.keep("tier");
        for (message, said) in [
            ("`tier` of `N53-0412` is `X123456`", "`tier` of `Officer 1` is `…`"),
            ("`Amy `Bell`` holds 3", "`Officer 1` holds 3"),
            ("give `--week` as `2026-11-16`, not `20261116`", "give `--week` as `2026-11-16`, not `…`"),
            ("nothing is quoted", "nothing is quoted"),
            ("N53-0412 Amy Bell: 3, (N53-0412; N53-04123)", "Officer 1: 3, (Officer 1; N53-04123)"),
            ("a mark ` alone", "a mark `…`"),
        ] {
            assert_eq!(unnamed.say(message), said, "{message}");
        }
    }
}
