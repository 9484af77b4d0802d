//! Who there is in an extract: posts, each an officer in a team, and the unallocated work of teams.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};

use crate::fault::Place;
use crate::model::{Kind, seen};
use crate::ordered::OrderedMap;

/// A post by its position among all posts.
pub(super) type PostId = usize;

/// All posts of an extract, in the order in which they are first named.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) posts: Vec<ExtractPost>,
    /// The posts of officers, by their keys and the codes of teams.
    by_key: HashMap<(String, String), PostId>,
    /// Unallocated work by team.
    unallocated: HashMap<TeamId, PostId>,
    pub(super) officers: HashMap<String, ExtractOfficer>,
    /// All teams as rows describe them, each with the name that is written.
    teams: OrderedMap<ExtractTeam, String>,
    /// The team that the first row with a code describes.
    by_code: HashMap<String, TeamId>,
    /// Codes of teams whose rows describe them differently.
    pub(super) differing: BTreeSet<String>,
    /// The keys of people who stand for unallocated work.
    nobody: HashSet<String>,
    /// Officers whose name or grade is not the same in all rows.
    pub(super) changing: BTreeSet<String>,
    /// Grade codes that mean no grade, each with the officers who have it.
    pub(super) unknown_grades: BTreeMap<String, BTreeSet<String>>,
}

/// A team by its position among all teams.
pub(super) type TeamId = usize;

/// An officer in a team, or the unallocated work of one.
#[derive(Debug)]
pub(super) struct ExtractPost {
    /// The officer's key; blank of unallocated work.
    pub(super) key: String,
    team: TeamId,
    pub(super) held: PostWork,
}

#[derive(Debug, Default)]
pub(super) struct ExtractOfficer {
    pub(super) name: String,
    pub(super) grade: String,
    first: PostId,
}

/// A team as a row describes it.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct ExtractTeam {
    pub(super) code: String,
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
    pub(super) grade_code: &'p str,
}

impl People {
    /// The post of a person in a team, which is added where it is not there.
    pub(super) fn post(&mut self, person: &Person, team: TeamId) -> PostId {
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
                let officer = ExtractOfficer { name: person.name.clone(), grade: grade.to_owned(), first: id };
                self.officers.insert(person.key.to_owned(), officer);
            }
        }
        id
    }

    /// The post of a key in a team, for rows that say nothing more of the officer. An officer has one post for each
    /// code of a team, with the team as their first row describes it; unallocated work has one for each description.
    pub(super) fn bare_post(&mut self, key: &str, team: TeamId) -> PostId {
        let (next, code) = (self.posts.len(), self.team(team).0.code.clone());
        let id = match key {
            "" => *self.unallocated.entry(team).or_insert(next),
            key => *self.by_key.entry((key.to_owned(), code.clone())).or_insert(next),
        };
        if id == next {
            self.posts.push(ExtractPost { key: key.to_owned(), team, held: PostWork::default() });
        } else if self.posts[id].team != team {
            self.differing.insert(code);
        }
        id
    }

    pub(super) fn described(&mut self, team: ExtractTeam) -> TeamId {
        let (code, name) = (team.code.clone(), team.name.clone());
        let (id, _) = self.teams.insert_full(team, name);
        if !code.is_empty() && *self.by_code.entry(code.clone()).or_insert(id) != id {
            self.differing.insert(code);
        }
        id
    }

    /// The team that the first row with a code describes; of one that no row describes, the code is the name.
    pub(super) fn coded(&mut self, code: &str) -> TeamId {
        let undescribed = || ExtractTeam { code: code.to_owned(), name: code.to_owned(), ..ExtractTeam::default() };
        self.by_code.get(code).copied().unwrap_or_else(|| self.described(undescribed()))
    }

    /// The post of an officer in the team of a code.
    pub(super) fn post_in(&self, key: &str, code: &str) -> Option<PostId> {
        self.by_key.get(&(key.to_owned(), code.to_owned())).copied()
    }

    /// The post of a known officer in a team, or else their first; `None` of one who is not known.
    pub(super) fn post_near(&self, key: &str, team: &str) -> Option<PostId> {
        self.post_in(key, team).or_else(|| self.officers.get(key).map(|officer| officer.first))
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
        let mut codes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for ExtractTeam { name, code, .. } in self.teams.keys().filter(|team| !team.code.is_empty()) {
            codes.entry(name.clone()).or_default().insert(code.clone());
        }
        codes.retain(|_, codes| codes.len() > 1);
        for (team, name) in self.teams.iter_mut().filter(|(team, _)| codes.contains_key(&team.name)) {
            if !team.code.is_empty() {
                *name = format!("{} ({})", team.name, team.code);
            }
        }
        codes.into_keys().collect()
    }

    /// Codes of teams that look alike, as where a spreadsheet dropped a leading zero.
    pub(super) fn codes_alike(&self) -> Vec<Vec<&str>> {
        let mut same: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for code in self.teams.keys().map(|team| team.code.as_str()).filter(|code| !code.is_empty()) {
            same.entry(seen(code)).or_default().insert(code);
        }
        same.into_values().filter(|codes| codes.len() > 1).map(|codes| codes.into_iter().collect()).collect()
    }

    /// A team with the name that is written.
    fn team(&self, id: TeamId) -> (&ExtractTeam, &str) {
        self.teams.get_index(id).map(|(team, name)| (team, name.as_str())).expect("it was added")
    }

    /// The code of a post's team.
    pub(super) fn code(&self, post: &ExtractPost) -> &str {
        &self.team(post.team).0.code
    }

    /// Where a post is: region, PDU and team.
    pub(super) fn place(&self, post: &ExtractPost) -> [&str; 3] {
        let (ExtractTeam { region, pdu, .. }, name) = self.team(post.team);
        [region, pdu, name]
    }
}

#[derive(Debug, Default)]
pub(super) struct PostWork {
    /// Counts of work, of which neither case ids nor statuses are said.
    counts: BTreeMap<Kind, i64>,
    /// Cases with all that is said of them, each alone.
    cases: Vec<(Kind, String)>,
}

impl PostWork {
    /// Adds a count to what is there of the same work.
    pub(super) fn add(&mut self, kind: Kind, count: i64) {
        let counts = self.counts.entry(kind).or_default();
        *counts = counts.saturating_add(count);
    }

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
pub(super) type NamedBefore = HashMap<(String, String), Place>;
