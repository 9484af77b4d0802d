//! Names that a spreadsheet, a terminal or Markdown would act upon.

use super::{folder, parsed, stdout};

#[test]
fn control_characters_reach_no_page_and_no_fault() {
    // Escape, the one-character CSI, bell, delete, the mark that writes from right to left, and what cannot be seen.
    let name = "Nia\u{1b}[2J\u{9b}31m\u{7}\u{7f}\u{202e}\u{ad}\u{61c}\u{200b}\u{2066}\u{feff}\u{fff9}\u{e0041}Frost";
    let folder = folder(format!(
        "officer,name,team,contracted_hours,week,case_type,tier\n{name},{name},{name},40,2026-11-16,community,high\n\
         {name},{name},{name},40,2026-11-09,community,low\nB2,{name},,40,2026-11-16,,\n"
    ));
    let steers = |character: &char| {
        (character.is_control() && *character != '\n')
            || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{206f}' | '\u{feff}'..='\u{fffb}' | '\u{e0000}'..)
    };
    for format in ["table", "json", "markdown"] {
        let run = ["explain", name, "caseload.csv", "--since", "2026-11-09", "--format", format];
        let text = stdout(&folder, &run);
        assert!(text.contains("Nia") && text.contains("Frost"), "{text}");
        assert_eq!(text.chars().find(steers), None, "{format}");
    }
    for asked in [format!("{name}x"), name.to_uppercase()] {
        let said = folder.run(["explain", &asked, "caseload.csv"]);
        assert_eq!(said.status.code(), Some(2));
        assert_eq!(String::from_utf8_lossy(&said.stderr).chars().find(steers), None);
    }
}

#[test]
fn json_keeps_names_as_they_are() {
    for name in ["=1+1", "@SUM(A1)", "-5", "Frost \"Nia\"", "Nia\u{1b}Frost"] {
        let cell = name.replace('"', "\"\"");
        let folder = folder(format!("officer,name,contracted_hours,case_type\nA1,\"{cell}\",40,\n"));
        let json = parsed(&stdout(&folder, &["explain", "A1", "caseload.csv", "--format", "json"]));
        assert_eq!(json["name"], name);
    }
}

#[test]
fn a_name_that_begins_like_a_formula_is_found_and_shown_as_it_is() {
    let folder = folder("officer,name,contracted_hours,case_type\n=A1,+Nia,40,\n");
    for asked in ["=A1", "+nia"] {
        let text = stdout(&folder, &["explain", asked, "caseload.csv"]);
        assert!(text.starts_with("=A1 +Nia, undated"), "{text}");
    }
}

#[test]
fn names_do_not_become_markup() {
    let folder = folder(
        "officer,name,team,contracted_hours,week,case_type,tier\nA1,a|b *c* <i> `d`,x|y,40,2026-11-16,community,high\n",
    );
    let text = stdout(&folder, &["explain", "A1", "caseload.csv", "--format", "markdown"]);
    assert!(text.starts_with("**A1 a\\|b \\*c\\* \\<i\\> \\`d\\`, x\\|y, week 2026-11-16"), "{text}");
    assert!(!text.contains("<i>"), "{text}");
}
