//! Go's imports.

use facts::{Bound, Import, ImportKind, NameId, Role};

use super::Visit;
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, Seen, Space};
use crate::extract::text::span;

/// `import "path"`, with a name of its own, `.` or `_`.
pub(super) fn import(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let Some(path) = visit.node.child_by_field_name("path") else {
        return;
    };
    let text = b.slice(path.start_byte() + 1, path.end_byte().saturating_sub(1));
    if text.is_empty() || path.start_position().row != path.end_position().row {
        return;
    }
    let module = b.intern_bytes(text);
    let name = visit.node.child_by_field_name("name");
    let (kind, binding): (ImportKind, Option<NameId>) = match name.map(|name| b.text(name)) {
        Some(b".") => (ImportKind::Wildcard, None),
        Some(b"_") => (ImportKind::Module, None),
        Some(alias) => (ImportKind::Module, Some(b.intern_bytes(alias))),
        None => (ImportKind::Module, Some(b.intern_bytes(package_of(text)))),
    };
    let import = b.import(Import {
        kind,
        module,
        member: None,
        binding,
        span: span(visit.node),
        holder: None,
        reexport: false,
        type_only: false,
    });
    if let Some(binding) = binding {
        b.bind_import(ScopeId::MODULE, import, Space::VALUES, Seen::Throughout);
        let at = b.bound_reference(name.unwrap_or(path), Role::Import, Bound::Import(import));
        if name.is_none() {
            // Between the quotes.
            let reference = b.reference_mut(at);
            reference.name = binding;
            reference.span.start_col += 1;
            reference.span.end_col -= 1;
        }
    }
}

/// The name that a package most likely has by its path: the last segment, without a version, and
/// without what no name can have.
fn package_of(path: &[u8]) -> &[u8] {
    let mut segments = path.rsplit(|c| *c == b'/');
    let last = segments.next().unwrap_or(path);
    let name = if is_version(last) {
        segments.next().unwrap_or(last)
    } else {
        last
    };
    if !name.iter().any(|c| matches!(c, b'-' | b'.')) {
        return name;
    }
    // `yaml.v3`, `nats.go`, `go-isatty`, `uuid-go`.
    let name = match name.iter().rposition(|c| *c == b'.') {
        Some(dot) if is_version(&name[dot + 1..]) || &name[dot + 1..] == b"go" => &name[..dot],
        _ => name,
    };
    let name = name.strip_prefix(b"go-").unwrap_or(name);
    name.strip_suffix(b"-go").unwrap_or(name)
}

/// `v2`.
fn is_version(segment: &[u8]) -> bool {
    matches!(segment, [b'v', digits @ ..] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::package_of;

    #[test]
    fn a_package_is_named_by_the_end_of_its_path() {
        for (path, name) in [
            ("fmt", "fmt"),
            ("net/http", "http"),
            ("github.com/a/b/v2", "b"),
            ("v2", "v2"),
            ("gopkg.in/yaml.v3", "yaml"),
            ("github.com/nats-io/nats.go", "nats"),
            ("github.com/mattn/go-isatty", "isatty"),
            ("github.com/a/golang-lru", "golang-lru"),
            ("github.com/ugorji/go/codec", "codec"),
        ] {
            assert_eq!(package_of(path.as_bytes()), name.as_bytes(), "{path}");
        }
    }
}
