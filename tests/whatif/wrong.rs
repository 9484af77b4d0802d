//! Changes that cannot be made, with what to do.

use super::{ROWS, folder, with_rows, wrong};

#[test]
fn the_hint_for_somebody_who_is_gone_is_their_last_week() {
    let folder = with_rows(&[&ROWS[..], &["G1,Gwen,PO,North,R1,37,2026-11-09,,community,A3,,,1,"]].concat());
    for who in ["g1", "Gwen", "G1 Gwen"] {
        let faults = wrong(&folder, &["--give", who, "1 sdr"]);
        assert!(faults.ends_with("hint: the last week of `G1 Gwen` is 2026-11-09\n"), "{faults}");
    }
}

#[test]
fn every_value_that_cannot_be_set_is_a_fault() {
    let faults = wrong(&folder(), &["--set", "tasks.sd", "6h", "--set", "limits.over", "0.9"]);
    assert!(faults.contains("--set: `tasks.sd` is not a value") && faults.contains("--set: `limits.over`"), "{faults}");
}
