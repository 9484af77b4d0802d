//! A run of a subcommand: the files it reads, and everything it has to say of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use foldhash::HashSet;

use crate::cli::CaseloadOptions;
use crate::fault::{
    Fault, Faults, FileId, Hint, Messages, Place, Subject, UNUSED_COLUMN, Unnamed, plain_words, quoted, said,
};
use crate::files::{FileState, Kept, fingerprint, keep};
use crate::inputs::{AskedSheets, InputFile, Inputs, ReadSheet, TableKind, WeightsFile, is_built_in, read_weights};
use crate::model::{Caseload, DatedWeights, OfficerNumbers, Unit, meant};
use crate::output::replaced;
use crate::report::Evidence;

use super::read_file::{ReadFile, in_pieces};

/// The files of a run, and what there is to say of them.
#[derive(Debug, Default)]
pub(super) struct Session {
    pub(super) messages: Messages,
    /// The weights files and the tables that are read.
    weights_files: Vec<ReadFile>,
    tables: Vec<ReadFile>,
    /// What came through pipes, kept so that it can be read again.
    kept: Vec<Kept>,
    /// What is said in place of texts, where nothing may be said that identifies a person.
    unnamed: Option<Unnamed>,
    /// The numbers of officers, where they are to have numbers.
    numbers: Option<OfficerNumbers>,
    /// The sheets that workbooks are read from, where they are named.
    pub(super) sheets: Vec<String>,
    /// Those of all workbooks that are read.
    sheets_there: BTreeSet<String>,
}

impl Session {
    /// A run that may go on without the faulty, or without names.
    pub(super) fn of(asked: &CaseloadOptions) -> Self {
        let mut session = Self::without_names(asked.end.no_names);
        session.messages.keeps_going = asked.end.keep_going;
        if asked.end.no_names && !asked.filters.officer.is_empty() {
            let hint = "choose by --team, --grade or the like, or leave --no-names out";
            session.fault("--officer", "this names somebody, and --no-names leaves out names", hint);
        }
        session
    }

    /// A run of which it is known whether names are left out.
    pub(super) fn without_names(has_no_names: bool) -> Self {
        Self { unnamed: has_no_names.then(Unnamed::before_rows), ..Self::default() }
    }

    /// Numbers the officers of a caseload, where names are to be left out.
    pub(super) fn number_officers(&mut self, caseload: &mut Caseload, weights: &DatedWeights) {
        if self.unnamed.is_none() {
            return;
        }
        let mut unnamed = Unnamed::default();
        let numbers = OfficerNumbers::of(caseload, &mut unnamed);
        let units: HashSet<Unit> = caseload.everyone().map(|(.., unit)| unit).collect();
        for Unit { region, pdu, team } in units {
            [region, pdu, team].into_iter().flatten().for_each(|unit| unnamed.keep(caseload.texts.get(unit)));
        }
        weights.iter().flat_map(|(_, weights)| weights.all_names()).for_each(|name| unnamed.keep(name));
        (self.unnamed, self.numbers) = (Some(unnamed), Some(numbers));
    }

    /// Puts numbers in place of the officers of a caseload, where names are to be left out.
    pub(super) fn leave_out_names(&self, caseload: &mut Caseload) {
        if let Some(numbers) = &self.numbers {
            numbers.put_into(caseload);
        }
    }

    /// What may be said in place of texts of the user; `None` where all may be said.
    pub(super) const fn unnamed(&self) -> Option<&Unnamed> {
        self.unnamed.as_ref()
    }

    pub(super) fn said(&self, message: &str) -> String {
        said(message, self.unnamed())
    }

    /// The result of a step; the words of a failure are those that may be said.
    pub(super) fn reworded<T>(&self, result: anyhow::Result<T>) -> anyhow::Result<T> {
        result.map_err(|error| anyhow::Error::msg(self.said(&format!("{error:#}"))))
    }

    /// What the file to write is called.
    pub(super) fn output_name(&self, path: &Path) -> String {
        if self.unnamed.is_some() { "--output".to_owned() } else { path.display().to_string() }
    }

