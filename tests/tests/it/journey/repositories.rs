//! Repositories to be indexed.

use testkit::repos::TestRepo;

/// Python modules that call each other: enough for many small units.
pub(crate) fn modules(count: usize) -> Vec<(String, Vec<u8>)> {
    let module = |at: usize| {
        let next = (at + 1) % count;
        let text = format!(
            "\"\"\"Module {at}.\"\"\"\nfrom pkg.m{next:03} import helper_{next}\n\n\n\
             class Thing{at}:\n    def run(self):\n        return self.step()\n\n    def step(self):\n        \
             return helper_{next}({at})\n\n\ndef helper_{at}(value):\n    return Thing{at}().run() + value\n"
        );
        (format!("pkg/m{at:03}.py"), text.into_bytes())
    };
    let mut files: Vec<(String, Vec<u8>)> = (0..count).map(module).collect();
    files.push(("pkg/__init__.py".into(), Vec::new()));
    files.push(("README.md".into(), b"# modules\n".to_vec()));
    files
}

/// Commits such files.
pub(crate) fn commit(repo: &TestRepo, branch: &str, files: &[(String, Vec<u8>)]) -> String {
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_slice()))
        .collect();
    repo.commit(branch, &files)
}
