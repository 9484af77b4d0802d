//! Names are found under their spellings, and hints suggest what is near.

use super::{Names, meant};

fn named(under: &'static str, names: &str) -> Names<()> {
    let mut all = Names::under(under);
    for name in names.split(", ") {
        all.declare(name, ()).expect("a new name");
    }
    all
}

fn case_types() -> Names<u8> {
    let mut names = Names::default();
    for (name, meaning) in [("community", 1), ("licence", 2), ("custody", 3)] {
        names.declare(name, meaning).expect("a new name");
    }
    names.add_spelling("license", 1).expect("a new spelling");
    names
}

#[test]
fn case_and_aliases_do_not_matter() {
    let names = case_types();
    assert_eq!(names.get("Licence"), Some(&2));
    assert_eq!(names.get("LICENSE"), Some(&2));
    assert_eq!(names.position("license").map(|position| names.name(position)), Some("licence"));
    assert_eq!(names.get("remand"), None);
}

#[test]
fn two_spellings_of_one_name_are_refused() {
    let mut names = case_types();
    assert_eq!(names.declare("CUSTODY", 4), Err("custody".to_owned()));
    assert_eq!(names.add_spelling("License", 0), Err("licence".to_owned()));
    assert_eq!(names.get("custody"), Some(&3));
}

#[test]
fn blanks_hyphens_and_underscores_do_not_matter() {
    let mut names = Names::default();
    names.declare("parole_report", 1).expect("a new name");
    names.declare("-", 2).expect("a new name");
    for spelling in ["Parole Report", "parole-report", "PAROLEREPORT", " parole_ report", "parole\u{2013}report"] {
        assert_eq!(names.get(spelling), Some(&1), "{spelling}");
    }
    assert_eq!((names.get("-"), names.get("_")), (Some(&2), None));
    assert_eq!(names.declare("parole report", 3), Err("parole_report".to_owned()));
    assert_eq!(names.add_spelling("parole-report", 0), Ok(()));
    assert_eq!(names.add_spelling("parole-report", 1), Err("parole_report".to_owned()));
}

#[test]
fn a_name_is_known_by_its_words() {
    let mut names = case_types();
    assert_eq!(names.add_words("In prison", 2), Ok(()));
    assert_eq!(names.get("in prison"), Some(&3));
    assert_eq!(names.add_words("Custody", 2), Ok(()));
    assert_eq!(names.add_words("In Prison", 0), Err("custody".to_owned()));
}

#[test]
fn what_is_declared_stands_over_what_is_inherited() {
    let base = case_types();
    let mut names = base.inherited();
    assert!(names == base);
    assert_eq!(names.inherited_meaning("Custody"), Some(&3));
    assert_eq!(names.inherited_meaning("license"), None, "it is only called so too");
    assert_eq!(names.declare("Custody", 30), Ok(()));
    assert_eq!((names.get("custody"), names.name(2), names.inherited_meaning("custody")), (Some(&30), "custody", None));
    assert_eq!(names.declare("CUSTODY", 31), Err("custody".to_owned()));
    assert_eq!(names.add_spelling("community", 1), Err("community".to_owned()));
    assert_eq!((names.add_spelling("license", 0), names.get("license")), (Ok(()), Some(&1)));
    assert_eq!((names.declare("license", 4), names.add_words("Remand", 2)), (Err("community".to_owned()), Ok(())));
    assert!(names != base);
    let mut names = base.inherited();
    assert_eq!((names.declare("license", 4), names.get("license"), names.get("licence")), (Ok(()), Some(&4), Some(&2)));
}

#[test]
fn hints_give_the_nearest_name_or_all_when_few() {
    let names = case_types();
    assert_eq!(names.hint("comunity").as_deref(), Some("did you mean `community`?"));
    assert_eq!(names.hint("zzz").as_deref(), Some("the known ones are community, licence, custody"));
    assert_eq!(Names::<u8>::default().hint("zzz"), None);
    let nothing = Names::<u8>::under("tasks.…").hint("zzz");
    assert_eq!(
        nothing.as_deref(),
        Some("`wmt weights` lists the known ones; declare others under [tasks.…] in the weights")
    );
}

#[test]
fn no_word_that_is_a_name_itself_is_left_out() {
    let mut names = case_types();
    names.declare("t2a", 4).expect("a new name");
    assert_eq!(names.hint("t2a comunity"), names.hint("zzz"));
    assert_eq!(names.hint("a comunity").as_deref(), Some("did you mean `community`?"));
}