    /// What a file is called: its path, or what kind it is.
    fn name(&self, path: &Path, kind: &str) -> String {
        if self.unnamed.is_none() {
            return path.display().to_string();
        }
        let same = self.tables.iter().chain(&self.weights_files).filter(|file| file.name.starts_with(kind)).count();
        if same == 0 { kind.to_owned() } else { format!("{kind} {}", same + 1) }
    }

    /// Adds a fault where a history alone is given to a command that needs to know what officers hold.
    pub(super) fn require_caseload(&mut self, asked: &CaseloadOptions, command: &str) {
        if asked.caseloads.is_empty() {
            let hint = "give the caseload of the week";
            self.fault(command, "a history alone does not say which cases officers hold, nor their hours", hint);
        }
    }

    /// The refusal of the run, with every fault so far.
    pub(super) fn refusal(&self) -> anyhow::Error {
        let Messages { files, faults, row_faults, .. } = &self.messages;
        let text = |faults: &Faults| faults.text(files, self.unnamed());
        anyhow::Error::msg(text(faults) + &text(row_faults))
    }

    /// Refuses the run where there is any fault.
    pub(super) fn require_no_faults(&self) -> anyhow::Result<()> {
        if self.messages.faults.is_empty() { Ok(()) } else { Err(self.refusal()) }
    }

    /// Adds a fault of something that is no file of the run, such as an option; `of` is its name.
    pub(super) fn fault(&mut self, of: impl Into<String>, message: impl Into<String>, hint: impl Into<Hint>) {
        let place = Place::whole(self.messages.files.add(of));
        self.messages.faults.add(Fault { hint: hint.into().0, ..Fault::new(place, message) });
    }

    /// Which weights a run uses: `--weights`, else `WMT_WEIGHTS`, else `weights.toml` here, else those built in, which have
    /// no path. With words for why, where none were asked for.
    pub(super) fn weights_in_use(asked: &[PathBuf]) -> (Vec<PathBuf>, Option<&'static str>) {
        let set = std::env::var_os("WMT_WEIGHTS").filter(|path| !path.is_empty());
        let here = Path::new("weights.toml");
        match (asked, set) {
            ([], Some(path)) => (vec![PathBuf::from(path)], Some("WMT_WEIGHTS names them")),
            // A link that leads nowhere is a fault, not a reason to take others.
            ([], None) if here.symlink_metadata().is_ok() => {
                (vec![here.to_owned()], Some("weights.toml is in this folder"))
            }
            ([], None) => (Vec::new(), Some("no others are named or in this folder")),
            (asked, _) => (asked.to_vec(), None),
        }
    }

    /// The weights that a run uses, read. `keeps` is whether they are to be read again.
    pub(super) fn weights(&mut self, asked: &[PathBuf], keeps: bool) -> Option<DatedWeights> {
        let (paths, _) = Self::weights_in_use(asked);
        let mut weights: Vec<WeightsFile> = Vec::new();
        for path in paths {
            let name = if is_built_in(&path) { path.display().to_string() } else { self.name(&path, "weights") };
            let id = self.messages.files.add(name.clone());
            let kept = if keeps { self.kept_copy(Some(&path), id) } else { None };
            let path = Some(kept.unwrap_or(path));
            if !path.as_deref().is_some_and(is_built_in) {
                self.weights_files.push(ReadFile::new(path.clone(), name.clone()));
            }
            weights.push(WeightsFile { path, name, id });
        }
        if weights.is_empty() {
            let id = self.messages.files.add("built-in weights");
            weights.push(WeightsFile { path: None, name: "built in".to_owned(), id });
        }
        let before = self.messages.files.count();
        let mut read = read_weights(&weights, &mut self.messages);
        if self.unnamed.is_some() {
            // The files that these build on are named in them.
            for (position, base) in read.bases.iter_mut().enumerate() {
                base.name = format!("weights {}", weights.len() + position + 1);
            }
            self.messages.files.rename_from(before, "weights that others build on");
        }
        // A file that is given may be built on as well.
        let given = self.weights_files.len();
        for base in read.bases.into_iter().map(|base| ReadFile::new(base.path, base.name)) {
            if !self.weights_files[..given].iter().any(|file| file.is_same(&base)) {
                self.weights_files.push(base);
            }
        }
        read.weights
    }

