//! Who may read and write a file that replaces another one: whoever might before.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Gives a file the owner, the group and the permissions of the one that it is to replace, with its list of access where it
/// has one. Where the system forbids to give the owner, the group or the list, the run goes on without, and nobody may do
/// more with the file than before.
#[cfg(unix)]
pub(super) fn keep(file: &File, path: &Path, replaced: &Metadata) -> io::Result<()> {
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let (now, mut mode) = (file.metadata()?, replaced.mode() & 0o777);
    let has_group = now.gid() == replaced.gid() || fchown(file, None, Some(replaced.gid())).is_ok();
    let list = access::of(path);
    if list.is_empty() {
        // The folder may have given one to the file.
        access::set(file, &[]);
        if !has_group {
            // Members of the old group are now among all others, and the new group had been among them: each gets only
            // what both had.
            let both = (mode >> 3) & mode & 0o7;
            mode = (mode & 0o700) | (both << 3) | both;
        }
    } else if !has_group || !access::set(file, &list) {
        // What the permissions say of the group is then the most that anybody on the list may do, and not the group.
        mode &= 0o700;
    }
    file.set_permissions(Permissions::from_mode(mode))?;
    if now.uid() != replaced.uid() {
        let _ = fchown(file, Some(replaced.uid()), None);
    }
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn keep(file: &File, _: &Path, replaced: &Metadata) -> io::Result<()> {
    file.set_permissions(replaced.permissions())
}

/// Lists of access: which other users and groups may read and write a file.
#[cfg(target_os = "linux")]
mod access {
    use std::fs::File;
    use std::path::Path;

    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr, getxattr};

    const LIST: &str = "system.posix_acl_access";
    /// The most bytes that the system allows a list to have.
    const LONGEST: usize = 1 << 16;

    /// The list of a file, as the system keeps it; empty where it has none.
    pub(super) fn of(path: &Path) -> Vec<u8> {
        let mut list = vec![0; LONGEST];
        let length = getxattr(path, LIST, &mut list[..]).unwrap_or(0);
        list.truncate(length);
        list
    }

    /// Gives a file a list, or takes it away; whether it has that list now.
    pub(super) fn set(file: &File, list: &[u8]) -> bool {
        if list.is_empty() {
            return fremovexattr(file, LIST).is_ok();
        }
        fsetxattr(file, LIST, list, XattrFlags::empty()).is_ok()
    }
}

/// Where no list says more than the permissions do, or none can be asked for.
#[cfg(all(unix, not(target_os = "linux")))]
mod access {
    use std::fs::File;
    use std::path::Path;

    pub(super) fn of(_: &Path) -> Vec<u8> {
        Vec::new()
    }

    pub(super) fn set(_: &File, _: &[u8]) -> bool {
        false
    }
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A list as Linux keeps it: the version, then for each entry its kind, its rights and whom it is of.
    fn list(entries: &[(u16, u16, u32)]) -> Vec<u8> {
        let entries = entries.iter().flat_map(|(kind, rights, whose)| {
            [&kind.to_le_bytes()[..], &rights.to_le_bytes(), &whose.to_le_bytes()].concat()
        });
        2_u32.to_le_bytes().into_iter().chain(entries).collect()
    }

    #[test]
    fn a_list_of_access_goes_with_the_file_and_its_mask_is_no_right_of_the_group() {
        const NOBODY: u32 = u32::MAX;
        let folder = tempfile::tempdir().expect("a folder");
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        let file = |path: &Path| File::create(path).expect("a file");
        // The owner reads and writes, user 7 reads, the group does nothing; the mask allows to read.
        let entries = [(1, 6, NOBODY), (2, 4, 7), (4, 0, NOBODY), (0x10, 4, NOBODY), (0x20, 0, NOBODY)];
        if !access::set(&file(&old), &list(&entries)) {
            // This disk keeps no lists.
            return;
        }
        let given = file(&new);
        keep(&given, &old, &metadata(&old).expect("it is there")).expect("they are ours");
        assert_eq!(access::of(&new), list(&entries));
        assert_eq!(given.metadata().expect("it is there").permissions().mode() & 0o777, 0o640);
        // A file without a list replaces one to which the folder gave one.
        std::fs::remove_file(&old).expect("it is there");
        drop(file(&old));
        set_permissions(&old, Permissions::from_mode(0o640)).expect("it is ours");
        keep(&given, &old, &metadata(&old).expect("it is there")).expect("they are ours");
        assert_eq!(access::of(&new), [0; 0]);
        assert_eq!(given.metadata().expect("it is there").permissions().mode() & 0o777, 0o640);
    }
}
