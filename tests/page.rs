//! `wmt report`: a page that needs nothing else, and whose figures are those of `calc`.

use crate::command::{Folder, repository, shown};
use crate::report::stdout;

fn examples() -> Folder {
    let read = |name: &str| std::fs::read(repository().join("examples").join(name)).expect("an example");
    ["caseload.csv", "reductions.csv"].into_iter().fold(Folder::new(), |folder, name| folder.with(name, read(name)))
}

/// The page that a run writes.
fn page(folder: &Folder, arguments: &str) -> String {
    let output = folder.run(format!("report {arguments} --output page.html --quiet").split_whitespace());
    assert!(output.status.success() && output.stdout.is_empty(), "{arguments}: {}", shown(&output));
    folder.read("page.html")
}

/// The cells of the rows of the first table with this caption, without their tags.
fn rows(page: &str, caption: &str) -> Vec<Vec<String>> {
    let table = page.split(&format!("<caption>{caption}</caption>")).nth(1).expect(caption);
    let body = table.split("</table>").next().expect("the end of a table");
    let cell = |cell: &str| {
        let inside = cell.split_once('>').expect("the end of a tag").1;
        let parts = inside.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
        parts.collect::<String>().trim().to_owned()
    };
    let cells = |row: &str| {
        let row = row.replace("<th", "<td");
        row.split("<td").skip(1).map(|text| cell(text.split("</t").next().expect("the end of a cell"))).collect()
    };
    body.split("<tr>").skip(1).map(cells).collect()
}

#[test]
fn the_figures_of_the_page_are_those_of_calc() {
    let folder = examples();
    let page = page(&folder, "caseload.csv");
    let calc = stdout(&folder, "calc caseload.csv --format csv");
    let shown = rows(&page, "Officers by team");
    assert_eq!(shown[1], ["Riverside 1"]);
    for (row, cells) in calc.lines().skip(1).zip(&shown[2..]) {
        let columns: Vec<&str> = row.split(',').collect();
        let dash = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        let [officer, name, grade, available, work, percent, weeks, standing] =
            [4, 5, 6, 10, 11, 12, 13, 14].map(|at| columns[at]);
        let expected = [
            format!("{officer} {name} {grade}"),
            String::new(),
            dash(percent),
            work.to_owned(),
            available.to_owned(),
            dash(weeks),
            standing.to_owned(),
        ];
        assert_eq!(*cells, expected, "{row}");
    }
    assert_eq!(shown.len() - 2, calc.lines().count() - 1);
    let weeks = rows(&page, "Figures of each week");
    let trend = stdout(&folder, "trend caseload.csv --format csv");
    for (row, cells) in trend.lines().skip(1).zip(&weeks[1..]) {
        let columns: Vec<&str> = row.split(',').collect();
        let ends = (cells[0].as_str(), cells.last().map(|last| last.trim_end_matches(" %")));
        assert_eq!(ends, (columns[0], Some(columns[13])), "{row}");
    }
}

/// The rows of a grid: the letter of each week, by officer.
#[test]
fn the_grid_says_how_each_officer_stood_in_each_week() {
    let page = page(&examples(), "caseload.csv");
    let grid = rows(&page, "How each officer stood in each week");
    let letters = |name: &str| {
        let row = grid.iter().find(|row| row[0].ends_with(name)).expect(name);
        row[1..].concat()
    };
    // Dev Khan has no rows in the fourth week, and is possible in the last one.
    assert_eq!(
        (letters("Amy Bell"), letters("Dev Khan"), letters("Gwen Lewis")),
        ("–oooEE".into(), "––o·o?".into(), "nnnnnn".into())
    );
}

/// By hand: 12 A3 cases are 7,416 of 6,526.8 minutes, 113.6 %; ten are 94.7 %.
#[test]
fn the_grid_has_those_who_were_there_lately_and_have_no_figure_now() {
    let row = |officer: &str, week: &str, count: u8| format!("{officer},T1,37,{week},community,A3,{count}\n");
    let weeks = ["2026-10-26", "2026-11-02", "2026-11-09"];
    let gone: String = weeks.iter().map(|week| row("A1", week, 12) + &row("B1", week, 10)).collect();
    let headings = "officer,team,contracted_hours,week,case_type,tier,count\n";
    let folder = Folder::new().with("gone.csv", format!("{headings}{gone}{}", row("B1", "2026-11-16", 10)));
    let grid =
        |options: &str| rows(&page(&folder, &format!("gone.csv {options}")), "How each officer stood in each week");
    let squares: Vec<String> = grid("")[1..].iter().map(|row| row.concat()).collect();
    assert_eq!(squares, ["B1––––", "A1ooo·"]);
    // Nobody there is over now.
    assert_eq!(page(&folder, "gone.csv --only over").matches("Nobody to show.").count(), 2);
}

