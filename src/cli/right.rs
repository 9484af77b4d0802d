//! The right command line, for one that could not be understood.

use clap::CommandFactory;
use clap::error::{Error, ErrorKind};

use super::Cli;

/// The command line that was meant, as far as its words tell: a subcommand that does not stand first, or a file without one.
/// `words` are those behind the name of the program.
pub fn meant(error: &Error, words: &[String]) -> Option<String> {
    let command = Cli::command();
    let is_subcommand = |word: &&String| command.get_subcommands().any(|known| known.get_name() == **word);
    let is_weights = |word: &String| word.to_lowercase().ends_with(".toml");
    let is_file = |word: &String| {
        let is_named_so = word == "-" || word.to_lowercase().ends_with(".csv") || is_weights(word);
        is_named_so || std::path::Path::new(word).is_file()
    };
    match error.kind() {
        ErrorKind::InvalidSubcommand | ErrorKind::UnknownArgument => {
            let at = words.iter().position(|word| is_subcommand(&word));
            if at == Some(0) {
                return None;
            }
            let is_value = |position: usize| position > 0 && words[position - 1].starts_with("--");
            let is_officer = |(position, word): &(usize, &String)| {
                !is_file(word) && !word.starts_with('-') && !is_value(*position) && looks_like_somebody(word)
            };
            if at.is_none()
                && let Some(officer) = words.iter().enumerate().find(is_officer)
                && words.iter().any(is_file)
            {
                let others = words.iter().enumerate().filter(|word| word.0 != officer.0).map(|(_, word)| word);
                return Some(line("explain", std::iter::once(officer.1).chain(others)));
            }
            let mut files = words.iter().enumerate().filter(|(position, word)| is_file(word) && !is_value(*position));
            let of_files = if files.all(|(_, word)| is_weights(word)) { "weights" } else { "calc" };
            let named = at.map_or(of_files, |at| &words[at]);
            // A word that is no file and no option, such as `run`, stands in place of the subcommand.
            let is_in_place = |(position, word): &(usize, &String)| {
                Some(*position) == at || (at.is_none() && *position == 0 && !is_file(word) && !word.starts_with('-'))
            };
            let rest: Vec<&String> =
                words.iter().enumerate().filter(|word| !is_in_place(word)).map(|(_, word)| word).collect();
            let has_file = rest.iter().any(|word| is_file(word));
            (has_file || at.is_some()).then(|| line(named, rest.into_iter()))
        }
        ErrorKind::MissingRequiredArgument => match words {
            [command, file] if command == "explain" && is_file(file) => {
                Some(format!("wmt explain OFFICER {}", quoted(file)))
            }
            [command, officer] if command == "explain" => Some(format!("wmt explain {} caseload.csv", quoted(officer))),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a word may be the code or the name of an officer, and not a misspelt subcommand.
fn looks_like_somebody(word: &str) -> bool {
    word.contains(|letter: char| letter.is_whitespace() || letter.is_uppercase() || letter.is_ascii_digit())
}

fn line<'w>(subcommand: &str, rest: impl Iterator<Item = &'w String>) -> String {
    let words: Vec<String> = rest.map(|word| quoted(word)).collect();
    format!("wmt {subcommand} {}", words.join(" "))
}

/// A word as it is typed in a shell.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./=:,+@".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn said(command: &str) -> Option<String> {
        let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        let error = Cli::try_parse_from(std::iter::once("wmt".to_owned()).chain(words.clone())).expect_err(command);
        meant(&error, &words)
    }

    #[test]
    fn wrong_order_and_wrong_words_get_the_right_command_line_back() {
        for (command, right) in [
            ("caseload.csv", "wmt calc caseload.csv"),
            ("caseload.csv calc", "wmt calc caseload.csv"),
            ("run caseload.csv", "wmt calc caseload.csv"),
            ("calculate caseload.csv --by team", "wmt calc caseload.csv --by team"),
            ("--by team calc caseload.csv", "wmt calc --by team caseload.csv"),
            ("caseload.csv check --only untiered", "wmt check caseload.csv --only untiered"),
            ("--by team caseload.csv", "wmt calc --by team caseload.csv"),
            ("explain caseload.csv", "wmt explain OFFICER caseload.csv"),
            ("explain A1", "wmt explain A1 caseload.csv"),
            ("caseload.csv Bell", "wmt explain Bell caseload.csv"),
            ("N53-0412 caseload.csv", "wmt explain N53-0412 caseload.csv"),
            ("ours.toml", "wmt weights ours.toml"),
            ("show ours.toml --format csv", "wmt weights ours.toml --format csv"),
            ("--weights ours.toml caseload.csv", "wmt calc --weights ours.toml caseload.csv"),
            ("caseload template", "wmt template caseload"),
        ] {
            assert_eq!(said(command).as_deref(), Some(right), "{command}");
        }
        for command in ["run", "calc", "calc caseload.csv --byteam", "calc caseload.csv --by moon"] {
            assert_eq!(said(command), None, "{command}");
        }
    }
}
