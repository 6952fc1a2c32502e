//! Repositories that nobody would make on purpose, through the whole pipeline.

use std::process::Command;

use rusqlite::Connection;
use tempfile::TempDir;
use testkit::repos::TestRepo;

use super::programs::program;

const FILE: i32 = 0o100_644;
const LINK: i32 = 0o120_000;

/// What a file of the commit came to.
fn account(out: &std::path::Path) -> std::collections::BTreeMap<String, (String, Option<String>)> {
    let database = Connection::open(out.join("graph.db")).unwrap();
    let mut rows = database
        .prepare("SELECT path, outcome, reason FROM files")
        .unwrap();
    let rows = rows
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn every_odd_file_has_an_outcome_or_a_reason() {
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::worktree(folder.path().join("repo"));
    let deep = [vec![b'('; 100_000], b"1".to_vec(), vec![b')'; 100_000]].concat();
    let long_line = format!("x = [{}]\n", "1, ".repeat(700_000)).into_bytes();
    let huge = vec![b'#'; 50_000_000];
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("def f(): pass\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let mut binary = b"\x7fELF\0\0\0".to_vec();
    binary.extend([0u8; 100]);
    let entries: [(&str, &[u8], i32); 15] = [
        ("empty.py", b"", FILE),
        ("plain.py", b"def f(): pass\n", FILE),
        ("crlf.py", b"def f():\r\n    return 1\r\n", FILE),
        ("bom.py", b"\xef\xbb\xbfdef f(): pass\n", FILE),
        ("utf16.py", &utf16, FILE),
        ("latin.py", b"caf\xe9 = 1\n", FILE),
        ("binary.py", &binary, FILE),
        (
            "broken.py",
            b"def f(:\n  )\nclass A:\n  def g(self): pass\n",
            FILE,
        ),
        ("deep.py", &deep, FILE),
        ("long.py", &long_line, FILE),
        ("huge.py", &huge, FILE),
        ("inside.py", b"plain.py", LINK),
        ("outside.py", b"../../../etc/passwd", LINK),
        ("logo.png", b"\x89PNG", FILE),
        ("notes.txt", b"hello", FILE),
    ];
    repo.commit_entries("main", &entries);
    add_odd_names(&repo);

    let out = folder.path().join("out");
    let run = Command::new(program("graphmill"))
        .args(["index", "--json", "--out"])
        .arg(&out)
        .arg(repo.path())
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let account = account(&out);
    let of = |path: &str| {
        let (outcome, reason) = account
            .get(path)
            .unwrap_or_else(|| panic!("{path} is missing: {account:?}"));
        (outcome.as_str(), reason.clone().unwrap_or_default())
    };
    for path in ["empty.py", "plain.py", "crlf.py", "bom.py"] {
        assert_eq!(of(path), ("parsed", String::new()), "{path}");
    }
    assert_eq!(of("utf16.py").0, "partial");
    assert_eq!(of("latin.py").0, "partial");
    assert_eq!(of("broken.py").0, "partial");
    assert_eq!(of("binary.py"), ("failed", "binary".into()));
    assert!(["parsed", "partial", "failed"].contains(&of("deep.py").0));
    assert!(["parsed", "partial"].contains(&of("long.py").0));
    assert_eq!(of("huge.py"), ("skipped", "too_large".into()));
    assert_eq!(of("inside.py"), ("skipped", "symlink".into()));
    assert_eq!(of("outside.py"), ("skipped", "symlink".into()));
    assert_eq!(of("logo.png"), ("skipped", "binary".into()));
    assert_eq!(of("notes.txt"), ("skipped", "no_grammar".into()));
    assert_eq!(of("\"caf\\351.py\""), ("skipped", "name_not_utf8".into()));
    assert_eq!(of("module"), ("skipped", "submodule".into()));
    assert_eq!(of("a b\n\"c\".py").0, "parsed");

    let listed = Command::new("git")
        .current_dir(repo.path())
        .args(["ls-tree", "-r", "-z", "main"])
        .output()
        .unwrap();
    let listed = listed
        .stdout
        .split(|byte| *byte == 0)
        .filter(|entry| !entry.is_empty())
        .count();
    assert_eq!(
        account.len(),
        listed,
        "every entry of the commit is in the account"
    );
    let manifest: graph::Manifest =
        serde_json::from_slice(&std::fs::read(out.join("manifest.json")).unwrap()).unwrap();
    let skipped: u64 = manifest.files_skipped.values().sum();
    assert_eq!(manifest.files_total, listed as u64);
    assert_eq!(manifest.files_total, manifest.files_planned + skipped);
    assert_eq!(manifest.files_planned, manifest.outcomes.total());
}

/// Adds a name that is not UTF-8, one that needs care, and a submodule, which libgit2's builders
/// would refuse or check out.
fn add_odd_names(repo: &TestRepo) {
    use std::io::Write;
    let git = |arguments: &[&str]| {
        testkit::repos::git(repo.path(), arguments)
            .trim()
            .to_owned()
    };
    let blob = git(&["rev-parse", "main:plain.py"]);
    let commit = git(&["rev-parse", "main"]);
    let mut listing = Command::new("git")
        .current_dir(repo.path())
        .args(["ls-tree", "-z", "main"])
        .output()
        .unwrap()
        .stdout;
    listing.extend(format!("100644 blob {blob}\tcaf").bytes());
    listing.extend(b"\xe9.py\0");
    listing.extend(format!("100644 blob {blob}\ta b\n\"c\".py\0").bytes());
    listing.extend(format!("160000 commit {commit}\tmodule\0").bytes());
    let mut making = Command::new("git")
        .current_dir(repo.path())
        .args(["mktree", "-z"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    making.stdin.take().unwrap().write_all(&listing).unwrap();
    let tree = String::from_utf8(making.wait_with_output().unwrap().stdout).unwrap();
    let made = git(&[
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.com",
        "commit-tree",
        "-m",
        "odd",
        tree.trim(),
    ]);
    git(&["update-ref", "refs/heads/main", &made]);
}
