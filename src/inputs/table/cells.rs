//! One cell of a row by its column: its text, and the value it stands for.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::delimited::is_error;
use crate::fault::{Fault, Faults, Hint, Place, quoted};
use crate::units::{Decimal, Hours, Minutes, NotDate, NotDecimal, Percent, Week, parse_date, parse_last_day};

use super::columns::{Column, Columns};
use super::row::{Row, SEPARATOR};
use super::text::{Encoding, is_blank, trimmed, trimmed_noting};

/// Reads the cells of one row into values, and adds a fault for each that has none.
pub(crate) struct Cells<'a> {
    pub(crate) row: Row<'a>,
    pub(crate) columns: &'a Columns,
    pub(crate) place: Place,
    pub(crate) faults: &'a mut Faults,
    pub(crate) encoding: &'a mut Encoding,
    /// The week of the row and the version of the weights in which its names are looked up, where there are several.
    pub(crate) looked_up: Option<(Week, &'a str)>,
}

impl<'a> Cells<'a> {
    /// The most bytes of a cell. No name, code or number in use is longer.
    pub(crate) const LONGEST: usize = 1_000;

    /// Reads cells of a row of which all that is wrong is known: no fault is added.
    pub(crate) fn silent<T>(row: Row, columns: &Columns, place: Place, read: impl FnOnce(&mut Cells) -> T) -> T {
        let (mut faults, mut encoding) = (Faults::keeping(1), Encoding::default());
        read(&mut Cells { row, columns, place, faults: &mut faults, encoding: &mut encoding, looked_up: None })
    }

    pub(crate) fn fault(&mut self, message: impl Into<String>, hint: impl Into<Hint>) {
        let fault = Fault::new(self.place, message);
        self.faults.add(Fault { hint: hint.into().0, ..fault });
    }

    /// Adds a fault on this row, whose hint takes a search of all known names.
    pub(crate) fn fault_searching(&mut self, message: impl Into<String>, hint: impl FnOnce() -> Option<String>) {
        let looked_up = self.looked_up;
        self.faults.add_searching(Fault::new(self.place, message), || {
            let Some((week, version)) = looked_up else { return hint() };
            let weights = format!("the weights of {week} are {version}");
            Some(match hint() {
                Some(hint) if hint.ends_with('?') => format!("{hint} {weights}"),
                Some(hint) => format!("{hint}; {weights}"),
                None => weights,
            })
        });
    }

    /// What the file calls a column, in backticks. Only what is known as a heading is one, so it names nobody.
    pub(crate) fn name(&self, column: Column) -> String {
        format!("`{}`", self.columns.heading(column))
    }

    /// The bytes of the cells that nothing is read from, one behind the other.
    pub(crate) fn unused(&self) -> Vec<u8> {
        let unused = self.row.cells().enumerate().filter(|(position, _)| !self.columns.uses(*position));
        unused.flat_map(|(_, cell)| [&*cell, b"\n"].concat()).collect()
    }

    /// Whether a cell has nothing in it but white space.
    pub(crate) fn is_blank(&self, column: Column) -> bool {
        let bytes = self.columns.bytes(self.row, column);
        is_blank(&bytes)
            || (column == Column::Name && unread(&bytes, column).is_none() && says_nothing(&trimmed(bytes)))
    }