    /// Files of a kind to read, each once; `twice` says what reading one again would do. Of a workbook, a sheet is read.
    pub(super) fn inputs(&mut self, paths: &[PathBuf], kind: TableKind, twice: &str) -> Vec<InputFile> {
        let mut inputs = Vec::new();
        if let Some(whole) = in_pieces(paths) {
            let name = self.name(Path::new(&whole), kind.name());
            let hint = "put quotation marks around a name with blanks";
            self.fault(name, "the name of this file is given in pieces", hint);
            return inputs;
        }
        for path in paths {
            let is_standard_input = path.as_os_str() == "-";
            let name = if is_standard_input { "standard input".to_owned() } else { self.name(path, kind.name()) };
            let id = self.messages.files.add(name.clone());
            let path = (!is_standard_input).then(|| path.clone());
            let mut input = InputFile { path, named: None, id };
            let mut file = ReadFile::new(input.path.clone(), name);
            let same: Vec<&ReadFile> = self.tables.iter().filter(|earlier| earlier.is_same(&file)).collect();
            // A workbook may have a sheet for each kind of table, but no sheet is read as two kinds.
            let sheets = same.iter().filter_map(|earlier| earlier.sheet.as_ref());
            let taken: Vec<&str> = sheets.filter(|(of, _)| *of != kind).map(|(_, sheet)| sheet.as_str()).collect();
            let asked = AskedSheets { named: &self.sheets, taken: &taken };
            let (kept, sheet) = input.open_workbook(kind, &asked, &mut self.messages).unzip();
            if let Some(ReadSheet { name, all, lists }) = sheet {
                self.sheets_there.extend(all);
                file.sheet = Some((kind, name));
                file.lists = lists.into_iter().map(|list| (id, list)).collect();
            }
            let kind_of = |file: &ReadFile| file.sheet.as_ref().map(|(kind, _)| *kind);
            if same.iter().any(|earlier| kind_of(earlier) == kind_of(&file)) {
                self.messages.faults.add(Fault::new(Place::whole(input.id), format!("this is given twice: {twice}")));
            }
            self.kept.extend(kept);
            self.tables.push(file);
            inputs.push(input);
        }
        inputs
    }

    /// Says where sheets are named, and none of the tables is a workbook that could have them. A sheet that no workbook has is a fault:
    /// another one may be read in its place.
    pub(super) fn check_sheets(&mut self) {
        if self.sheets.is_empty() {
            return;
        }
        if self.tables.iter().all(|table| table.sheet.is_none()) {
            let place = Place::whole(self.messages.files.add("--sheet"));
            self.messages.notices.add(place, "none of the files is a workbook, so no sheet is chosen");
            return;
        }
        let is_same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
        let is_there = |sheet: &&String| self.sheets_there.iter().any(|there| is_same(there, sheet));
        let Some(sheet) = self.sheets.iter().find(|sheet| !is_there(sheet)) else { return };
        let near = meant(sheet, self.sheets_there.iter().map(String::as_str));
        let hint = near.map(|near| format!("did you mean {}?", quoted(near)));
        let message = format!("no workbook has a sheet {}", quoted(sheet));
        // What could not be read may have it.
        if self.messages.faults.is_empty() {
            self.fault("--sheet", message, hint);
        }
    }

    /// Warns of lists on other sheets of a workbook, which nobody has asked to read: their hours may be missing.
    pub(super) fn warn_of_unread_lists(&mut self, inputs: &Inputs) {
        for (file, (id, list)) in self.tables.iter().flat_map(|file| file.lists.iter().map(move |list| (file, list))) {
            if self.tables.iter().any(|other| other.reads(list.kind, file)) {
                continue;
            }
            let (what, option, given) = match list.kind {
                TableKind::Reductions => ("list of reductions", "--reductions", &inputs.reductions),
                _ => ("staff list", "--staff", &inputs.staff),
            };
            let sheet = quoted(&list.sheet);
            let message = format!(
                "the sheet {sheet} has the headings of a {what} and is not read; {option} with this workbook reads it"
            );
            let place = Place::whole(*id);
            if list.is_said_there || !given.is_empty() {
                self.messages.notices.add(place, message);
            } else {
                let subject = Subject::Column(list.sheet.clone());
                self.messages.warnings.add_of(UNUSED_COLUMN, place, [subject], message);
            }
        }
    }

