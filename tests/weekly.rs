//! The cron recipe, `examples/weekly.sh`, run in a temporary folder with a `mail` that keeps what it is given.

use std::path::{Path, PathBuf};
use std::process::Output;

use crate::command::{Folder, repository, shell};

/// 17 community A1 cases at 438 minutes are 7,446 minutes for the 6,526.8 of 37 hours: 114.1 %. Fourteen are 94.0 %.
const OVER: u32 = 17;
const WITHIN: u32 = 14;

/// A folder as the recipe wants it, and beside it a place for mails.
struct Service {
    folder: Folder,
}

impl Service {
    fn new() -> Self {
        let folder = Folder::new();
        for name in ["snapshots", "mails", "bin"] {
            std::fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        let mail = "#!/bin/sh\n\
                    [ ! -e mails/broken ] || exit 1\n\
                    { echo \"$2 to $3\"; cat; } > \"mails/$(date +%s%N)\"\n";
        let service = Self { folder: folder.with("bin/mail", mail) };
        std::fs::set_permissions(service.at("bin/mail"), executable()).expect("permissions");
        service
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn snapshot(&self, date: &str, contents: &str) {
        std::fs::write(self.at(&format!("snapshots/caseload-{date}.csv")), contents).expect("a snapshot");
    }

    fn run(&self) -> Output {
        let script = repository().join("examples/weekly.sh");
        let command = format!("sh '{}' '{}' manager@example.org", script.display(), self.folder.path().display());
        shell(self.folder.path(), &command, &[self.at("bin")])
    }

    /// The mails so far, the oldest first.
    fn mails(&self) -> Vec<String> {
        let mut names: Vec<PathBuf> = files(&self.at("mails"));
        names.sort();
        names.iter().map(|name| std::fs::read_to_string(name).expect("a mail")).collect()
    }

    fn reports(&self) -> Vec<String> {
        let names = files(&self.at("reports")).into_iter();
        let mut names: Vec<String> =
            names.map(|name| name.file_name().expect("a name").to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

#[cfg(unix)]
fn executable() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o755)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
}

fn caseload(cases: u32) -> String {
    format!("officer,grade,case_type,tier,count\nN53-0412,PO,community,A1,{cases}\n")
}

const WEEKS: [&str; 4] = ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"];

#[test]
fn four_mondays_over_send_one_mail_and_running_twice_sends_no_other() {
    let service = Service::new();
    for (done, date) in WEEKS.iter().enumerate() {
        assert_eq!(service.mails().len(), 0, "before {date}");
        service.snapshot(date, &caseload(OVER));
        let output = service.run();
        assert_eq!((output.status.code(), service.reports().len()), (Some(0), done + 1), "{output:?}");
    }
    let mails = service.mails();
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].starts_with("Excessive, possible or gone: caseload-2026-11-16 to manager@example.org\n"),
        "{}",
        mails[0]
    );
    assert!(mails[0].contains("N53-0412 (4 weeks since 2026-10-26)"), "{}", mails[0]);
    let before = (service.folder.read("history.csv"), service.folder.read("reports/caseload-2026-11-16.csv"));
    assert_eq!(service.run().status.code(), Some(0));
    let after = (service.folder.read("history.csv"), service.folder.read("reports/caseload-2026-11-16.csv"));
    assert_eq!((before, service.mails().len()), (after, 1));
}

#[test]
fn a_warning_is_mailed_above_the_report_once() {
    let service = Service::new();
    service.snapshot(WEEKS[0], &(caseload(WITHIN) + "Total,,,,20\n"));
    assert_eq!(service.run().status.code(), Some(0));
    assert_eq!(service.run().status.code(), Some(0));
    let mails = service.mails();
    assert_eq!(mails.len(), 1);
    // The summary with the warning stands before the rows.
    let expected = "Figures to look at: caseload-2026-10-26 to manager@example.org\nEveryone, week 2026-10-26,";
    assert!(mails[0].starts_with(expected), "{}", mails[0]);
    let warning =
        mails[0].find("Warning    snapshots/caseload-2026-10-26.csv:3: `Total` is a total").expect("it is said");
    assert!(warning < mails[0].find("Officer ").expect("the rows"), "{}", mails[0]);
}

#[test]
fn a_new_file_with_the_rows_of_an_old_week_is_mailed() {
    let service = Service::new();
    for (done, date) in WEEKS[2..].iter().enumerate() {
        // The second file has the rows of the first week, which has a warning of its own and was mailed.
        let rows = "officer,grade,week,case_type,tier,count\nN53-0412,PO,2026-11-09,community,A1,14\nTotal,,,,,14\n";
        service.snapshot(date, rows);
        assert_eq!(service.run().status.code(), Some(0));
        assert_eq!(service.mails().len(), done + 1, "{date}");
    }
    let mail = service.mails().pop().expect("a mail");
    assert!(mail.starts_with("Figures to look at: caseload-2026-11-16 to "), "{mail}");
    assert!(mail.contains("(file-date)"), "{mail}");
}

/// A caseload of ten officers with two kinds of cases each.
fn ten_officers(cases: u32) -> String {
    let row = |officer: u32, tier: &str| format!("N{officer:02},PO,community,{tier},{cases}\n");
    let rows: String = (0..10).flat_map(|officer| ["A1", "B2"].map(|tier| row(officer, tier))).collect();
    format!("officer,grade,case_type,tier,count\n{rows}")
}

#[test]
fn the_file_of_another_week_under_a_new_name_is_mailed() {
    let service = Service::new();
    for (date, cases, mails) in [("2026-11-02", 4, 0), ("2026-11-09", 5, 0), ("2026-11-16", 5, 1)] {
        service.snapshot(date, &ten_officers(cases));
        assert!(service.run().status.success());
        assert_eq!(service.mails().len(), mails, "{date}: {:?}", service.mails());
    }
    let expected = "Figures to look at: caseload-2026-11-16 to manager@example.org\ncaseload-2026-11-16.csv has the same bytes as \
                    caseload-2026-11-09.csv; is it the export of another week?\n\nEveryone, week 2026-11-16";
    assert!(service.mails()[0].starts_with(expected), "{}", service.mails()[0]);
    // Neither a run without a new file nor one with the right file says it again.
    service.snapshot("2026-11-16", &ten_officers(6));
    for _ in 0..2 {
        assert!(service.run().status.success());
        assert_eq!(service.mails().len(), 1);
    }
}

#[test]
fn what_is_said_while_a_file_takes_the_place_of_another_is_mailed() {
    let service = Service::new();
    service.snapshot("2026-11-16", &ten_officers(5));
    assert!(service.run().status.success() && service.mails().is_empty());
    service.snapshot("2026-11-16", &ten_officers(2));
    assert!(service.run().status.success());
    let [mail] = &service.mails()[..] else { panic!("one mail: {:?}", service.mails()) };
    let expected = "Figures to look at: caseload-2026-11-16 to manager@example.org\nsnapshots/caseload-2026-11-16.csv:";
    assert!(mail.starts_with(expected) && mail.contains("(thin-week)\n\nEveryone, week 2026-11-16"), "{mail}");
}

#[test]
fn what_was_said_while_recording_is_mailed_by_the_next_run_where_the_mail_failed() {
    let service = Service::new();
    service.snapshot("2026-11-16", &ten_officers(5));
    assert!(service.run().status.success() && service.mails().is_empty());
    service.snapshot("2026-11-16", &ten_officers(2));
    std::fs::write(service.at("mails/broken"), "").expect("a file");
    assert_eq!(service.run().status.code(), Some(2));
    std::fs::remove_file(service.at("mails/broken")).expect("it was there");
    assert!(service.run().status.success());
    let [mail] = &service.mails()[..] else { panic!("one mail: {:?}", service.mails()) };
    assert!(mail.contains("fewer than half of the cases that the history has"), "{mail}");
    let left: Vec<PathBuf> =
        files(service.folder.path()).into_iter().filter(|file| file.to_string_lossy().contains(".said")).collect();
    assert_eq!(left, Vec::<PathBuf>::new());
}

#[test]
fn a_file_that_is_renamed_to_its_right_date_is_not_that_of_another_week() {
    let service = Service::new();
    service.snapshot("2026-11-17", &ten_officers(5));
    assert!(service.run().status.success());
    std::fs::rename(service.at("snapshots/caseload-2026-11-17.csv"), service.at("snapshots/caseload-2026-11-16.csv"))
        .expect("a name");
    assert!(service.run().status.success());
    assert_eq!(service.mails().len(), 0, "{:?}", service.mails());
}

#[test]
fn a_newer_file_without_the_teams_of_the_one_before_is_mailed() {
    let service = Service::new();
    let caseload = |team: &str, cases: u32| {
        format!("officer,team,grade,case_type,tier,count\n{team}1,{team},PO,community,A1,{cases}\n")
    };
    service.snapshot("2026-11-16", &caseload("R", WITHIN));
    assert_eq!((service.run().status.code(), service.mails().len()), (Some(0), 0));
    std::thread::sleep(std::time::Duration::from_millis(20));
    service.snapshot("2026-11-16-later", &caseload("S", WITHIN));
    for _ in 0..2 {
        assert_eq!(service.run().status.code(), Some(0));
        let mails = service.mails();
        assert_eq!(mails.len(), 1, "{mails:?}");
        assert!(mails[0].starts_with("Figures to look at: caseload-2026-11-16 to "), "{}", mails[0]);
        let apart =
            "\n1 officer of another team is in the history of the week 2026-11-16 and not in this report\n\nTeam S,";
        assert!(mails[0].contains(apart), "{}", mails[0]);
    }
    assert_eq!(service.folder.read("history.csv").lines().count(), 3);
    // A copy that keeps the time of its export is older than the report, and is taken as well.
    service.snapshot("2026-11-16-third", &caseload("T", WITHIN));
    let at = |path: &str| std::fs::File::options().write(true).open(service.at(path)).expect("a file");
    let written = std::fs::metadata(service.at("snapshots/caseload-2026-11-16-later.csv")).expect("a file");
    let later = written.modified().expect("a time") + std::time::Duration::from_millis(1);
    at("snapshots/caseload-2026-11-16-third.csv").set_modified(later).expect("a time is set");
    assert_eq!(service.run().status.code(), Some(0));
    assert_eq!((service.mails().len(), service.folder.read("history.csv").lines().count()), (2, 4));
}

#[test]
fn of_several_files_for_one_date_the_newest_by_time_counts() {
    let service = Service::new();
    service.snapshot("2026-11-16 (1)", &(caseload(OVER) + "Total,,,,20\n"));
    std::thread::sleep(std::time::Duration::from_millis(20));
    service.snapshot("2026-11-16", &(caseload(WITHIN) + "Total,,,,20\n"));
    let output = service.run();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(service.reports(), ["caseload-2026-11-16.csv"]);
    let mails = service.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(
        mails[0].contains(
            "\ncaseload-2026-11-16.csv is the newest file for its date; left out: caseload-2026-11-16 (1).csv\n"
        ),
        "{}",
        mails[0]
    );
    assert!(mails[0].contains(" within\n"), "{}", mails[0]);
    // A newer copy is worked out, and mailed once where it says something else.
    std::thread::sleep(std::time::Duration::from_millis(20));
    service.snapshot("2026-11-16 (2)", &(caseload(OVER) + "Total,,,,20\n"));
    assert_eq!(service.run().status.code(), Some(0));
    assert!(service.folder.read("reports/caseload-2026-11-16.csv").contains(",over,"));
    assert_eq!(service.run().status.code(), Some(0));
    let mails = service.mails();
    assert!(mails.len() == 2 && mails[1].contains(" over\n"), "{mails:?}");
}

#[test]
fn a_failure_is_mailed_once_and_again_when_the_file_is_another() {
    let service = Service::new();
    service.snapshot(WEEKS[0], &caseload(OVER).replace("A1", "A9"));
    for mails in [1, 1] {
        assert_eq!(service.run().status.code(), Some(2));
        assert_eq!(service.mails().len(), mails);
    }
    service.snapshot(WEEKS[0], &caseload(OVER).replace("A1", "A8"));
    assert_eq!(service.run().status.code(), Some(2));
    assert_eq!(service.mails().len(), 2);
}

#[test]
fn a_snapshot_that_is_wrong_is_mailed_records_nothing_and_is_taken_up_when_it_is_mended() {
    let service = Service::new();
    service.snapshot(WEEKS[0], &caseload(WITHIN));
    assert_eq!(service.run().status.code(), Some(0));
    let history = service.folder.read("history.csv");
    service.snapshot(WEEKS[1], &caseload(OVER).replace("A1", "A9"));
    assert_eq!(service.run().status.code(), Some(2));
    assert_eq!((service.folder.read("history.csv"), service.reports().len()), (history, 1));
    let mail = service.mails().pop().expect("a mail");
    assert!(mail.starts_with("No workload report: caseload-2026-11-02 to manager@example.org\n"), "{mail}");
    assert!(mail.contains("caseload-2026-11-02.csv:2: "), "{mail}");

    // The week after is worked out all the same, and the wrong one when it is mended.
    service.snapshot(WEEKS[2], &caseload(OVER));
    assert_eq!(service.run().status.code(), Some(2));
    assert_eq!(service.reports(), ["caseload-2026-10-26.csv", "caseload-2026-11-09.csv"]);
    service.snapshot(WEEKS[1], &caseload(OVER));
    assert_eq!(service.run().status.code(), Some(0));
    assert_eq!(service.reports().len(), 3);
    let weeks: Vec<String> =
        service.folder.read("history.csv").lines().skip(1).map(|line| line[..10].to_owned()).collect();
    assert_eq!(weeks, WEEKS[..3]);
}

#[test]
fn a_mail_that_could_not_be_sent_is_sent_by_the_next_run() {
    let service = Service::new();
    for date in &WEEKS {
        service.snapshot(date, &caseload(OVER));
    }
    std::fs::write(service.at("mails/broken"), "").expect("a file");
    assert_eq!(service.run().status.code(), Some(2));
    assert_eq!(service.reports().len(), 3);
    std::fs::remove_file(service.at("mails/broken")).expect("it is there");
    assert_eq!(service.run().status.code(), Some(0));
    assert_eq!((service.reports().len(), service.mails().len()), (4, 1));
}

#[test]
fn three_runs_at_once_are_as_one() {
    let service = Service::new();
    for date in &WEEKS {
        service.snapshot(date, &caseload(OVER));
    }
    std::thread::scope(|scope| {
        let runs = [(); 3].map(|()| scope.spawn(|| service.run()));
        for run in runs {
            let output = run.join().expect("a run");
            assert_eq!(output.status.code(), Some(0), "{output:?}");
        }
    });
    assert_eq!((service.reports().len(), service.mails().len()), (4, 1));
}

#[test]
fn a_folder_without_snapshots_is_said() {
    let service = Service::new();
    let output = service.run();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("there are no snapshots"));
}