    /// The text of a cell; `None` where it is blank or too long, which is a fault.
    pub(crate) fn text(&mut self, column: Column) -> Option<Cow<'a, str>> {
        let bytes = self.columns.bytes(self.row, column);
        if bytes.len() > Self::LONGEST {
            let (name, length) = (self.name(column), bytes.len());
            let hint = "is a quotation mark missing?".to_owned();
            self.fault(format!("{name} is {length} bytes long; no cell may be so long"), Some(hint));
            return None;
        }
        let has_blank_first = bytes.first().is_some_and(|first| *first != b'"');
        let text = trimmed_noting(bytes, self.place, self.encoding);
        if text.starts_with('"') && has_blank_first {
            let hint = "leave no space before a quotation mark";
            let name = self.name(column);
            self.fault(format!("{name} has a space before its quotation mark, so the mark counts as text"), hint);
            return None;
        }
        if let Some((what, hint)) = unread(text.as_bytes(), column) {
            self.fault(format!("{} is {what}", self.name(column)), hint);
            return None;
        }
        if says_nothing(&text) {
            if column != Column::Name {
                let unknown = "says that nothing is known";
                let (what, hint) = match column {
                    _ if is_ditto(&text) => ("stands for the cell above", "write the cell out in every row"),
                    Column::Count => (unknown, "write the number of cases or tasks: a blank count is 1"),
                    Column::Tier => (unknown, "leave the cell blank where nothing is known: a blank tier is untiered"),
                    _ => (unknown, "leave the cell blank where nothing is known"),
                };
                let message = format!("{} is {}, which {what}", self.name(column), quoted(&text));
                self.fault(message, hint);
            }
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// Hours a week, where the cell is not blank.
    pub(crate) fn hours(&mut self, column: Column) -> Option<Hours> {
        self.quantity(column, Hours::new, "hours a week", Hours::MOST)
    }

    /// A share of something, where the cell is not blank: 0 to 100 per cent.
    pub(crate) fn percent(&mut self, column: Column) -> Option<Percent> {
        let (number, text) = self.number(column)?;
        let percent = Percent::new(number);
        let (name, text) = (self.name(column), quoted(&text));
        if number < Decimal::whole(0) || number > Decimal::whole(100) {
            self.fault(format!("{name} is {text}, but a percentage is from 0 to 100"), None);
            return None;
        }
        if number > Decimal::whole(0) && number < Decimal::whole(1) {
            let hint = "write 10 for 10 per cent; a spreadsheet keeps a cell that shows 10% as 0.1";
            self.fault(format!("{name} is {text}, which is less than 1 per cent"), hint);
            return None;
        }
        if percent.is_none() {
            self.fault(format!("{name} is {text}, but a percentage has at most two decimal places"), None);
        }
        percent
    }

    /// A date, where the cell is not blank.
    pub(crate) fn date(&mut self, column: Column) -> Option<Date> {
        self.day(column, parse_date)
    }

    /// A last day, where the cell is not blank; that of an ISO week is its Sunday.
    pub(crate) fn last_day(&mut self, column: Column) -> Option<Date> {
        self.day(column, parse_last_day)
    }

    fn day(&mut self, column: Column, parse: fn(&str) -> Result<Date, NotDate>) -> Option<Date> {
        let text = self.text(column)?;
        let date = parse(&text);
        if let (Ok(date), Column::Week | Column::From | Column::To) = (&date, column) {
            self.encoding.note_date(column != Column::Week, &text, *date, self.place);
        }
        if let Err(why) = &date {
            let name = self.name(column);
            let never_ends =
                || (column == Column::To).then(|| "leave it blank where the reduction does not end".to_owned());
            let hint = why.hint.clone().or_else(never_ends);
            self.fault(format!("{name} is {}, which is not a date: {}", quoted(&text), why.reason), hint);
        }
        date.ok()
    }

    /// Minutes a month, where the cell is not blank.
    pub(crate) fn minutes(&mut self, column: Column) -> Option<Minutes> {
        self.quantity(column, Minutes::new, "minutes a month", Minutes::MOST)
    }

    fn quantity<T>(&mut self, column: Column, read: fn(Decimal) -> Option<T>, what: &str, most: i32) -> Option<T> {
        let (number, text) = self.number(column)?;
        let quantity = read(number);
        if quantity.is_none() {
            let (name, text) = (self.name(column), quoted(&text));
            self.fault(format!("{name} is {text}, but {what} are from 0 to {most}"), None);
        }
        quantity
    }

    /// A whole number, where the cell is not blank, between minus and plus a million.
    pub(crate) fn count(&mut self, column: Column) -> Option<i64> {
        const MOST: i64 = 1_000_000;
        let (number, text) = self.number(column)?;
        let (whole, part) = (number.ten_thousandths() / Decimal::ONE, number.ten_thousandths() % Decimal::ONE);
        let (name, text) = (self.name(column), quoted(&text));
        if part != 0 {
            self.fault(format!("{name} is {text}, but it must be a whole number"), None);
        } else if whole.abs() > MOST {
            self.fault(format!("{name} is {text}, but a count is from -{MOST} to {MOST}"), None);
        } else {
            return Some(whole);
        }
        None
    }

    fn number(&mut self, column: Column) -> Option<(Decimal, Cow<'a, str>)> {
        let text = self.text(column)?;
        let has_decimal_comma = self.columns.separator != SEPARATOR && !text.contains('.');
        let plain = if has_decimal_comma { text.replacen(',', ".", 1).into() } else { text.clone() };
        let why = match Decimal::parse(&plain) {
            Ok(number) => match self.with_thousands_mark(column, &text) {
                None => return Some((number, text)),
                Some((whole, mark)) => {
                    let part = number.to_string().replace('.', mark);
                    let message = format!("{} is {}, which may be {whole} or {part}", self.name(column), quoted(&text));
                    // A count is a whole number, so only one of the two would do.
                    let is_whole = column == Column::Count && part.contains(mark);
                    let hint = if is_whole { format!("write {whole}") } else { format!("write {whole} or {part}") };
                    self.fault(message, hint);
                    return None;
                }
            },
            Err(NotDecimal::NotANumber) => NOT_A_NUMBER,
            Err(NotDecimal::TooManyPlaces) => "has more than four decimal places",
            Err(NotDecimal::TooLarge) => "is too large",
        };
        let hint = if column == Column::Percent && text.ends_with('%') {
            Some(format!(
                "write {}; in a spreadsheet, in a cell that is shown as a plain number",
                text.trim_end_matches('%').trim_end()
            ))
        } else if let Some(time) = time_in_words(&text, column) {
            Some(format!("write {time}"))
        } else if let Some(whole) = with_thousands(&text) {
            Some(format!("write {whole} without commas, or a decimal point"))
        } else if text.contains(',') {
            let with_point = text.replacen(',', ".", 1);
            let is_number = Decimal::parse(&with_point).is_ok();
            Some(if is_number { format!("write {with_point}, with a decimal point") } else { NO_COMMAS.to_owned() })
        } else {
            let of_grade = if column == Column::ContractedHours {
                "; a blank cell stands for the usual hours of the grade"
            } else {
                ""
            };
            let is_in_words = column.is_hours() && why == NOT_A_NUMBER;
            is_in_words.then(|| format!("write the hours a week as a number, such as 22.2{of_grade}"))
        };
        let (name, text) = (self.name(column), quoted(&text));
        self.fault(format!("{name} is {text}, which {why}"), hint);
        None
    }

    /// The whole number that `1.200` may be, and the decimal mark of the file: where semicolons separate cells, a point may
    /// separate thousands, and where tabs do, a comma too. Hours and per cent are never so many.
    fn with_thousands_mark(&self, column: Column, text: &str) -> Option<(String, &'static str)> {
        let (marks, decimal): (&[char], _) = match self.columns.separator {
            b';' => (&['.'], ","),
            b'\t' => (&['.', ','], "."),
            _ => return None,
        };
        let has_one = text.chars().filter(|mark| matches!(mark, '.' | ',')).count() == 1 && text.contains(marks);
        let may_be = has_one && !column.is_hours() && column != Column::Percent;
        if may_be { with_thousands(&text.replace('.', ",")).map(|whole| (whole, decimal)) } else { None }
    }
}

const NOT_A_NUMBER: &str = "is not a number";
const NO_COMMAS: &str = "write a decimal point, and no commas";

/// These stand for a cell of a workbook whose value the file does not have: a formula without a result, a number
/// without all its figures, an error that is stored as a number, or a value of which nothing says the type.
pub(super) const NO_RESULT: &[u8] = b"#FORMULA!";
pub(super) const TOO_LONG: &[u8] = b"#FIGURES!";
pub(super) const NUMBER_OF_ERROR: &[u8] = b"#NUMBER!";
pub(super) const UNTYPED: &[u8] = b"#UNTYPED!";

/// What gives a formula its result.
pub(super) const WORKED_OUT: &str = "open the workbook in a spreadsheet, which works it out, and save it";

/// What gives each value its type.
pub(super) const SAVE_AGAIN: &str = "open the workbook in LibreOffice and save it again, or save the sheet as CSV";

/// What such a cell is, and what mends it.
fn unread(cell: &[u8], column: Column) -> Option<(&'static str, &'static str)> {
    let mends = "open the workbook in a spreadsheet, mend the formula, and save it";
    match cell {
        NO_RESULT => Some(("a formula whose result is not in the file", WORKED_OUT)),
        TOO_LONG => Some((
            "a number with more figures than spreadsheets calculate with",
            "write numbers with fewer figures, and codes as texts",
        )),
        UNTYPED => Some(("a value without a type, so it cannot be read", SAVE_AGAIN)),
        NUMBER_OF_ERROR => Some(("an error that is stored as a number", mends)),
        [b'0'..=b'9', ..] if is_cut_short(cell) && column.is_number() => {
            Some(("a number with a power of ten", "write the number out, such as 21 for 2.1E+01"))
        }
        [b'0'..=b'9', ..] if is_cut_short(cell) => Some((
            "a number that a spreadsheet cut short, so its figures are lost",
            "set the column to text, and fetch the codes anew",
        )),
        _ => None,
    }
}

/// Whether a text is what spreadsheets write of a long number, such as `1.23457E+11`: several codes may have become one.
fn is_cut_short(cell: &[u8]) -> bool {
    let are_figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts = std::str::from_utf8(cell).ok().and_then(|text| text.split_once("E+"));
    parts.is_some_and(|(number, power)| {
        power.len() > 1 && are_figures(power) && are_figures(&number.replacen('.', "", 1))
    })
}

/// Whether a text is what databases, spreadsheets and people write where nothing is known. One without any letter or
/// figure, such as a dash or a ditto mark, names nothing either.
pub(crate) fn says_nothing(text: &str) -> bool {
    /// Spelt so, because people are called Null, Nan and Na.
    const WORDS: [&str; 8] = ["NULL", "null", "None", "nan", "NaN", "NA", "<NA>", "\\N"];
    const IN_ANY_CASE: [&str; 5] = ["N/A", "n.a.", "TBC", "(null)", "(blank)"];
    match text.as_bytes().first() {
        // Each row asks this of its case, so most texts are told by their first byte.
        Some(first) if !may_say_nothing(*first) => false,
        Some(_) if !text.contains(char::is_alphanumeric) => true,
        Some(b'#' | b'E' | b'F') => is_error(text),
        Some(_) => WORDS.contains(&text) || IN_ANY_CASE.iter().any(|word| text.eq_ignore_ascii_case(word)),
        None => false,
    }
}

/// Whether a text is made of marks that people write below a cell to repeat it.
fn is_ditto(text: &str) -> bool {
    text.chars().all(|mark| matches!(mark, '"' | '\'' | ',' | '“' | '”' | '„' | '‘' | '’' | '″' | '〃' | '´' | '`'))
}

/// Whether a text that begins with this byte may say that nothing is known.
pub(crate) const fn may_say_nothing(first: u8) -> bool {
    matches!(first, b'N' | b'n' | b'T' | b't' | b'E' | b'F') || !first.is_ascii_alphanumeric()
}

/// The whole number that a text such as `1,200` may be, without its commas.
fn with_thousands(text: &str) -> Option<String> {
    let mut parts = text.split(',');
    let first = parts.next().filter(|first| (1..=3).contains(&first.len()))?;
    let rest: Vec<&str> = parts.collect();
    let is_whole = !rest.is_empty() && rest.iter().all(|part| part.len() == 3);
    let whole = format!("{first}{}", rest.concat());
    (is_whole && whole.bytes().all(|byte| byte.is_ascii_digit())).then_some(whole)
}

/// The time that `37h`, `37 Hours`, `22h 12m`, `22h12`, `22:12` or `22:12:00` mean, as the number of hours or of minutes that the column
/// takes.
fn time_in_words(text: &str, column: Column) -> Option<Decimal> {
    if !column.is_hours() && column != Column::ExtraMinutes {
        return None;
    }
    let text = &text.to_lowercase();
    let minutes = if let Some((hours, rest)) = text.split_once(':') {
        let minutes = rest.strip_suffix(":00").unwrap_or(rest);
        let [hours, minutes]: [i64; 2] = [hours.trim().parse().ok()?, minutes.trim().parse().ok()?];
        (0..60).contains(&minutes).then_some(hours.checked_mul(60)?.checked_add(minutes)?)?
    } else {
        let duration = text.parse::<jiff::SignedDuration>();
        // The minutes of `22h12` have no unit.
        let with_unit = || format!("{text}m").parse().ok().filter(|_| text.contains('h'));
        let duration = duration.ok().or_else(with_unit)?;
        // What would be cut off is no hint.
        (duration.subsec_nanos() == 0 && duration.as_secs() % 60 == 0).then(|| duration.as_mins())?
    };
    let minutes = (0..=i64::from(Hours::MOST) * 60).contains(&minutes).then_some(minutes * Decimal::ONE)?;
    Some(Decimal::from_ten_thousandths(if column.is_hours() { (minutes + 30) / 60 } else { minutes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_what_is_not_known_are_spelt_so() {
        let words = "NULL|null|None|nan|NaN|NA|<NA>|(null)|\\N|n/a|N.A.|tbc|(Blank)|?|-|--|–|—|#|####|#N/A|#NV|#N/D\
                |#¡REF!|#VÆRDI!|#NÉV?|#NB|#I/T|#ÜBERLAUF!|#N/DISP|#HIÁNYZIK|#SPILL!|#DIV/0!|#ССЫЛКА!|#GETTING_DATA\
                |Err:502|Fehler:502|Error 2042|...|???|,,|''|〃|”|*|/|∑";
        for word in words.split('|') {
            assert!(says_nothing(word), "{word}");
        }
        for text in
            "Null|Nan|na|Na|none|Nat|#1|#12|#A1|#Team|Error|Err:|Error 2 b|A-|Ellis|(A1)|Ótila|李|'A|Σ|.5|٣".split('|')
        {
            assert!(!says_nothing(text), "{text}");
        }
    }
}