#[test]
fn the_page_needs_nothing_else_and_lets_nothing_run() {
    let folder = Folder::new().with(
        "hostile-2026-11-16.csv",
        std::fs::read(repository().join("tests/browser/hostile-2026-11-16.csv")).expect("a file"),
    );
    let page = page(&folder, "hostile-2026-11-16.csv --keep-going");
    for none in ["<script", "<img", "<link", "<iframe", "url(", "@import", "onerror=y>", "<b>Bold", "javascript:"] {
        assert!(!page.contains(none), "{none}");
    }
    for tag in page.split('<').filter_map(|tag| tag.split('>').next()) {
        assert!(!tag.contains(" src=") && !tag.contains(" on"), "{tag}");
    }
    for address in page.split("href=\"").skip(1) {
        assert!(address.starts_with('#'), "{}", &address[..40]);
    }
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"));
    // What nobody sees is left out; marks of direction stand in the names alone.
    assert!(!page.contains(['\u{ad}', '\u{200b}', '\u{7}']), "unseen characters");
    for part in page.split("</bdi>").map(|part| part.split_once("<bdi>").map_or(part, |(before, _)| before)) {
        assert!(!part.contains(['\u{202e}', '\u{2066}']), "a mark of direction outside a name");
    }
    assert!(page.contains("<bdi>N2 \u{202e}evil \u{2066}turn</bdi>"));
    // A line with several names would be turned behind the first.
    for line in page.split("<dd><bdi>").skip(1).filter_map(|line| line.split("</bdi>").next()) {
        assert!(!line.contains(['\u{202e}', '\u{2066}']), "{line}");
    }
}

#[test]
fn the_example_is_what_is_written() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("examples")).expect("a folder");
    for name in ["examples/caseload.csv", "weights.toml"] {
        std::fs::copy(repository().join(name), folder.path().join(name)).expect("a file of the repository");
    }
    let example = std::fs::read_to_string(repository().join("docs/example.html")).expect("the example");
    assert_eq!(page(&folder, "examples/caseload.csv"), example, "docs/report.md says how it is made");
}

/// The page says what `calc` says below its table, and nothing that it does not know. By hand: 13 × 618 ÷ 6,526.8 = 123.1 %.
#[test]
fn what_is_not_known_or_not_counted_is_on_the_page() {
    let headings = "officer,team,contracted_hours,week,case_type,tier,count,task,due\n";
    let row = |officer: &str, week: &str, count: u32| format!("{officer},T,37,{week},community,A3,{count},,\n");
    let one = format!("{headings}{}D1,T,37,2026-11-16,,,,sdr,2027-01-16\n", row("A1", "2026-11-16", 13));
    let gone = format!("{headings}{}{}", row("A1", "2026-11-02", 10), row("B1", "2026-11-16", 60));
    let undated = "officer,contracted_hours,case_type,tier,count\nA1,37,community,A3,13\n".to_owned();
    let faulty = format!("{headings}{}C1,T,37,2026-11-16,community,Z9,1,,\n", row("A1", "2026-11-16", 13));
    let folder = Folder::new()
        .with("one.csv", one)
        .with("gone.csv", gone)
        .with("undated.csv", undated)
        .with("faulty.csv", faulty);
    for (caseload, words) in [
        (
            "one.csv",
            &[
                "<p>Not known yet: 1 week known; 4 are needed.</p>",
                "<dt>Not yet due</dt><dd><bdi>1 task, ",
                ">1 week with a figure, ",
            ][..],
        ),
        ("gone.csv", &["<dt>No figure</dt><dd><bdi>no rows this week for A1 (last seen 2026-11-02)", "(60"]),
        (
            "undated.csv",
            &["This caseload has no date, so there are no weeks to show.", ">123.1<", "No weeks are known."],
        ),
        ("faulty.csv --keep-going", &[", and 1 is not worked out", "faulty.csv:3: the tier `Z9`"]),
    ] {
        let page = page(&folder, caseload);
        for words in words {
            assert!(page.contains(words), "{caseload}: {words}");
        }
        assert!(!page.contains("<p>Nobody is"), "{caseload}");
    }
    stdout(&folder, "calc gone.csv --history h.csv --record");
    assert!(page(&folder, "--history h.csv").contains("not known, because a history does not keep it"));
}

