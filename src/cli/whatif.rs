//! What can be asked of `wmt whatif`.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::inputs::ChangeName;
use crate::rollup::By;

use super::shared::{CASELOADS, CaseloadOptions, Presentation, TEMPLATE, WEIGHTS_AND_EXIT_CODES, is_file};

const EXAMPLES: &str = "\
Examples:
  wmt whatif caseload.csv --move N53-0412 N53-0417 '3 community B2'
  Three unallocated cases go to one officer:
    wmt whatif caseload.csv --move unallocated N53-0417 '3 community B2'
  Tasks that could wait while the team is over:
    wmt whatif caseload.csv --move N53-0412 unallocated '1 parole_report' --take N53-0420 '2 sdr'
  20,000 more police officers bring 8 per cent more cases; Probation Reset ends the work of two tiers:
    wmt whatif caseload.csv --scale community +8
    wmt whatif caseload.csv --set cases.community.C1 0 --set cases.community.D1 0
  Somebody leaves; somebody new comes, with a protected caseload:
    wmt whatif caseload.csv --leave N53-0431
    wmt whatif caseload.csv --team 'Riverside 1' --join N53-0499 TPO --reduce N53-0499 7.4
  A parole report takes ten hours; the values of another file:
    wmt whatif caseload.csv --set tasks.parole_report 10h
    wmt whatif caseload.csv --with-weights weights-2027.toml --by team
  What was agreed on Monday, kept in a file:
    wmt whatif caseload.csv --scenario monday.toml --output monday.md
";

const CHANGES: &str = "\
WORK is one argument: `[COUNT] CASE_TYPE TIER [STATUS]` (active without), `[COUNT] TASK [STATUS]`, or a case id; +60 after it means \
those with 60 extra minutes each.
OFFICER is a code or a name, or OFFICER@TEAM for somebody in several teams; `unallocated` is nobody.
Changes are made in the order given. Those of work and people hold in the week reported, those of values in every week of the \
caseload. No file is changed.
";

/// Show the week as it is and as it would be with other work, people, hours or values
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = format!("{CHANGES}\n{WEIGHTS_AND_EXIT_CODES}"))]
#[command(mut_arg("caseloads", |caseloads| caseloads.help(CASELOADS)))]
pub(crate) struct WhatIfOptions {
    #[command(flatten)]
    pub(crate) caseload: CaseloadOptions,

    #[command(flatten)]
    pub(crate) changes: ChangeOptions,

    /// What a row stands for
    #[arg(long, value_enum, default_value = "officer", value_name = "UNIT")]
    pub(crate) by: By,

    /// Show everyone, and not only who changes
    #[arg(long)]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) presentation: Presentation,
}

/// The changes, in the order in which they are given across options.
#[derive(Debug)]
pub(crate) struct ChangeOptions(pub(crate) Vec<ChangeOption>);

/// One option that changes something.
#[derive(Debug)]
pub(crate) enum ChangeOption {
    /// A change by its name, with its words.
    Change(ChangeName, Vec<String>),
    /// A file of changes.
    Scenario(PathBuf),
}

const SCENARIO: &str = "scenario";

/// A word of --join. HOURS may be left out, and then a file behind it would be taken for them.
fn word_of_join(word: &str) -> Result<String, String> {
    let is_meant = word == "-" || (Path::new(word).extension().is_some() && is_file(word));
    let why = "this is a file: give files before --join, which takes OFFICER GRADE [HOURS]";
    if is_meant { Err(why.to_owned()) } else { Ok(word.to_owned()) }
}

const fn help(name: ChangeName) -> &'static str {
    match name {
        ChangeName::Give => {
            "Give an officer work: --give N53-0417 '3 community B2'; each of these options may be given again"
        }
        ChangeName::Take => "Take work from an officer",
        ChangeName::Move => "Move work from one officer to another; `unallocated` may stand in place of either",
        ChangeName::Hours => "Change the contracted hours a week of an officer",
        ChangeName::Reduce => {
            "Change the reduction hours a week that the caseload has; those of --reductions are added"
        }
        ChangeName::Leave => "Take away an officer's hours; their work becomes unallocated",
        ChangeName::Join => "Add somebody new who holds nothing, in the team of --team where there are several",
        ChangeName::Set => "Change a value of the weights: --set tasks.sdr 10h, --set limits.over 100",
        ChangeName::Scale => {
            "Raise or lower the counts of a case type, tier or task by PERCENT, but no extra minutes: --scale community +8"
        }
        ChangeName::WithWeights => "Use all values of another weights file",
    }
}

impl Args for ChangeOptions {
    fn augment_args(command: Command) -> Command {
        let change = |name: &ChangeName| {
            let arg = Arg::new(name.word()).long(name.word()).action(ArgAction::Append).help(help(*name));
            let arg = arg.num_args(name.least()..=name.values().len()).value_names(name.values());
            let arg = if *name == ChangeName::Join { arg.value_parser(word_of_join) } else { arg };
            arg.allow_hyphen_values(name.least() == name.values().len())
        };
        let scenario = Arg::new(SCENARIO).long(SCENARIO).action(ArgAction::Append).value_name("FILE");
        let scenario = scenario.value_parser(clap::value_parser!(PathBuf));
        let scenario = scenario
            .help("Make the changes of a TOML file: [[change]] and below it move = [\"FROM\", \"TO\", \"WORK\"]");
        command.args(ChangeName::ALL.iter().map(change)).arg(scenario)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for ChangeOptions {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut changes: Vec<(usize, ChangeOption)> = Vec::new();
        for name in ChangeName::ALL.iter().copied() {
            let mut indices = matches.indices_of(name.word()).into_iter().flatten();
            for words in matches.get_occurrences::<String>(name.word()).into_iter().flatten() {
                let words: Vec<String> = words.cloned().collect();
                // Every word has an index; that of the last tells where the option stands.
                let at = indices.by_ref().take(words.len()).last().unwrap_or_default();
                changes.push((at, ChangeOption::Change(name, words)));
            }
        }
        let indices = matches.indices_of(SCENARIO).into_iter().flatten();
        let files = matches.get_many::<PathBuf>(SCENARIO).into_iter().flatten();
        changes.extend(indices.zip(files).map(|(at, file)| (at, ChangeOption::Scenario(file.clone()))));
        changes.sort_by_key(|(at, _)| *at);
        Ok(Self(changes.into_iter().map(|(_, change)| change).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
