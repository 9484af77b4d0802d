//! The right command line, for one that could not be understood, and the help that is asked for.

use std::io::Write;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{CommandFactory, Parser};

use crate::fault::plain_words;

use super::Cli;
use super::shared::is_file;

/// The command line that was meant, as far as its words tell: a subcommand that does not stand first, or a file without one; a
/// word that is near to the right one; what is missing. `words` are those behind the name of the program.
pub fn meant(error: &Error, words: &[String]) -> Option<String> {
    match error.kind() {
        ErrorKind::InvalidSubcommand | ErrorKind::UnknownArgument => in_order(words),
        ErrorKind::InvalidValue => with_near_value(error, words),
        ErrorKind::MissingRequiredArgument => completed(error, words),
        _ => None,
    }
}

/// Shows help or the version on standard output: of the subcommand, where one stands behind `--help`. A reader who closes the
/// pipe has been served.
///
/// # Errors
///
/// Why it cannot be written, in words.
pub fn show_help(help: &Error, words: &[String]) -> Result<(), String> {
    let of_subcommand = help_of(words);
    match of_subcommand.as_ref().unwrap_or(help).print().and_then(|()| std::io::stdout().flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("standard output: this cannot be written: {}", plain_words(&error)))
        }
        _ => Ok(()),
    }
}

/// The help of the subcommand that stands behind `--help`.
fn help_of(words: &[String]) -> Option<Error> {
    let [help, subcommand, ..] = words else { return None };
    let is_help = matches!(&**help, "--help" | "-h") && is_subcommand(subcommand);
    is_help.then(|| Cli::try_parse_from(["wmt", subcommand, help]).err()).flatten()
}

fn is_subcommand(word: &str) -> bool {
    Cli::command().get_subcommands().any(|known| known.get_name() == word)
}

/// The words with the subcommand in front.
fn in_order(words: &[String]) -> Option<String> {
    let at = words.iter().position(|word| is_subcommand(word));
    if at == Some(0) {
        return None;
    }
    let is_value = |position: usize| position > 0 && words[position - 1].starts_with("--");
    let is_officer = |(position, word): &(usize, &String)| {
        !is_file(word) && !word.starts_with('-') && !is_value(*position) && looks_like_somebody(word)
    };
    if at.is_none()
        && let Some(officer) = words.iter().enumerate().find(is_officer)
        && words.iter().any(|word| is_file(word))
    {
        let others = words.iter().enumerate().filter(|word| word.0 != officer.0).map(|(_, word)| word);
        return Some(line("explain", std::iter::once(officer.1).chain(others)));
    }
    let mut files = words.iter().enumerate().filter(|(position, word)| is_file(word) && !is_value(*position));
    let of_files = if files.all(|(_, word)| word.to_lowercase().ends_with(".toml")) { "weights" } else { "calc" };
    let named = at.map_or(of_files, |at| &words[at]);
    // A word that is no file and no option, such as `run`, stands in place of the subcommand.
    let is_in_place = |(position, word): &(usize, &String)| {
        Some(*position) == at || (at.is_none() && *position == 0 && !is_file(word) && !word.starts_with('-'))
    };
    let rest: Vec<&String> = words.iter().enumerate().filter(|word| !is_in_place(word)).map(|(_, word)| word).collect();
    let has_file = rest.iter().any(|word| is_file(word));
    (has_file || at.is_some()).then(|| line(named, rest.into_iter()))
}

/// The words with the known value that is nearest to the wrong one.
fn with_near_value(error: &Error, words: &[String]) -> Option<String> {
    let text = |kind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => texts.first().cloned(),
        _ => None,
    };
    let (wrong, near) = (text(ContextKind::InvalidValue)?, text(ContextKind::SuggestedValue)?);
    let is_wrong = |word: &String| *word == wrong || word.strip_suffix(&wrong).is_some_and(|word| word.ends_with('='));
    let mut words = words.to_vec();
    let word = words.iter_mut().skip(1).find(|word| is_wrong(word))?;
    *word = format!("{}{near}", word.strip_suffix(&wrong)?);
    Some(line(&words[0], words[1..].iter()))
}

/// The words with what is missing from them.
fn completed(error: &Error, words: &[String]) -> Option<String> {
    let Some(ContextValue::Strings(missing)) = error.get(ContextKind::InvalidArg) else { return None };
    let (subcommand, given) = words.split_first()?;
    let of = |word: &str| match word {
        "<OFFICER>" => Some((true, "OFFICER")),
        "<CASELOAD>..." => Some((true, "caseload.csv")),
        "<FILE>..." => Some((true, "reductions.csv")),
        "<WORKBOOK>" => Some((true, "WMT_PS.xlsx")),
        "--output <FILE>" => Some((false, "--output report.html")),
        "--history <FILE>" => Some((false, "--history history.csv")),
        "--reductions <FILE>" => Some((false, "--reductions reductions.csv")),
        "--record" => Some((false, "--record")),
        _ => None,
    };
    let missing: Vec<(bool, &str)> = missing.iter().map(|word| of(word)).collect::<Option<_>>()?;
    let words = |is_in_front| missing.iter().filter(move |word| word.0 == is_in_front).map(|word| word.1.to_owned());
    let (front, back) = (words(true), words(false));
    let given = given.iter().map(|word| as_typed(word));
    let words: Vec<String> = match given.clone().next() {
        // What stands in the place of the officer is the officer or a file. A file may be called as the officer is.
        Some(officer) if subcommand == "explain" && !officer.starts_with('-') => {
            if is_file(&officer) && (officer == "-" || Path::new(&officer).extension().is_some()) {
                std::iter::once("OFFICER".to_owned()).chain(given).collect()
            } else {
                std::iter::once(officer).chain(front).chain(given.skip(1)).collect()
            }
        }
        _ => front.chain(given).chain(back).collect(),
    };
    Some(format!("wmt {subcommand} {}", words.join(" ")))
}

