//! Weights with one value changed, which is read and checked as if it stood in a file that builds on them.

use crate::fault::{Fault, Messages, Place, quoted};
use crate::inputs::toml::{Document, Section};
use crate::model::{Names, Weights, nearest};
use crate::units::Decimal;

use super::WeightsFile;
use super::reading::weights;

/// Weights in which the value of a key is another: `tasks.oasys` is `10h`. `None`, having added a fault, where there is no such
/// key or the value cannot be its value.
pub(crate) fn changed_weights(
    of: &Weights,
    key: &str,
    value: &str,
    place: Place,
    messages: &mut Messages,
) -> Option<Weights> {
    let path = match path(of, key.trim()) {
        Ok(path) => path,
        Err(hint) => {
            let message = format!("{} is not a value of the weights {}", quoted(key), quoted(&of.version));
            messages.faults.add(Fault { hint, ..Fault::new(place, message) });
            return None;
        }
    };
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let path: Vec<String> = path.iter().map(|part| text(part)).collect();
    let value = value.trim();
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    let value = Decimal::parse(value).map_or_else(|_| text(value), |number| number.to_string());
    // A file that builds on others has a version of its own.
    let toml = format!("{} = {value}\nversion = {}\n", path.join("."), text(&format!("{} changed", of.version)));
    let before = messages.faults.count();
    let mut document = Document::new(&toml, place.file, &mut messages.faults).at(place);
    let table = document.parse();
    let input = WeightsFile { path: None, name: of.origin.clone(), id: place.file };
    let changed = weights(&mut document, Section::root(&table), Some(of), &input)?;
    (messages.faults.count() == before).then(|| Weights {
        version: of.version.clone(),
        source: of.source.clone(),
        ..changed
    })
}

pub(crate) fn has_value(weights: &Weights, key: &str) -> bool {
    path(weights, key.trim()).is_ok()
}

/// The keys of the sections in which a value stands in the file, with names as they are declared; or a hint at what may have
/// been meant.
fn path(of: &Weights, key: &str) -> Result<Vec<String>, Option<String>> {
    const SECTIONS: [&str; 7] = ["hours", "limits", "grades", "cases", "tasks", "status", "reductions"];
    const EXAMPLES: &str =
        "values are called `tasks.sdr`, `cases.community.A3`, `hours.non_attributable`, `limits.over`";
    let Some((section, rest)) = key.split_once('.') else { return Err(Some(EXAMPLES.to_owned())) };
    let parts = |parts: &[&str]| Ok(parts.iter().map(|part| (*part).to_owned()).collect());
    let in_two = || rest.rsplit_once('.').ok_or_else(|| Some(EXAMPLES.to_owned()));
    match section {
        // What is known in these sections is checked where they are read.
        "hours" | "limits" => parts(&[section, rest]),
        "cases" => {
            let (case_type, tier) = in_two()?;
            let position = of.case_types.position(case_type).ok_or_else(|| of.case_types.hint(case_type))?;
            let (case_type, tiers) = (of.case_types.name(position), &of.case_types.at(position).tiers);
            parts(&[section, case_type, declared(tiers, tier)?])
        }
        "tasks" => {
            let name = rest.strip_suffix(".minutes").unwrap_or(rest);
            parts(&[section, declared(&of.tasks, name)?, "minutes"])
        }
        "status" => parts(&[section, declared(&of.statuses, rest.strip_suffix(".percent").unwrap_or(rest))?]),
        "grades" => {
            let (grade, value) = in_two()?;
            parts(&[section, declared(&of.grades, grade)?, one_of(value, &["contracted_hours"])?])
        }
        "reductions" => {
            let (reason, value) = in_two()?;
            parts(&[section, declared(&of.reductions, reason)?, one_of(value, &["percent", "max_percent"])?])
        }
        _ => {
            let near = nearest(section, SECTIONS.into_iter()).filter(|(near, slips)| slips * 3 <= near.len());
            Err(Some(near.map_or_else(|| EXAMPLES.to_owned(), |(near, _)| format!("did you mean `{near}.{rest}`?"))))
        }
    }
}

/// A name as it is declared, or a hint at the one that may have been meant.
fn declared<'n, T>(names: &'n Names<T>, name: &str) -> Result<&'n str, Option<String>> {
    names.position(name).map(|position| names.name(position)).ok_or_else(|| names.hint(name))
}

fn one_of<'k>(key: &'k str, known: &[&str]) -> Result<&'k str, Option<String>> {
    if known.contains(&key) {
        Ok(key)
    } else {
        Err(Some(format!("what can be changed there is {}", known.join(" or "))))
    }
}
