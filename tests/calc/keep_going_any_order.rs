//! `--keep-going` says the same in any order of rows, on any number of threads, and whatever is faulty beside the others.

use serde_json::Value;

use super::keep_going::{folder, kept_going, row, weeks};
use crate::command::Folder;

#[test]
fn the_list_is_complete_and_the_same_with_any_number_of_threads() {
    // More than three megabytes, because a smaller file is read on one thread.
    let sound: String =
        (0..80_000).map(|number| row(&format!("A{:03}", number % 300), "R1", "2026-11-16", 11)).collect();
    let bad =
        |number: u32| row(&format!("B{:03}", number % 400), "R1", "2026-11-16", 1).replace("A3", &format!("Z{number}"));
    let bad: String = (0..2_000).map(bad).collect();
    let rows = format!("{bad}{sound}{bad}");
    assert!(rows.len() > 3 << 20, "{} bytes", rows.len());
    let folder = folder(rows);
    let run = |threads: u8| {
        let arguments = format!("calc c.csv --keep-going --format json --threads {threads}");
        let output = folder.run(arguments.split_whitespace());
        (output.stdout, String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let (one, four) = (run(1), run(4));
    assert!(one == four, "{}\n{}", one.1, four.1);
    assert!(one.1.ends_with("and 3960 more, 4000 faults in all\n"), "{}", one.1);
    let summary = serde_json::from_slice::<Value>(&one.0).expect("JSON")["summary"].take();
    let all = summary["not_worked_out"].as_array().expect("a list");
    assert_eq!((all.len(), &all[399]["faults"], &all[399]["line"]), (400, &10.into(), &401.into()));
    assert_eq!(summary["total"]["officers"], 300);
}

/// Faults of some do not change what others have: their rows are those of the file without the faulty ones.
#[test]
fn the_others_have_the_rows_that_they_have_without_the_faulty() {
    let patterns = ["oooo", "wwoo", "o.oo", "w..o", "wwww"];
    let sound: String =
        (0..10).map(|number| weeks(&format!("A{number}"), ["R1", "R2"][number % 2], patterns[number % 5])).collect();
    for formats in ["csv", "json", "table", "markdown"] {
        let folder = folder(&sound);
        let run = |options: &str| folder.run(format!("calc c.csv --format {formats} {options}").split_whitespace());
        for by in ["", "--by team", "--by all"] {
            assert_eq!(run(by), run(&format!("{by} --keep-going")));
        }
    }
    let all = kept_going(&folder(&sound), "").0;
    for bad in ["x...", "..x.", "...x", "d...", "...d", "xxxx"] {
        let rows = weeks("B1", "R1", bad) + &sound + &weeks("B2", "R2", bad);
        let (found, ..) = kept_going(&folder(rows), "");
        for officer in all.column("officer") {
            let columns = ["capacity_percent", "weeks_over", "standing", "previous_percent", "team", "work_hours"];
            assert_eq!(found.of(officer, columns), all.of(officer, columns), "{bad} {officer}");
        }
    }
}

/// What rows disagree on is known of nobody, whichever of them comes first.
#[test]
fn rows_that_disagree_say_the_same_in_any_order() {
    let headings = "officer,name,grade,team,pdu,contracted_hours,week,case_type,tier,count\n";
    let rows = [
        "A1,Amy Bell,PO,R1,North,37,2026-11-16,community,A3,3\n",
        "A1,Ann Ball,PSO,R1,South,30,2026-11-16,community,A3,3\n",
        "B1,Ben,PO,R1,North,37,2026-11-16,community,A3,3\n",
    ];
    let report = |order: [usize; 3], by: &str| {
        let text = headings.to_owned() + &order.map(|at| rows[at]).concat();
        let output =
            Folder::new().with("c.csv", text).run(["calc", "c.csv", "--keep-going", "--format", "csv", "--by", by]);
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    for by in ["officer", "grade", "pdu"] {
        let first = report([0, 1, 2], by);
        for order in [[1, 0, 2], [2, 1, 0], [1, 2, 0]] {
            assert_eq!(report(order, by), first, "{by}");
        }
    }
    // The PDU is that of the others of the team.
    let of_a1 = "2026-11-16,,North,R1,A1,,,,,,,,,,not worked out,hmpps-2021,";
    assert!(report([0, 1, 2], "officer").contains(&of_a1.to_owned()));
}
