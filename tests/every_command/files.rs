//! The files on which every command is run. One name stands wherever a text can.

use std::process::Output;

use crate::command::Folder;

/// A name with nothing odd in it.
pub(super) const NAME: &str = "Zoë O'Hara";

/// Tables with work, hours and reductions, and columns that nothing uses, so that there is a notice of each. `…` is the name.
const TABLES: [(&str, &str); 4] = [
    (
        "caseload.csv",
        "region,pdu,team,officer,name,grade,contracted_hours,week,case_id,case_type,tier,status,task,count,Shoe …\n\
         …,…,…,A1,…,PO,37,2026-11-02,,community,A3,,,12,44\n\
         …,…,…,A1,…,PO,37,2026-11-09,,community,A3,,,12,44\n\
         …,…,…,A1,…,PO,37,2026-11-16,,community,A3,,,12,44\n\
         …,…,…,A1,…,PO,37,2026-11-16,X1,community,B2,,,,44\n\
         …,…,…,A1,…,PO,37,2026-11-16,…,licence,A3S,,,,44\n\
         …,…,…,A1,…,PO,37,2026-11-16,,,,,sdr,2,44\n\
         …,…,…,B2,Ben Clarke,PO,37,2026-11-02,,licence,B2,,,3,44\n\
         …,…,…,B2,Ben Clarke,PO,37,2026-11-16,,licence,B2,,,3,44\n\
         …,…,…,…,…,PSO,4,2026-11-16,…,licence,C1,,,,44\n\
         …,…,…,,,,,2026-11-16,,community,C3,,,4,44\n",
    ),
    (
        "staff.csv",
        "officer,name,grade,team,contracted_hours,Shoe …\nA1,…,PO,…,37,44\nB2,Ben Clarke,PO,…,37,44\nD4 …,…,PO,…,29.6,44\n",
    ),
    (
        "reductions.csv",
        "officer,team,reason,hours,percent,from,to,Shoe …\nA1,,nqo,,,2026-02-09,2026-11-30,44\n…,…,,1.5,,2026-02-09,,44\nE5 …,…,,,10,2026-02-09,,44\n",
    ),
    (
        "before.csv",
        "team,officer,name,grade,contracted_hours,week,case_type,tier,count\n…,A1,…,PO,37,2026-10-26,community,A3,12\n…,…,…,PSO,4,2026-10-26,licence,C1,1\n",
    ),
];

/// The names of those that people save; `before.csv` only makes the history.
const SAVED: [&str; 3] = ["caseload.csv", "staff.csv", "reductions.csv"];

/// Weights that have the version of built-in ones, of which there is a warning.
const WEIGHTS: &str = "extends = \"base.toml\"\nversion = \"hmpps-2021\"\nsource = …\n[limits]\nover = 109\n\
    [tasks.visit]\nname = …\nminutes = 30\n";
const BASE: &str = "extends = \"hmpps-2021\"\nversion = \"base\"\n";
const SCENARIO: &str = "[[change]]\nmove = [\"A1\", \"B2\", \"X1\"]\n[[change]]\njoin = […, \"PO\", \"37\"]\n";

/// A text in quotation marks, as TOML has it.
fn toml(text: &str) -> String {
    let escaped = text.chars().map(|character| format!("\\U{:08X}", u32::from(character)));
    format!("\"{}\"", escaped.collect::<String>())
}

/// A folder with all files that the command lines name.
pub(super) fn folder(name: &str) -> Folder {
    with_tables(name, str::to_owned)
}

/// The same, with the tables saved in another way.
fn with_tables(name: &str, saved: impl Fn(&str) -> String) -> Folder {
    let folder = Folder::new()
        .with("weights.toml", WEIGHTS.replace('…', &toml(name)))
        .with("base.toml", BASE)
        .with("scenario.toml", SCENARIO.replace('…', &toml(&format!("F6 {name}"))));
    let folder = TABLES.iter().fold(folder, |folder, (file, table)| folder.with(file, table.replace('…', name)));
    let output = folder.run("calc before.csv --history history.csv --record".split(' '));
    assert!(output.status.success(), "{}", crate::command::shown(&output));
    let folder = SAVED.into_iter().fold(folder, |folder, file| {
        let text = saved(&folder.read(file));
        folder.with(file, text)
    });
    #[cfg(feature = "workbooks")]
    let folder = folder.with("WMT_PS.xlsx", crate::import::workbook_of(name));
    folder
}

