//! Heads: what a row says of the officer and the post, beside the case. An officer's rows nearly all say the same, so
//! each different head is read once and known by a number after that.

use crate::model::{Numbers, Officer, TextId, Texts, Unit, Weights, hash_of};
use crate::units::Hours;

use super::cells::Cells;
use super::columns::{Column, Columns};
use super::key::KeyColumns;

/// A post as a row names it: an officer in a team, which may be blank, or the unallocated work of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Post {
    pub(super) officer: Option<Officer>,
    /// For an officer the team alone, which is what tells posts apart.
    pub(super) unit: Unit,
}

impl Post {
    fn new(officer: Option<Officer>, unit: Unit) -> Self {
        let of_officer = Unit { team: unit.team, ..Unit::default() };
        Self { officer, unit: if officer.is_some() { of_officer } else { unit } }
    }
}

/// The number of a [`Post`] of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PostId(u32);

impl PostId {
    /// The post of a head that is not read yet, and so taken for one of its own.
    pub(super) const fn of_unread(head: HeadId) -> Self {
        Self(head.0)
    }

    pub(super) fn index(self) -> usize {
        usize::try_from(self.0).expect("posts are kept in memory")
    }
}

/// What a row says of the officer and the post; a blank cell is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Head {
    pub(super) post: PostId,
    pub(super) unit: Unit,
    pub(super) name: Option<TextId>,
    pub(super) grade: Option<usize>,
    pub(super) contracted: Option<Hours>,
    pub(super) reduction: Option<Hours>,
}

/// The number of a [`Head`] of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct HeadId(u32);

impl HeadId {
    /// The head at a position among heads that are not read yet.
    pub(super) fn of_unread(position: usize) -> Self {
        Self(u32::try_from(position).expect("fewer heads than memory holds"))
    }

    pub(super) fn index(self) -> usize {
        usize::try_from(self.0).expect("heads are kept in memory")
    }
}

/// The columns that make a head.
pub(super) const HEAD_COLUMNS: [Column; 8] = [
    Column::Officer,
    Column::Team,
    Column::Name,
    Column::Grade,
    Column::Pdu,
    Column::Region,
    Column::ContractedHours,
    Column::ReductionHours,
];

/// Where the cells of a head are in the rows of a file.
pub(super) struct HeadColumns {
    pub(super) in_rows: KeyColumns,
    /// The columns of heads that are apart from their rows.
    pub(super) apart: Columns,
    pub(super) in_heads: KeyColumns,
}

impl HeadColumns {
    pub(super) fn new(columns: &Columns) -> Self {
        let in_rows = KeyColumns::new(&HEAD_COLUMNS, columns);
        let apart = in_rows.alone(columns);
        Self { in_rows, in_heads: KeyColumns::new(&HEAD_COLUMNS, &apart), apart }
    }
}

/// The different heads and posts of a run.
#[derive(Debug, Default)]
pub(super) struct Heads {
    heads: Vec<Head>,
    /// The post of each head, which every row asks for.
    posts_of_heads: Vec<PostId>,
    head_ids: Numbers,
    posts: Vec<Post>,
    post_ids: Numbers,
}

impl Heads {
    /// Reads the head of a row. `None`, having added faults, where a cell of it is wrong.
    pub(super) fn read(&mut self, cells: &mut Cells, weights: &Weights, texts: &mut Texts) -> Option<HeadId> {
        let mut sound = true;
        let mut keep = |cells: &mut Cells, column| {
            let text = cells.text(column);
            sound &= text.is_some() || cells.row.is_blank(column);
            text.map(|text| texts.keep(&text))
        };
        let officer = keep(cells, Column::Officer).map(Officer);
        let team = keep(cells, Column::Team);
        let unit = Unit { region: keep(cells, Column::Region), pdu: keep(cells, Column::Pdu), team };
        let name = keep(cells, Column::Name);
        let grade = cells.text(Column::Grade);
        sound &= grade.is_some() || cells.row.is_blank(Column::Grade);
        let grade = grade.and_then(|text| {
            let grade = weights.grades.position(&text);
            if grade.is_none() {
                cells.fault(
                    format!("the grade {} is not known", crate::fault::quoted(&text)),
                    weights.grades.hint(&text),
                );
                sound = false;
            }
            grade
        });
        let mut hours = |cells: &mut Cells, column| {
            let hours = cells.hours(column);
            sound &= hours.is_some() || cells.row.is_blank(column);
            hours
        };
        let contracted = hours(cells, Column::ContractedHours);
        let reduction = hours(cells, Column::ReductionHours);
        let post = self.post(Post::new(officer, unit));
        sound.then(|| self.keep(Head { post, unit, name, grade, contracted, reduction }))
    }

    fn post(&mut self, post: Post) -> PostId {
        let hash = hash_of(post);
        if let Some(known) = self.post_ids.find(hash, |number| self.get_post(PostId(number)) == post) {
            return PostId(known);
        }
        let id = u32::try_from(self.posts.len()).expect("fewer posts than memory holds");
        self.post_ids.add(hash, id);
        self.posts.push(post);
        PostId(id)
    }

    fn keep(&mut self, head: Head) -> HeadId {
        let hash = hash_of(head);
        if let Some(known) = self.head_ids.find(hash, |number| *self.get(HeadId(number)) == head) {
            return HeadId(known);
        }
        let id = u32::try_from(self.heads.len()).expect("fewer heads than memory holds");
        self.head_ids.add(hash, id);
        self.heads.push(head);
        self.posts_of_heads.push(head.post);
        HeadId(id)
    }

    /// How many heads there are.
    pub(super) fn count(&self) -> usize {
        self.heads.len()
    }

    pub(super) fn get(&self, id: HeadId) -> &Head {
        &self.heads[id.index()]
    }

    pub(super) fn post_of(&self, id: HeadId) -> PostId {
        self.posts_of_heads[id.index()]
    }

    pub(super) fn officer_of(&self, id: HeadId) -> Option<Officer> {
        self.get_post(self.post_of(id)).officer
    }

    /// Every officer with each team that any row names for them; `None` is a blank one.
    pub(super) fn teams(&self) -> impl Iterator<Item = (Officer, Option<TextId>)> {
        self.posts.iter().filter_map(|post| Some((post.officer?, post.unit.team)))
    }

    /// Every officer that any row names.
    pub(super) fn officers(&self) -> impl Iterator<Item = Officer> {
        self.posts.iter().filter_map(|post| post.officer)
    }

    pub(super) fn get_post(&self, id: PostId) -> Post {
        self.posts[id.index()]
    }
}