/// Weeks of earlier weights are judged by their own limit, and the page names those weights.
#[test]
fn earlier_weights_and_limits_are_told() {
    let row = |week: &str| format!("A1,T,37,{week},community,A3,13\n");
    let weeks: String = ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"].map(row).concat();
    let caseload = format!("officer,team,contracted_hours,week,case_type,tier,count\n{weeks}");
    let weights = "version = \"now\"\nextends = \"hmpps-2021\"\nfrom = 2026-11-16\n[limits]\nover = 200\n";
    let folder = Folder::new().with("c.csv", caseload).with("now.toml", weights);
    let page = page(&folder, "c.csv --weights hmpps-2021 --weights now.toml --title \u{200b}");
    assert!(page.contains(
        "<dt>Weights</dt><dd><bdi>earlier weeks are worked out with hmpps-2021 and judged by its limit</bdi></dd>"
    ));
    assert!(
        page.contains("up to 250 %; the line across it is the limit of 200 %") && page.contains("--limit: 0.8000;")
    );
    assert!(page.contains("<title>Workload: Team T, week of 2026-11-16</title>"), "a title of nothing is none");
}

#[test]
fn the_band_is_drawn_and_named_where_the_limit_leaves_room_for_it() {
    let limit = |limit: u32| format!("version = \"other\"\nextends = \"hmpps-2021\"\n[limits]\nover = {limit}\n");
    let folder =
        [85, 90, 91].into_iter().fold(examples(), |folder, over| folder.with(&format!("{over}.toml"), limit(over)));
    for (over, has_band) in [(85, false), (90, false), (91, true)] {
        let page = page(&folder, &format!("caseload.csv --weights {over}.toml"));
        let words = if has_band { "The band is from 90 % to the limit" } else { "The line across is the limit" };
        assert!(page.contains(&format!("{words} of {over} %; a square is")), "{over}");
        assert_eq!(page.contains("<rect class=\"band\""), has_band, "{over}");
    }
}

#[test]
fn a_large_page_shows_those_whom_somebody_should_look_at() {
    let rows: Vec<String> = (0..501)
        .map(|at| format!("N{at:03},T{},37,2026-11-16,community,A3,{}\n", at / 12, if at % 100 == 0 { 12 } else { 3 }))
        .collect();
    let headings = "officer,team,contracted_hours,week,case_type,tier,count\n";
    let folder = Folder::new().with("many.csv", format!("{headings}{}", rows.concat()));
    let part = page(&folder, "many.csv");
    assert!(part.contains("495 officers within the limit are not listed; --all-officers lists everyone."));
    assert!(part.contains(">N500<") && !part.contains("N001"));
    assert!(part.contains("<dt>Time left</dt><dd><bdi>hours a week below 100%: 495 officers</bdi>"));
    let all = page(&folder, "many.csv --all-officers");
    assert!(all.contains(">N001<") && all.contains("<dt>Time left</dt><dd><bdi>hours a week below 100%: N001 ("));
    // Whatever is said of officers, only those are named who are shown.
    let staff = (0..3).map(|at| format!("Vale{at},T{at},37\n")).collect::<Vec<_>>().concat();
    let reductions = "officer,team,reason,hours,from,to\nN002,,,5,2026-01-01,2026-11-20\n";
    let folder =
        folder.with("staff.csv", format!("officer,team,contracted_hours\n{staff}")).with("reductions.csv", reductions);
    let part = page(&folder, "many.csv --staff staff.csv --reductions reductions.csv");
    assert!(!part.contains("N002") && part.contains("<dt>Ending</dt><dd><bdi>1 reduction</bdi>"));
    assert!(!part.contains("Vale1") && part.contains("with nothing in the caseload: 3 officers</bdi>"));
}

/// The options of `calc` for rows mean the same on a page.
#[test]
fn a_page_chooses_and_orders_its_officers_as_calc_does() {
    let folder = examples();
    let listed = |page: &str, caption: &str| -> Vec<String> {
        rows(page, caption)
            .iter()
            .filter(|row| row.len() > 1 && row[0] != "Officer")
            .map(|row| row[0].clone())
            .collect()
    };
    let all = page(&folder, "caseload.csv");
    for options in ["--sort capacity", "--sort weeks", "--sort name", "--only over", "--only excessive --sort name"] {
        let page = page(&folder, &format!("caseload.csv {options} --color never --format html"));
        let calc = stdout(&folder, &format!("calc caseload.csv --format csv {options}"));
        let by_team = !options.contains("--sort");
        let expected = calc.lines().skip(1).map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            let team = if by_team { String::new() } else { format!(" {}", cells[3]) };
            format!("{} {} {}{team}", cells[4], cells[5], cells[6])
        });
        let expected: Vec<String> = expected.collect();
        assert_eq!(listed(&page, if by_team { "Officers by team" } else { "Officers" }), expected, "{options}");
        assert_eq!(listed(&page, "How each officer stood in each week").len(), expected.len(), "{options}");
        // Everyone is in what is said of all of them.
        assert_eq!(rows(&page, "Figures of each week"), rows(&all, "Figures of each week"), "{options}");
        // The page says itself whom it leaves out.
        let only = options.split(' ').skip_while(|option| *option != "--only").nth(1);
        let said = only.map(|only| {
            let all = listed(&all, "Officers by team").len();
            format!("{} of {all} officers listed: those who are {only}.", expected.len())
        });
        assert_eq!(page.contains(" officers listed: "), said.is_some(), "{options}");
        assert!(said.is_none_or(|said| page.contains(&said)), "{options}");
    }
    let files = "caseload.csv --reductions reductions.csv";
    let reason = "phased_return_to_work for ";
    assert!(!page(&folder, files).contains(reason) && page(&folder, &format!("{files} --reasons")).contains(reason));
}

