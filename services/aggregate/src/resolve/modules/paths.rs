//! Paths of a repository, joined as its languages do.

/// How deep a path goes.
const SEGMENTS_MAX: usize = 256;

/// `relative` from a folder, with `.` and `..` taken away; `None` when it leaves the repository.
pub(super) fn join(folder: &str, relative: &str) -> Option<String> {
    let mut path = Vec::new();
    for part in folder.split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                path.pop()?;
            }
            part if path.len() < SEGMENTS_MAX => path.push(part),
            _ => return None,
        }
    }
    Some(path.join("/"))
}

/// How many folders two paths share from the root.
pub(super) fn shared_folders(a: &str, b: &str) -> usize {
    let folders = a.split('/').zip(b.split('/'));
    folders.take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_joined_and_stays_inside() {
        assert_eq!(join("a/b", "./c").as_deref(), Some("a/b/c"));
        assert_eq!(join("a/b", "../../c/").as_deref(), Some("c"));
        assert_eq!(join("a", ".").as_deref(), Some("a"));
        assert_eq!(join("a", "../.."), None);
    }
}
