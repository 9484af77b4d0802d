//! Whom a change makes excessive is named, whoever is chosen.

use serde_json::Value;

use super::{folder, given, json};

/// By hand: 13 A3 cases, two C1 and 60 minutes are 8,394 minutes of 6,526.8.
#[test]
fn whoever_is_not_chosen_and_stands_otherwise_is_named() {
    let changes = ["--move", "A1", "B1", "8 community A3", "--officer", "A1"];
    let text = given(&folder(), &changes);
    assert!(text.contains("Outside  not chosen, and changed too: B1 Ben Clarke (52.9% → 128.6%, within →"), "{text}");
    let outside = &json(&folder(), &changes)["summary"]["outside_choice"];
    let standings = [&outside[0]["officer"], &outside[0]["standing_after"], &outside[1]].map(Value::as_str);
    assert_eq!(standings, [Some("B1"), Some("over"), None]);
    let nobody = given(&folder(), &["--give", "B1", "8 community A3", "--officer", "A1"]);
    assert!(nobody.contains("Nobody chosen changes.") && nobody.contains("Outside "), "{nobody}");
    // Who is chosen is not outside, and who keeps their standing is not named.
    for chosen in ["A1", "B1"] {
        let text = given(&folder(), &["--move", "A1", "B1", "1 community A3", "--officer", chosen]);
        let is_named = chosen == "B1";
        assert_eq!(text.contains("Outside  not chosen, and changed too: A1"), is_named, "{chosen}: {text}");
    }
    assert!(!given(&folder(), &["--move", "A1", "B1", "8 community A3"]).contains("Outside"));
}