#[test]
fn a_report_records_what_calc_records() {
    let folder = examples();
    stdout(&folder, "calc caseload.csv --history calc.csv --record");
    page(&folder, "caseload.csv --history report.csv --record");
    assert_eq!(folder.read("report.csv"), folder.read("calc.csv"));
    let refused = folder.run("report caseload.csv --history other.csv --record --output none/page.html".split(' '));
    assert_eq!(refused.status.code(), Some(2));
    assert!(!folder.path().join("other.csv").exists(), "{}", shown(&refused));
}

#[test]
fn a_page_to_a_dash_is_standard_output() {
    let folder = examples();
    let page = page(&folder, "caseload.csv");
    assert_eq!(stdout(&folder, "report caseload.csv --output - --quiet"), page);
    assert!(!folder.path().join("-").exists());
}

#[test]
fn a_page_is_for_a_file_and_a_week() {
    let folder = examples().with("undated.csv", "officer,case_type,tier\nA1,community,A3\n");
    let refused = |arguments: &str| {
        let output = folder.run(arguments.split_whitespace());
        assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert_eq!(
        refused("report caseload.csv --output page.doc"),
        "page.doc: its name does not end in a format that wmt writes here\n  hint: end it in .htm, .html or .xlsx, or give --format\n"
    );
    assert!(
        refused("report caseload.csv --by officer --output page.html").starts_with("--by: the page lists officers")
    );
    assert!(refused("report caseload.csv").contains("--output <FILE>"));
    let titled =
        folder.run(["report", "caseload.csv", "--output", "page.html", "--title", "Monday & <all>", "--exit-code"]);
    assert_eq!(titled.status.code(), Some(1));
    let page = folder.read("page.html");
    assert!(
        page.contains("<title>Monday &amp; &lt;all&gt;</title>")
            && page.contains("<h1><bdi>Monday &amp; &lt;all&gt;</bdi></h1>")
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_changes_during_a_run_is_not_what_a_page_rests_on() {
    let folder = Folder::new().with("c.csv", include_str!("../examples/caseload.csv"));
    // The run waits for somebody to write its staff list, and somebody writes to its caseload meanwhile.
    let command = "mkfifo s.csv; wmt report c.csv --staff s.csv --output p.html > said 2>&1 & \
                   exec 3> s.csv; echo >> c.csv; printf 'officer,contracted_hours\\nN53-0412,37\\n' >&3; exec 3>&-; wait $!; echo $?; ls p.html";
    let output = crate::command::shell(folder.path(), command, &[]);
    let said = folder.read("said");
    assert!(output.stdout == b"2\n", "{}{said}", shown(&output));
    assert!(said.contains("c.csv: the file changed while it was read; run this again\n"), "{said}");
}

#[test]
fn a_page_with_a_title_says_what_it_is_of_and_one_of_a_person_says_nothing_of_units() {
    let folder = examples();
    let page = |arguments: &str| page(&folder, &format!("caseload.csv {arguments}"));
    let titled = page("--title Monday");
    assert!(
        titled.contains(
            "<h1><bdi>Monday</bdi></h1><p class=\"quiet\"><bdi>Workload: Team Riverside 1, week of 2026-11-16<"
        )
    );
    assert!(titled.contains("<h2 id=\"units\">"));
    let of_one = page("--officer N53-0412");
    assert!(!of_one.contains("id=\"units\"") && !of_one.contains("#units") && !of_one.contains("as a whole"));
    let units = stdout(&folder, "calc caseload.csv --officer N53-0412 --by team");
    assert!(units.contains("counting only the chosen") && !units.contains("as a whole"), "{units}");
}
