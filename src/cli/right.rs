//! The right command line, for one that could not be understood.

use clap::CommandFactory;
use clap::error::{Error, ErrorKind};

use super::Cli;

/// The command line that was meant, as far as its words tell: a subcommand that does not stand first, or a file without one.
/// `words` are those behind the name of the program.
pub fn meant(error: &Error, words: &[String]) -> Option<String> {
    let command = Cli::command();
    let is_subcommand = |word: &&String| command.get_subcommands().any(|known| known.get_name() == **word);
    let is_file =
        |word: &String| word == "-" || word.to_lowercase().ends_with(".csv") || std::path::Path::new(word).is_file();
    match error.kind() {
        ErrorKind::InvalidSubcommand | ErrorKind::UnknownArgument => {
            let at = words.iter().position(|word| is_subcommand(&word));
            if at == Some(0) {
                return None;
            }
            let named = at.map_or("calc", |at| &words[at]);
            // A word that is no file and no option, such as `run`, stands in place of the subcommand.
            let is_in_place = |(position, word): &(usize, &String)| {
                Some(*position) == at || (at.is_none() && *position == 0 && !is_file(word) && !word.starts_with('-'))
            };
            let rest: Vec<&String> =
                words.iter().enumerate().filter(|word| !is_in_place(word)).map(|(_, word)| word).collect();
            let has_file = rest.iter().any(|word| is_file(word));
            has_file.then(|| line(named, rest.into_iter()))
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
        ] {
            assert_eq!(said(command).as_deref(), Some(right), "{command}");
        }
        for command in ["run", "calc", "calc caseload.csv --byteam", "calc caseload.csv --by moon"] {
            assert_eq!(said(command), None, "{command}");
        }
    }
}
