//! Reading weights files: TOML into checked policy. docs/weights.md and the built-in file say what each key means.

mod built_in;
mod changed;
mod checks;
mod hours;
mod names;
mod reading;
mod values;

use std::io::Read;
use std::path::{Path, PathBuf};

use foldhash::HashMap;

use crate::fault::{Fault, FileId, Messages, Place, SAME_VERSION, named};
use crate::files::real_path;
use crate::model::{DatedWeights, Weights};
use crate::units::Week;

use super::table::{Content, count_breaks, open, unreadable};

pub(crate) use built_in::{BUILT_IN, is_built_in};
pub(crate) use changed::{changed_weights, has_value};

/// A weights file to read; the built-in weights where there is no path.
#[derive(Debug, Clone)]
pub struct WeightsFile {
    /// Its path, or the version of built-in weights.
    pub path: Option<PathBuf>,
    /// Its name in faults and on reports.
    pub name: String,
    /// Its number among the files of the run.
    pub id: FileId,
}

/// What was read of weights.
#[derive(Debug)]
pub struct ReadWeights {
    /// The weights; `None`, with faults added, unless all of them are sound.
    pub weights: Option<DatedWeights>,
    /// The files that those given build on.
    pub bases: Vec<WeightsFile>,
}

/// Reads weights files. Each holds from its own week on.
pub fn read_weights(inputs: &[WeightsFile], messages: &mut Messages) -> ReadWeights {
    let mut reader = WeightsReader { messages, reading: Vec::new(), bases: Vec::new(), read: HashMap::default() };
    let mut read: Vec<Weights> = Vec::new();
    // The first file from each week, and the first with each version.
    let (mut from, mut versions) = (HashMap::<Week, usize>::default(), HashMap::<String, usize>::default());
    for input in inputs {
        let Some(weights) = reader.file(input) else { continue };
        if let Some(earlier) = from.get(&weights.from).map(|earlier| &read[*earlier]) {
            let (week, other) = (weights.from, &earlier.origin);
            let fault =
                Fault::new(Place::whole(input.id), format!("it holds from the week {week}, and so does {other}"));
            reader.messages.faults.add(fault.hint("the weeks from which weights files hold must differ"));
        }
        let version = weights.version.trim().to_ascii_lowercase();
        let named_so = versions.get(&version).map(|earlier| &read[*earlier]);
        let other = named_so.filter(|earlier| !weights.has_values_of(earlier));
        let other = other.map(|earlier| format!("of {},", earlier.origin));
        let built_in = || "of the built-in weights,".to_owned();
        let other = (input.path.is_some() && contradicts_built_in(&weights)).then(built_in).or(other);
        if let Some(other) = other {
            let message = format!("it has the version {} {other} but other values", weights.version);
            reader.messages.warnings.add(SAME_VERSION, Place::whole(input.id), message);
        }
        from.entry(weights.from).or_insert(read.len());
        versions.entry(version).or_insert(read.len());
        read.push(weights);
    }
    let bases = reader.bases;
    let is_sound = messages.faults.is_empty() && !read.is_empty();
    ReadWeights { weights: is_sound.then(|| DatedWeights::new(read)), bases }
}

/// Whether weights have the version of a set that is built in, in whatever case, and other values.
fn contradicts_built_in(weights: &Weights) -> bool {
    // On a report nobody tells `hmpps_2021` from `hmpps-2021`.
    let letters = |version: &str| version.to_lowercase().replace(|letter: char| !letter.is_alphanumeric(), "");
    let version = letters(&weights.version);
    let mut sets = built_in::SETS.iter().filter(|(known, _)| letters(known) == version);
    sets.any(|(version, text)| !weights.has_values_of(&built_in_set(version, text)))
}

pub(crate) fn built_in_sets() -> Vec<Weights> {
    built_in::SETS.iter().map(|(version, text)| built_in_set(version, text)).collect()
}

fn built_in_set(version: &str, text: &str) -> Weights {
    let mut messages = Messages::default();
    let file = WeightsFile { path: None, name: "built in".to_owned(), id: messages.files.add(version) };
    let mut reader =
        WeightsReader { messages: &mut messages, reading: Vec::new(), bases: Vec::new(), read: HashMap::default() };
    reader.text(text, &file).expect("the weights built in are sound")
}

/// Reads weights files with those that they build on.
struct WeightsReader<'m> {
    messages: &'m mut Messages,
    /// The files that are being read, each building on the next: their real paths and their names.
    reading: Vec<(PathBuf, String)>,
    /// The files that others build on, each once.
    bases: Vec<WeightsFile>,
    /// What they say, by their real paths.
    read: HashMap<PathBuf, Option<Weights>>,
}