#[test]
fn only_what_is_near_is_suggested() {
    let tiers = named("cases.community", "A0, A1, A2, A3, B0, B1, B2, B3, C0, C1, C2, C3");
    for far in ["TBC", "12", "OASys", "A4"] {
        let expected = "`wmt weights` lists the known ones; declare others under [cases.community] in the weights";
        assert_eq!(tiers.hint(far).as_deref(), Some(expected), "{far}");
    }
    assert_eq!(tiers.hint("A33").as_deref(), Some("did you mean `A3`?"));
}

#[test]
fn what_is_the_opposite_or_has_other_figures_is_not_suggested() {
    let names = named("tasks", "active, CMS02, HDC Assessments, HDC Low, D, E, F, G, H, I");
    for far in ["Inactive", "unactive", "CMS52", "HDC"] {
        let hint = names.hint(far).expect("where the names are");
        assert!(!hint.contains("did you mean"), "{far}: {hint}");
    }
    assert_eq!(names.hint("CMS2").as_deref(), Some("did you mean `CMS02`?"));
}

/// The ministry's tiers, tasks and grades have names that differ in a letter or a figure.
#[test]
fn of_names_that_are_equally_near_the_usual_slip_is_meant_or_both_are_said() {
    let mut names = named("tasks", "A3, A3S, A2S, CMS02, CMS04, CMS20, CMS40, PO, PSO, SPO, SDR, nqo, D, E");
    names.add_words("Probation services officer", 8).expect("new words");
    names.add_words("Senior probation officer", 9).expect("new words");
    for (unknown, expected) in [
        ("AS3", Some("did you mean `A3S`?")),
        ("A33", Some("did you mean `A3`?")),
        ("CMS2", Some("did you mean `CMS02`?")),
        ("CMS002", Some("did you mean `CMS02`?")),
        ("CMS040", Some("did you mean `CMS04` or `CMS40`?")),
        ("POO", Some("did you mean `PO`?")),
        ("PS0", Some("did you mean `PSO`?")),
        ("Probation Service Officer", Some("did you mean `PSO`?")),
        ("senior probation oficer", Some("did you mean `SPO`?")),
        ("nqoo", Some("did you mean `nqo`?")),
        ("CSO", None),
        ("SDX", None),
        ("AS", Some("did you mean `A2S` or `A3S`?")),
        ("Probation", None),
        ("Probation technicians officer", None),
    ] {
        assert_eq!(names.question(unknown).as_deref(), expected, "{unknown}");
    }
    assert_eq!((names.near("CMS040"), names.near("AS3")), (None, Some("A3S")));
}

#[test]
fn of_many_names_the_one_with_the_same_words_is_suggested() {
    let mut reasons = named("reductions.…", "r0, r1, r2, r3, r4, r5, r6, r7, r8");
    let words = "Sickness, Long Term Sickness Absence, Sickness of the Long Term Sort, D, E, F, G, H, I";
    for (position, words) in words.split(", ").enumerate() {
        reasons.add_words(words, position).expect("new words");
    }
    let meant = "did you mean `Long Term Sickness Absence`? `wmt weights` lists the known ones";
    assert_eq!(reasons.hint("Long Term Sickness").as_deref(), Some(meant));
    assert!(reasons.hint("Term of Office").is_some_and(|hint| !hint.contains("did you mean")), "half of the words");
}

#[test]
fn a_name_that_has_the_words_comes_before_one_with_fewer_slips() {
    let known = ["N1", "Bo", "Amy Bell", "Ben Clarke", "Riverside 1", "Riverside 12", "Zoë O'Hara"];
    for (asked, expected) in [
        ("Amy", Some("Amy Bell")),
        ("bell", Some("Amy Bell")),
        ("Ben", Some("Ben Clarke")),
        ("Riverside", Some("Riverside 1")),
        ("Riverside 1", Some("Riverside 1")),
        ("zoë", Some("Zoë O'Hara")),
        ("zoe", Some("Zoë O'Hara")),
        ("Hara", Some("Zoë O'Hara")),
        ("Amy Bel", Some("Amy Bell")),
        ("Amy Ball", Some("Amy Bell")),
        ("N12", Some("N1")),
        ("zoe\u{308} O’Hara", Some("Zoë O'Hara")),
        ("my", None),
        ("Ann", None),
        ("X", None),
        (" ", None),
    ] {
        assert_eq!(meant(asked, known.into_iter()), expected, "{asked}");
    }
}
