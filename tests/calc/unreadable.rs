//! Files that the fault corpus cannot hold: too large to keep, or not to be read.

use std::fs::{File, Permissions, set_permissions};

use crate::command::Folder;

const MIB: usize = 1 << 20;

#[test]
fn a_cell_of_a_mebibyte_is_a_fault_where_it_is_used_and_none_where_it_is_not() {
    let long = "x".repeat(MIB);
    let used = format!("officer,case_type,tier\nA1,{long},A3\n");
    let unused = format!("officer,grade,case_type,tier,notes\nA1,PO,community,A3,{long}\n");
    let folder = Folder::new().with("used.csv", used).with("unused.csv", unused);
    assert_eq!(
        folder.shown("calc used.csv"),
        "exit 2\n--- standard output\n--- standard error\n\
         used.csv:2: `case_type` is 1048576 bytes long; no cell may be so long\n  hint: is a quotation mark missing?\n"
    );
    assert!(folder.run(["calc", "unused.csv"]).status.success());
}

#[test]
#[cfg(unix)]
fn a_file_without_read_permission_is_a_fault() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new().with("caseload.csv", "officer,grade,case_type,tier\nA1,PO,community,A3\n");
    let path = folder.path().join("caseload.csv");
    set_permissions(&path, Permissions::from_mode(0o000)).expect("our own file");
    let shown = folder.shown("calc caseload.csv");
    // Whoever may read everything, such as root in a container, reads this too.
    if File::open(&path).is_ok() {
        assert!(shown.starts_with("exit 0\n"), "{shown}");
    } else {
        let fault = "caseload.csv: there is no permission to read the file\n  hint: ask its owner for permission\n";
        assert_eq!(shown, format!("exit 2\n--- standard output\n--- standard error\n{fault}"));
    }
}

#[test]
#[cfg(unix)]
fn weights_that_never_end_are_refused() {
    let folder = Folder::new().with("caseload.csv", "officer,grade,case_type,tier\nA1,PO,community,A3\n");
    let fault = "/dev/zero: the file is larger than 16 MiB, which is too large for weights\n  hint: was it given in place of another?\n";
    assert_eq!(
        folder.shown("calc caseload.csv --weights /dev/zero"),
        format!("exit 2\n--- standard output\n--- standard error\n{fault}")
    );
}

#[test]
fn lines_of_weights_that_are_no_toml_are_told_one_by_one_and_counted() {
    let row = |row| format!("A{row} PO 37\n");
    let rows: String = (0..5_000).map(row).collect();
    let folder =
        Folder::new().with("caseload.csv", "officer,grade,case_type,tier\nA1,PO,community,A3\n").with("bad.toml", rows);
    let shown = folder.shown("calc caseload.csv --weights bad.toml");
    assert!(shown.contains("\nbad.toml:20: `A19 PO 37` cannot be read as TOML\n"), "{shown}");
    assert!(shown.ends_with("and 4980 more, 5000 faults in all\n"), "{shown}");
}