/// A way to save a table, by its name.
type Way = (&'static str, fn(&str) -> String);

/// How programs and people save tables.
const WAYS: [Way; 6] = [
    ("with a byte-order mark, CRLF and no last line end", |text| {
        format!("\u{feff}{}", text.trim_end().replace('\n', "\r\n"))
    }),
    ("with blank lines, also in front", |text| format!("\n\n{}", text.replace('\n', "\n\n"))),
    ("with every cell quoted", |text| text.lines().map(quoted).collect::<Vec<_>>().join("\r\n")),
    ("with rows and columns of commas from Excel", |text| format!("{},,,\n,,,\n", text.replace('\n', ",,\n"))),
    ("with spaces round the cells", |text| text.replace(',', " , ")),
    ("with semicolons", |text| text.replace(',', ";")),
];

fn quoted(line: &str) -> String {
    line.split(',').map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",")
}

/// A folder for each way, in which all tables are saved so.
pub(super) fn saved_otherwise() -> impl Iterator<Item = (&'static str, Folder)> {
    WAYS.into_iter().map(|(how, saved)| (how, with_tables(NAME, saved)))
}

/// What a run said, without what tells of the bytes of a file: lines, and fingerprints.
pub(super) fn without_places(output: &Output) -> String {
    let mut text = crate::command::shown(output);
    for before in [".csv:", "\"line\": "] {
        let parts: Vec<&str> = text.split(before).collect();
        let behind = parts[1..].iter().map(|part| part.trim_start_matches(|figure: char| figure.is_ascii_digit()));
        text = parts[0].to_owned() + &behind.collect::<String>();
    }
    let is_fingerprint = |word: &&str| word.chars().filter(char::is_ascii_hexdigit).count() >= 64;
    text.split_whitespace().filter(|word| !is_fingerprint(word)).collect::<Vec<_>>().join(" ")
}

/// What makes a file wrong, in words of a name, by the file to which it is added.
pub(super) fn wrong(name: &str) -> [(&'static str, String); 7] {
    let quoted = toml(name);
    [
        ("caseload.csv", format!("R,P,T,A1,,PO,37,2026-11-16,,community,{name},,,1,\n")),
        ("caseload.csv", format!("R,P,T,A1,,PO,37,{name},,community,A3,,,1,\n")),
        ("staff.csv", format!("A1,,{name},,37,\n")),
        ("reductions.csv", format!("A1,,{name},,,2026-02-09,{name},\n")),
        ("history.csv", format!("{}{name}\n", ",".repeat(12))),
        ("scenario.toml", format!("[[change]]\nleave = [{}]\n", toml(&format!("G7 {name}")))),
        ("weights.toml", format!("[cases.community]\n{quoted} = {quoted}\n")),
    ]
}

/// Whether a character makes a terminal or a page do something, or cannot be seen.
pub(super) fn is_steering(character: char) -> bool {
    let is_mark =
        matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    let is_unseen = matches!(character, '\u{ad}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..);
    is_mark || is_unseen || (character.is_control() && character != '\n')
}

/// The texts of an output: those of the parts of a workbook, or all of it.
pub(super) fn texts(bytes: &[u8]) -> Vec<String> {
    #[cfg(feature = "workbooks")]
    if bytes.starts_with(b"PK") {
        let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
        let parts = book.len();
        let part = |number| {
            let mut text = String::new();
            let part = &mut book.by_index(number).expect("a part");
            std::io::Read::read_to_string(part, &mut text).expect("UTF-8");
            text.replace("\r\n", "\n")
        };
        return (0..parts).map(part).collect();
    }
    vec![String::from_utf8(bytes.to_vec()).expect("UTF-8")]
}
