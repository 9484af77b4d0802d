//! `wmt completions` and `wmt man`.

use crate::command::{Folder, shell, shown};
use crate::report::{faults, stdout};

/// The names of the commands, as `wmt --help` has them.
pub(crate) fn commands(folder: &Folder) -> Vec<String> {
    let help = stdout(folder, "--help");
    let listed = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("the commands");
    let named = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = named.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_shell_is_told_of_every_command_and_its_options() {
    let folder = Folder::new();
    let commands = commands(&folder);
    assert!(commands.len() >= 10, "{commands:?}");
    for kind in ["bash", "zsh", "fish", "powershell"] {
        let script = stdout(&folder, &format!("completions {kind}"));
        for word in commands.iter().map(String::as_str).chain(["keep-going", "compare"]) {
            assert!(script.contains(word), "{kind}: {word}");
        }
    }
    let tries = "eval \"$(wmt completions bash)\"; COMP_WORDS=(wmt templ); COMP_CWORD=1; _wmt wmt templ wmt; \
                 echo \"${COMPREPLY[@]}\"; COMP_WORDS=(wmt weights --comp); COMP_CWORD=2; _wmt wmt --comp weights; \
                 echo \"${COMPREPLY[@]}\"";
    let output = shell(folder.path(), &format!("bash -c '{tries}'"), &[]);
    assert_eq!(
        shown(&output),
        "exit 0\n--- standard output\ntemplate\n--compare\n--standard error\n".replace("--standard", "--- standard")
    );
}

#[test]
fn each_command_has_a_page_that_names_what_its_help_names() {
    let folder = Folder::new();
    stdout(&folder, "man --output share/man1");
    assert_eq!(folder.read("share/man1/wmt.1"), stdout(&folder, "man"));
    for command in commands(&folder) {
        let page = folder.read(&format!("share/man1/wmt-{command}.1")).replace("\\-", "-");
        let help = stdout(&folder, &format!("{command} --help"));
        let options = help
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("--").or(line.trim_start().get(4..)?.strip_prefix("--")));
        for option in options.filter_map(|option| option.split([' ', '=']).next()) {
            assert!(page.contains(&format!("--{option}")), "{command}: {option}");
        }
        hold_parts(&page, &command);
        assert!(folder.read("share/man1/wmt.1").contains(&format!("wmt\\-{command}(1)")), "{command}");
    }
    hold_parts(&folder.read("share/man1/wmt.1"), "wmt");
}

fn hold_parts(page: &str, of: &str) {
    for part in [".SH \"EXIT STATUS\"\n0 ", " 2 ", ".SH EXAMPLES\n.nf\nwmt "] {
        assert!(page.contains(part), "{of}: {part}");
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = Folder::new().with("file", "");
    let said = faults(&folder, "man --output file");
    assert!(said.starts_with("file: the folder cannot be made: "), "{said}");
}
