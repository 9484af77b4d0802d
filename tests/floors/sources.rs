//! The files of `src`: what each defines, and which of the others it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::code;
use crate::command::repository;

/// The names of the modules down to one, from the crate on: `report`, `table`.
pub(super) type ModulePath = Vec<String>;

/// The files of `src`, by their modules.
pub(super) struct Sources(BTreeMap<ModulePath, Source>);

/// A file of `src`.
pub(super) struct Source {
    /// Its path below `src`.
    pub(super) name: String,
    /// How many lines it has, comments and unit tests included.
    pub(super) lines: usize,
    /// Its code, without comments and texts.
    pub(super) code: String,
    /// The names that it defines.
    items: BTreeSet<String>,
    imports: Vec<Import>,
    /// Its code without imports and unit tests.
    body: String,
}

/// A name that a `use` brings into a file.
struct Import {
    /// What it is called there; `*` for all that a module has.
    name: String,
    path: ModulePath,
    /// Whether the file passes it on. It then uses the name only where it stands in its own code too.
    is_passed_on: bool,
}

impl Sources {
    pub(super) fn read() -> Self {
        let folder = repository().join("src");
        let mut files = BTreeMap::new();
        collect(&folder, &folder, &mut files);
        Self(files)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&ModulePath, &Source)> {
        self.0.iter()
    }

    /// The paths of this crate that a file names, unit tests aside.
    pub(super) fn paths_named(&self, module: &[String]) -> Vec<ModulePath> {
        let Source { imports, body, .. } = &self.0[module];
        let imported = imports.iter().map(|import| import.path.clone());
        let named = imported.chain(code::paths(body)).filter_map(|path| self.absolute(module, &path));
        named.filter(|path| !path.is_empty()).collect()
    }

    /// The other files that define what a file uses.
    pub(super) fn files_used(&self, module: &[String]) -> BTreeSet<ModulePath> {
        let Source { imports, body, .. } = &self.0[module];
        let words: BTreeSet<&str> = code::words(body).collect();
        let is_used = |import: &&Import| !import.is_passed_on || words.contains(import.name.as_str());
        let imported = imports.iter().filter(is_used).map(|import| import.path.clone());
        let paths = imported.chain(code::paths(body)).filter_map(|path| self.absolute(module, &path));
        paths.filter_map(|path| self.defining(&path)).filter(|file| file != module).collect()
    }

    /// A path that a file names, from the crate on; `None` for what is not of this crate.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<ModulePath> {
        let (first, behind) = path.split_first()?;
        let below = |module: &[String], path: &[String]| [module, path].concat();
        match first.as_str() {
            "crate" => Some(behind.to_vec()),
            "self" => Some(below(module, behind)),
            "super" if behind.first().is_some_and(|next| next == "super") => {
                self.absolute(module.split_last()?.1, behind)
            }
            "super" => Some(below(module.split_last()?.1, behind)),
            _ => self.0.contains_key(&below(module, &path[..1])).then(|| below(module, path)),
        }
    }

    /// The file that defines what a path names, through whichever files pass it on.
    fn defining(&self, path: &[String]) -> Option<ModulePath> {
        let depth = (0..=path.len()).rev().find(|depth| self.0.contains_key(&path[..*depth]))?;
        let (module, rest) = path.split_at(depth);
        let source = &self.0[module];
        let Some(name) = rest.first().filter(|name| !source.items.contains(*name)) else {
            return Some(module.to_vec());
        };
        let passes = |import: &&Import| import.name == *name || import.name == "*";
        let mut found = source.imports.iter().filter(passes).filter_map(|import| {
            let path = self.absolute(module, &import.path)?;
            if import.name == "*" {
                return self.defining(&[&path, &rest[..1]].concat()).filter(|file| self.0[file].items.contains(name));
            }
            self.defining(&path)
        });
        found.next().or_else(|| Some(module.to_vec()))
    }
}

impl Source {
    fn new(name: String, text: &str) -> Self {
        let code = code::without_comments_and_texts(text);
        let tested = code::without_unit_tests(&code);
        let (mut imports, mut body) = (Vec::new(), String::new());
        let mut lines = tested.lines();
        while let Some(line) = lines.next() {
            let Some((visibility, mut tree)) = opened_import(line) else {
                body.push_str(line);
                body.push('\n');
                continue;
            };
            while !tree.ends_with(';') {
                tree.push_str(lines.next().expect("an import ends").trim());
            }
            let is_passed_on = !visibility.is_empty();
            let paths = leaves(tree.trim_end_matches(';'));
            imports.extend(paths.into_iter().map(|(name, path)| Import { name, path, is_passed_on }));
        }
        let items = code::items(&tested).map(str::to_owned).collect();
        Self { name, lines: text.lines().count(), code, items, imports, body }
    }
}

/// The visibility and the start of the tree of an import, where a line opens one.
fn opened_import(line: &str) -> Option<(&str, String)> {
    let (visibility, tree) = line.trim().split_once("use ")?;
    let is_visibility = visibility.is_empty() || visibility.starts_with("pub");
    (is_visibility && !visibility.contains(['=', '{'])).then(|| (visibility, tree.to_owned()))
}

/// The names that the tree of an import brings, each with its whole path: `a::{B, c::D as E}` brings `B` and `E`.
fn leaves(tree: &str) -> Vec<(String, ModulePath)> {
    if let Some((before, inside)) = tree.split_once('{') {
        let before: ModulePath = code::words(before).map(str::to_owned).collect();
        let inside = inside.trim_end().strip_suffix('}').expect("what opens closes");
        let below = at_commas(inside).into_iter().flat_map(leaves);
        let whole = |(name, path): (String, ModulePath)| match path.as_slice() {
            [own] if own == "self" => (before[before.len() - 1].clone(), before.clone()),
            _ => (name, [before.as_slice(), &path].concat()),
        };
        return below.map(whole).collect();
    }
    let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(path, alias)| (path, Some(alias)));
    let is_all = path.trim().ends_with('*');
    let path: ModulePath = code::words(path).map(str::to_owned).collect();
    let last = if is_all { "*" } else { path.last().map_or("", String::as_str) };
    let name = alias.map_or(last, str::trim).to_owned();
    if path.is_empty() { Vec::new() } else { vec![(name, path)] }
}

/// The parts between the commas that stand in no braces.
fn at_commas(text: &str) -> Vec<&str> {
    let mut depth = 0;
    text.split(|letter: char| {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        letter == ',' && depth == 0
    })
    .collect()
}

/// How a module is told to people.
pub(super) fn shown(module: &ModulePath) -> String {
    if module.is_empty() { "lib".to_owned() } else { module.join("/") }
}

fn collect(folder: &Path, root: &Path, files: &mut BTreeMap<ModulePath, Source>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, root, files);
            continue;
        }
        let name = path.strip_prefix(root).expect("below src").to_string_lossy().replace('\\', "/");
        let mut module: ModulePath = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|last| last == "mod" || (last == "lib" && module.len() == 1)) {
            module.pop();
        }
        let text = fs::read_to_string(&path).expect("a source file");
        files.insert(module, Source::new(name, &text));
    }
}

#[test]
fn an_import_brings_every_leaf_of_its_tree() {
    let names: Vec<String> = leaves("crate::a::{B, c::{self, D as E}, f::*}")
        .into_iter()
        .map(|(name, path)| format!("{name} = {}", path.join("::")))
        .collect();
    assert_eq!(names, ["B = crate::a::B", "c = crate::a::c", "E = crate::a::c::D", "* = crate::a::f"]);
}
