//! Names that a spreadsheet or Markdown would act upon.

use super::{folder, parsed, stdout};

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
        "officer,name,team,contracted_hours,week,case_type,tier\nA1,a|b *c* <i> `d` R&amp;D $x$ #1 ~~y~~ \\z,x|y,40,2026-11-16,community,high\n",
    );
    let text = stdout(&folder, &["explain", "A1", "caseload.csv", "--format", "markdown"]);
    assert!(
        text.starts_with(
            "**A1 a\\|b \\*c\\* \\<i\\> \\`d\\` R\\&amp;D \\$x\\$ \\#1 \\~\\~y\\~\\~ \\\\z, x\\|y, week 2026-11-16"
        ),
        "{text}"
    );
    assert!(!text.contains("<i>"), "{text}");
}