impl WeightsReader<'_> {
    /// Reads a file. `None`, having added faults, where it has no sound weights.
    fn file(&mut self, input: &WeightsFile) -> Option<Weights> {
        let of_path = input.path.as_deref().map_or(Some(BUILT_IN), built_in::named);
        if let Some(text) = of_path {
            let built_in = WeightsFile { name: "built in".to_owned(), ..input.clone() };
            return self.text(text, &built_in);
        }
        let path = input.path.as_deref()?;
        match read_text(path, input.id) {
            Ok(text) => {
                self.reading.push((real_path(path).unwrap_or_else(|| path.to_owned()), input.name.clone()));
                let weights = self.text(&text, input);
                self.reading.pop();
                weights
            }
            Err(fault) => {
                self.messages.faults.add(if path.exists() { fault } else { fault.hint(built_in::hint()) });
                None
            }
        }
    }

    /// Reads the weights that a file builds on: those built in, by their version, or a file beside it.
    fn base(&mut self, extends: &str, place: Place, of: &WeightsFile) -> Option<Weights> {
        if let Some(text) = built_in::of_version(extends) {
            let id = self.messages.files.add("built-in weights");
            return self.text(text, &WeightsFile { path: None, name: "built in".to_owned(), id });
        }
        let beside = |file: &Path| file.parent().unwrap_or(Path::new("")).join(extends);
        let (path, name) = (beside(of.path.as_deref()?), beside(Path::new(&of.name)).display().to_string());
        let real = real_path(&path);
        let circle = self.reading.iter().position(|(reading, _)| Some(reading) == real.as_ref());
        let fault = if self.reading.len() >= MOST_BUILT {
            Some(Fault::new(place, format!("more than {MOST_BUILT} weights files build on one another")))
        } else if let Some(first) = circle {
            let names = self.reading[first..].iter().map(|(_, name)| named(name)).chain([named(&name)]);
            let names = names.collect::<Vec<_>>().join(" → ");
            Some(Fault::new(place, format!("`extends` goes in a circle: {names}")))
        } else if !path.exists() {
            let fault = Fault::new(place, format!("`extends` names {}, but there is no such file", named(&name)));
            Some(fault.hint(built_in::hint()))
        } else if !path.is_file() {
            // A pipe can be read only once, and explanations read every file again.
            Some(Fault::new(place, format!("`extends` names {}, which is not an ordinary file", named(&name))))
        } else {
            None
        };
        if let Some(fault) = fault {
            self.messages.faults.add(fault);
            return None;
        }
        if let Some(read) = real.as_ref().and_then(|real| self.read.get(real)) {
            return read.clone();
        }
        let base = WeightsFile { id: self.messages.files.add(name.clone()), path: Some(path), name };
        self.bases.push(base.clone());
        let read = self.file(&base);
        self.read.extend(real.map(|real| (real, read.clone())));
        read
    }
}

/// The most weights files that may build on one another, each on the next.
const MOST_BUILT: usize = 100;

/// The most bytes of a weights file, so that one that never ends is refused.
const MOST_BYTES: u64 = 16 << 20;

pub(super) fn read_text(path: &Path, file: FileId) -> Result<String, Fault> {
    let place = Place::whole(file);
    let mut bytes = Vec::new();
    let mut start = open(Some(path), Content::Toml, place)?.take(MOST_BYTES + 1);
    start.read_to_end(&mut bytes).map_err(|error| unreadable(&error, place))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_BYTES) {
        let fault = Fault::new(place, "the file is larger than 16 MiB, which is too large for weights");
        return Err(fault.hint("was it given in place of another?").unreadable());
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let place = Place::new(file, count_breaks(valid) + 1);
        Fault::new(place, "this is not UTF-8, which TOML must be").hint("save the file as UTF-8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_has_the_version_it_is_named_by() {
        for ((version, _), weights) in built_in::SETS.iter().zip(built_in_sets()) {
            assert_eq!(weights.version, *version);
        }
    }

    #[test]
    fn the_built_in_grades_and_statuses_say_what_is_special_of_them() {
        let weights = &built_in_sets()[0];
        let tiers = &weights.case_types.get("licence").expect("a case type").tiers;
        let may_hold = |grade: &str, tier: &str| {
            let tier = tiers.position(tier).expect("a tier");
            weights.grades.get(grade).expect("a grade").may_hold(tiers, tier)
        };
        assert_eq!(["A3", "B0", "C3", "untiered"].map(|tier| may_hold("PSO", tier)), [false, false, true, true]);
        assert!(may_hold("PO", "A3"));
        let trainees: Vec<&str> =
            weights.grades.iter().filter(|(_, grade)| grade.is_trainee).map(|(name, _)| name).collect();
        assert_eq!(trainees, ["TPO"]);
        let no_flags: Vec<&str> =
            weights.statuses.iter().filter(|(_, status)| !status.is_flag).map(|(name, _)| name).collect();
        assert_eq!(no_flags, ["active", "warrant"]);
    }
}