    pub(super) fn scenario(&mut self, path: &Path) -> FileId {
        let name = self.name(path, "scenario");
        let id = self.messages.files.add(name.clone());
        let file = ReadFile::new(Some(path.to_owned()), name);
        if self.tables.iter().any(|earlier| earlier.is_same(&file)) {
            let message = "this is given twice: its changes would be made twice";
            self.messages.faults.add(Fault::new(Place::whole(id), message));
        }
        self.tables.push(file);
        id
    }

    /// A workbook to read, which must be a file.
    #[cfg(feature = "workbooks")]
    pub(super) fn workbook(&mut self, path: &Path) -> FileId {
        let id = self.messages.files.add(path.display().to_string());
        let what = match std::fs::metadata(path) {
            _ if path.as_os_str() == "-" => Some("a workbook is a file, not standard input"),
            Err(_) => Some("there is no such file"),
            Ok(about) if about.is_dir() => Some("this is a folder, not a file"),
            Ok(about) if !about.is_file() => Some("a workbook is a file, not a pipe"),
            Ok(_) => None,
        };
        self.messages.faults.extend(what.map(|what| Fault::new(Place::whole(id), what)));
        self.tables.push(ReadFile::new(Some(path.to_owned()), path.display().to_string()));
        id
    }

    /// Keeps what comes through pipes, so that it can be read more than once.
    pub(super) fn keep_for_reading_again(&mut self, inputs: &mut [InputFile]) {
        for input in inputs {
            let Some(path) = self.kept_copy(input.path.as_deref(), input.id) else { continue };
            let name = self.messages.files.name(input.id).to_owned();
            if let Some(table) = self.tables.iter_mut().find(|table| table.name == name && table.path == input.path) {
                // What is redirected into standard input is still the file that is read.
                let real = table.real().map(Path::to_owned);
                *table = ReadFile { real: real.into(), ..ReadFile::new(Some(path.clone()), name) };
            }
            input.named = input.path.replace(path);
        }
    }

    /// Where a copy is kept of what comes through a pipe; `None` of a plain file, and where it cannot be kept, which is a
    /// fault.
    fn kept_copy(&mut self, path: Option<&Path>, id: FileId) -> Option<PathBuf> {
        if path.is_some_and(|path| !path.exists() || path.is_file() || path.is_dir()) {
            return None;
        }
        match keep(path) {
            Ok((kept, copy)) => {
                self.kept.push(kept);
                Some(copy)
            }
            Err(error) => {
                let message = format!("this cannot be kept to be read a second time: {}", plain_words(&error));
                self.messages.faults.add(Fault::new(Place::whole(id), message));
                None
            }
        }
    }

    /// No file may be both read and written: a report in place of its own caseload or weights would lose them.
    pub(super) fn refuse_overwriting(&mut self, output: Option<&Path>) {
        let Some(output) = replaced(output) else { return };
        let written = ReadFile::new(Some(output.to_owned()), String::new());
        let is_written = |file: &&ReadFile| file.path.as_deref() == Some(output) || file.is_same(&written);
        if let Some(file) = self.weights_files.iter().chain(&self.tables).find(is_written) {
            let hint = "give the output another name, so that nothing is lost";
            self.fault(file.name.clone(), "this file is an input and also the output", hint);
        }
    }

    /// What a page rests on: every file that was read, with its fingerprint.
    pub(super) fn evidence(&self) -> anyhow::Result<Vec<Evidence>> {
        let evidence = |ReadFile { path, name, before, .. }: &ReadFile| {
            // The built-in weights are no file, and a history that this run begins is none yet.
            let path = path.as_deref().filter(|path| path.exists())?;
            let read = fingerprint(path);
            if FileState::of(path) != *before {
                return Some(Err(anyhow!("{name}: the file changed while it was read; run this again")));
            }
            let read = read.map_err(|error| anyhow!("{name}: the file cannot be read: {}", plain_words(&error)));
            Some(read.map(|sha256| Evidence { file: name.clone(), sha256 }))
        };
        self.weights_files.iter().chain(&self.tables).filter_map(evidence).collect()
    }
}