/// Whether a word may be the code or the name of an officer, and not a misspelt subcommand.
fn looks_like_somebody(word: &str) -> bool {
    word.contains(|letter: char| letter.is_whitespace() || letter.is_uppercase() || letter.is_ascii_digit())
}

fn line<'w>(subcommand: &str, rest: impl Iterator<Item = &'w String>) -> String {
    let words: Vec<String> = rest.map(|word| as_typed(word)).collect();
    format!("wmt {subcommand} {}", words.join(" "))
}

/// A word as it is typed in a shell.
pub(crate) fn as_typed(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./=:,+@".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else if word.contains('\'') && !word.contains(['"', '$', '`', '\\', '!']) {
        // A name such as O'Hara is easier to read so, and nothing in it means anything to a shell.
        format!("\"{word}\"")
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(command: &str) -> Option<String> {
        let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        let error = Cli::try_parse_from(std::iter::once("wmt".to_owned()).chain(words.clone())).expect_err(command);
        meant(&error, &words)
    }

    #[test]
    fn help_goes_by_the_subcommand_behind_it() {
        let help = |words: &[&str]| help_of(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        for words in [["--help", "calc"], ["-h", "trend"]] {
            let text = help(&words).expect("it is help").render().to_string();
            assert!(text.contains(&format!("Usage: wmt {} ", words[1])), "{text}");
        }
        assert!(
            help(&["--help"]).is_none() && help(&["--help", "run"]).is_none() && help(&["calc", "--help"]).is_none()
        );
    }

    #[test]
    fn wrong_order_and_wrong_words_get_the_right_command_line_back() {
        for (command, right) in [
            ("caseload.csv", "wmt calc caseload.csv"),
            ("Caseload.XLSX --by team", "wmt calc Caseload.XLSX --by team"),
            ("caseload.csv calc", "wmt calc caseload.csv"),
            ("run caseload.csv", "wmt calc caseload.csv"),
            ("calculate caseload.csv --by team", "wmt calc caseload.csv --by team"),
            ("--by team calc caseload.csv", "wmt calc --by team caseload.csv"),
            ("caseload.csv check --only untiered", "wmt check caseload.csv --only untiered"),
            ("--by team caseload.csv", "wmt calc --by team caseload.csv"),
            ("caseload.csv Bell", "wmt explain Bell caseload.csv"),
            ("N53-0412 caseload.csv", "wmt explain N53-0412 caseload.csv"),
            ("ours.toml", "wmt weights ours.toml"),
            ("show ours.toml --format csv", "wmt weights ours.toml --format csv"),
            ("--weights ours.toml caseload.csv", "wmt calc --weights ours.toml caseload.csv"),
            ("caseload template", "wmt template caseload"),
            ("explain", "wmt explain OFFICER caseload.csv"),
            ("explain caseload.csv", "wmt explain OFFICER caseload.csv"),
            ("explain caseload.csv --cases", "wmt explain OFFICER caseload.csv --cases"),
            ("explain A1", "wmt explain A1 caseload.csv"),
            ("calc", "wmt calc caseload.csv"),
            ("trend", "wmt trend caseload.csv"),
            ("trend --by team", "wmt trend caseload.csv --by team"),
            ("reductions", "wmt reductions reductions.csv"),
            ("import", "wmt import WMT_PS.xlsx"),
            ("report caseload.csv", "wmt report caseload.csv --output report.html"),
            ("report", "wmt report caseload.csv --output report.html"),
            ("calc caseload.csv --record", "wmt calc caseload.csv --record --history history.csv"),
            ("calc caseload.csv --by teams", "wmt calc caseload.csv --by team"),
            ("calc caseload.csv --by=teams --quiet", "wmt calc caseload.csv --by=team --quiet"),
            ("calc caseload.csv --sort caps", "wmt calc caseload.csv --sort capacity"),
            ("calc caseload.csv --only possibly", "wmt calc caseload.csv --only possible"),
        ] {
            assert_eq!(said(command).as_deref(), Some(right), "{command}");
        }
        for command in ["run", "calc caseload.csv --byteam", "calc caseload.csv --by moon"] {
            assert_eq!(said(command), None, "{command}");
        }
    }
}
