//! Who there is in an extract: posts, each an officer in a team, and the unallocated work of teams.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};

use crate::fault::Place;
use crate::model::Kind;

/// A post by its position among all posts.
pub(super) type PostId = usize;

/// All posts of an extract, in the order in which they are first named.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) posts: Vec<Post>,
    by_key: HashMap<(String, String), PostId>,
    pub(super) officers: HashMap<String, Officer>,
    pub(super) teams: HashMap<String, Team>,
    /// The keys of people who stand for unallocated work.
    nobody: HashSet<String>,
    /// Officers whose name or grade is not the same in all rows.
    pub(super) changing: BTreeSet<String>,
    /// Grade codes that mean no grade, each with the officers who have it.
    pub(super) unknown_grades: BTreeMap<String, BTreeSet<String>>,
}

/// An officer in a team, or the unallocated work of one.
#[derive(Debug)]
pub(super) struct Post {
    /// The officer's key; blank of unallocated work.
    pub(super) key: String,
    pub(super) team: String,
    pub(super) held: Held,
}

/// Who an officer is.
#[derive(Debug, Default)]
pub(super) struct Officer {
    pub(super) name: String,
    pub(super) grade: String,
    /// Their first post.
    first: PostId,
}

/// A team, by what its first row says.
#[derive(Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Team {
    pub(super) region: String,
    pub(super) pdu: String,
    pub(super) name: String,
}

/// What a row says of somebody.
pub(super) struct Person<'p> {
    /// Blank where nobody is named.
    pub(super) key: &'p str,
    pub(super) name: String,
    /// The grade of the weights; blank where the code is none.
    pub(super) grade: Option<&'p str>,
    /// The code of the grade.
    pub(super) grade_code: &'p str,
}

impl People {
    /// The post of a person in a team, which is added where it is not there.
    pub(super) fn post(&mut self, person: &Person, team: &str) -> PostId {
        let id = self.bare_post(person.key, team);
        if person.key.is_empty() {
            return id;
        }
        if person.grade.is_none() {
            let officers = self.unknown_grades.entry(person.grade_code.to_owned()).or_default();
            officers.insert(person.key.to_owned());
        }
        let grade = person.grade.unwrap_or_default();
        match self.officers.get(person.key) {
            Some(known) if known.name != person.name || known.grade != grade => {
                self.changing.insert(person.key.to_owned());
            }
            Some(_) => (),
            None => {
                let officer = Officer { name: person.name.clone(), grade: grade.to_owned(), first: id };
                self.officers.insert(person.key.to_owned(), officer);
            }
        }
        id
    }

    /// The post of a key in a team, of whose officer nothing more is said.
    pub(super) fn bare_post(&mut self, key: &str, team: &str) -> PostId {
        let next = self.posts.len();
        let id = *self.by_key.entry((key.to_owned(), team.to_owned())).or_insert(next);
        if id == next {
            self.posts.push(Post { key: key.to_owned(), team: team.to_owned(), held: Held::default() });
        }
        id
    }

    /// Whether there is such a post.
    pub(super) fn has_post(&self, key: &str, team: &str) -> bool {
        self.by_key.contains_key(&(key.to_owned(), team.to_owned()))
    }

    /// The post of a known officer in a team, or else their first; `None` of one who is not known.
    pub(super) fn post_near(&self, key: &str, team: &str) -> Option<PostId> {
        let in_team = self.by_key.get(&(key.to_owned(), team.to_owned())).copied();
        in_team.or_else(|| self.officers.get(key).map(|officer| officer.first))
    }

    /// Notes the key of a person who stands for unallocated work. Each team has one.
    pub(super) fn note_nobody(&mut self, key: &str) {
        if !key.is_empty() {
            self.nobody.insert(key.to_owned());
        }
    }

    /// Whether a key is blank, or that of a person who stands for unallocated work.
    pub(super) fn is_nobody(&self, key: &str) -> bool {
        key.is_empty() || self.nobody.contains(key)
    }

    /// Puts the codes of teams behind their names where several teams have one name. Returns those names.
    pub(super) fn tell_teams_apart(&mut self) -> Vec<String> {
        let mut codes: BTreeMap<String, usize> = BTreeMap::new();
        self.teams.values().for_each(|team| *codes.entry(team.name.clone()).or_default() += 1);
        let shared = |name: &str| codes.get(name).is_some_and(|count| *count > 1);
        for (code, team) in self.teams.iter_mut().filter(|(_, team)| shared(&team.name)) {
            team.name = format!("{} ({code})", team.name);
        }
        codes.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect()
    }

    /// What is known of a team; of one that no sheet describes, its code is its name.
    pub(super) fn team(&self, code: &str) -> Team {
        self.teams.get(code).cloned().unwrap_or_else(|| Team { name: code.to_owned(), ..Team::default() })
    }
}

/// Cases and tasks of a post.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Counts of work, of which neither case ids nor statuses are said.
    counts: BTreeMap<Kind, i64>,
    /// Cases with all that is said of them, each alone.
    cases: Vec<(Kind, String)>,
}

impl Held {
    /// Adds a count to what is there of the same work.
    pub(super) fn add(&mut self, kind: Kind, count: i64) {
        let counts = self.counts.entry(kind).or_default();
        *counts = counts.saturating_add(count);
    }

    /// Adds a case.
    pub(super) fn add_case(&mut self, kind: Kind, id: &str) {
        self.cases.push((kind, id.to_owned()));
    }

    /// The rows of it, in the order of the weights: what it is, the id of a case that stands alone, the count. Work whose count is
    /// 0 has none.
    pub(super) fn rows(&self) -> Vec<(Kind, Option<&str>, i64)> {
        let counts = self.counts.iter().filter(|(_, count)| **count != 0).map(|(kind, count)| (*kind, None, *count));
        let cases = self.cases.iter().map(|(kind, id)| (*kind, Some(id.as_str()), 1));
        let mut rows: Vec<_> = counts.chain(cases).collect();
        rows.sort();
        rows
    }
}

/// Where posts were named in a sheet, by key and team, so that one that is named twice is found.
pub(super) type Seen = HashMap<(String, String), Place>;
