//! What stands before an item of Rust: its attributes and its documentation.

use facts::{Bound, Flags, NameId, Role};
use tree_sitter::{Node, Point};

use super::vocabulary::{Field, Kind};
use super::{Rust, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::Space;
use crate::extract::walk::{Step, Value};

/// Documentation inside an item is looked for in so much text.
const INNER_DOC_BYTES_MAX: usize = 4096;

/// The attributes and documentation that wait for the item after them. In the tree they stand
/// beside it.
#[derive(Default)]
pub(super) struct Lead {
    start: Option<(usize, Point)>,
    end: usize,
    /// References made by attributes: they are the item's.
    references: Vec<u32>,
    has_doc: bool,
    is_test: bool,
    is_exported: bool,
}

/// What stood before an item.
#[derive(Default)]
pub(super) struct Led {
    /// Where the first attribute or line of documentation starts.
    start: Option<Point>,
    references: Vec<u32>,
    doc: Option<NameId>,
    /// The item is compiled for tests only.
    pub(super) is_test: bool,
    /// `#[macro_export]`.
    pub(super) is_exported: bool,
}

impl Lead {
    /// Goes on with a node, or starts anew where something else stood between.
    fn extend(&mut self, node: Node<'_>, b: &Builder<'_>) {
        if self.start.is_some() && !self.reaches(node, b) {
            *self = Lead::default();
        }
        if self.start.is_none() {
            self.start = Some((node.start_byte(), node.start_position()));
        }
        self.end = node.end_byte();
    }

    /// Whether nothing stands between this and a node.
    fn reaches(&self, node: Node<'_>, b: &Builder<'_>) -> bool {
        self.start.is_some()
            && self.end <= node.start_byte()
            && b.slice(self.end, node.start_byte())
                .iter()
                .all(u8::is_ascii_whitespace)
    }
}

impl Led {
    /// Gives the item what stood before it.
    pub(super) fn give(self, at: u32, b: &mut Builder<'_>) {
        for reference in self.references {
            b.reference_mut(reference).holder = Some(at);
        }
        let definition = b.definition_mut(at);
        if let Some(start) = self.start {
            definition.body.start_line = start.row as u32;
            definition.body.start_col = start.column as u32;
        }
        definition.doc = definition.doc.or(self.doc);
    }
}

impl Rust {
    /// What stands just before an item.
    pub(super) fn take_lead(&mut self, item: Node<'_>, b: &mut Builder<'_>) -> Led {
        if !self.lead.reaches(item, b) {
            return Led::default();
        }
        let lead = std::mem::take(&mut self.lead);
        let Some((byte, point)) = lead.start else {
            return Led::default();
        };
        let doc = lead
            .has_doc
            .then(|| String::from_utf8_lossy(b.slice(byte, item.start_byte())))
            .and_then(|text| b.doc(doc_lines(&text).into_iter()));
        Led {
            start: Some(point),
            references: lead.references,
            doc,
            is_test: lead.is_test,
            is_exported: lead.is_exported,
        }
    }

    /// A comment: perhaps documentation of what follows, or of what it stands in.
    pub(super) fn comment(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let text = b.text(node);
        let is_outer = match text.get(..3) {
            Some(b"///") => text.get(3) != Some(&b'/'),
            Some(b"/**") => !matches!(text.get(3), Some(b'*' | b'/')),
            Some(b"//!" | b"/*!") => {
                inner_doc(visit, b);
                return;
            }
            _ => false,
        };
        if is_outer {
            self.lead.extend(node, b);
            self.lead.has_doc = true;
        } else if self.lead.reaches(node, b) {
            self.lead.end = node.end_byte();
        }
    }

    /// `#[…]`.
    pub(super) fn enter_attribute(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        self.lead.extend(node, b);
        match meaning(b.text(node)) {
            Some(Mark::Test) => self.lead.is_test = true,
            Some(Mark::Export) => self.lead.is_exported = true,
            Some(Mark::Doc) => self.lead.has_doc = true,
            None => {}
        }
    }

    /// A reference that an attribute makes.
    pub(super) fn lead_reference(&mut self, at: u32) {
        self.lead.references.push(at);
    }

    /// `#![…]`.
    pub(super) fn inner_attribute(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let text = b.text(visit.node);
        if meaning(text) != Some(Mark::Test) {
            return;
        }
        match b.holder() {
            Some(holder) => b.definition_mut(holder).flags.set(Flags::TEST),
            None => self.is_test = true,
        }
    }

    /// A name in the path of an attribute.
    pub(super) fn attribute_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if visit.parent() == Kind::Attribute && is_of_the_language(b.text(visit.node)) {
            return Value::Unknown;
        }
        let at = b.reference_in(visit.node, Role::Decorator, Space::MACROS);
        self.lead.references.push(at);
        Value::Reference(at)
    }

    /// The arguments of an attribute: only those of `derive` are names.
    pub(super) fn enter_attribute_arguments(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Step {
        let is_derive = visit
            .node_above(0)
            .is_some_and(|attribute| b.text(attribute).starts_with(b"derive"));
        if is_derive {
            Step::Into
        } else {
            Step::Done(Value::Unknown)
        }
    }

    /// A name in `derive(…)`.
    pub(super) fn derived(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        let is_path = b.slice(0, node.start_byte()).ends_with(b"::");
        let at = match visit.previous() {
            of @ Value::Reference(_) if is_path => b.path(node, Role::Decorator, of),
            _ if b.slice(node.end_byte(), node.end_byte() + 2) == b"::" => {
                b.bound_reference(node, Role::Read, Bound::Free)
            }
            _ => b.reference_in(node, Role::Decorator, Space::MACROS),
        };
        self.lead.references.push(at);
        Value::Reference(at)
    }

    /// The last name of the path of an attribute, as `test` in `tokio::test`.
    pub(super) fn attribute_path(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Option<u32> {
        if visit.above(1) != Kind::Attribute {
            return None;
        }
        let at = b.path(visit.node, Role::Decorator, visit.sibling(Field::Path));
        self.lead.references.push(at);
        Some(at)
    }
}

/// `//!` and `/*! … */`: the documentation of the module or function around.
fn inner_doc(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let Some(holder) = b.holder().filter(|&at| b.definition(at).doc.is_none()) else {
        return;
    };
    let is_own = match visit.parent() {
        Kind::DeclarationList => visit.above(1) == Kind::ModItem,
        Kind::Block => visit.above(1) == Kind::FunctionItem,
        _ => false,
    };
    if !is_own {
        return;
    }
    let start = visit.node.start_byte();
    let text = b.text(visit.node);
    let doc = if text.starts_with(b"//!") {
        let text = String::from_utf8_lossy(b.slice(start, start + INNER_DOC_BYTES_MAX));
        let lines = text
            .lines()
            .map_while(|line| line.trim_start().strip_prefix("//!"));
        b.doc(lines)
    } else {
        let text = String::from_utf8_lossy(text);
        let text = text.trim_start_matches("/*!").trim_end_matches("*/");
        b.doc(text.lines().map(without_star))
    };
    b.definition_mut(holder).doc = doc;
}

/// The lines of documentation in what stands before an item.
fn doc_lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut is_in_block = false;
    for line in text.lines() {
        let line = line.trim();
        let block = if is_in_block {
            line
        } else if let Some(line) = line.strip_prefix("///") {
            if !line.starts_with('/') {
                lines.push(line);
            }
            continue;
        } else if let Some(line) = line.strip_prefix("/**") {
            line
        } else {
            lines.extend(doc_attribute(line));
            continue;
        };
        is_in_block = !block.contains("*/");
        let line = block.split("*/").next().unwrap_or(block);
        lines.push(without_star(line));
    }
    lines
}

/// The text of `#[doc = "…"]`, unless it has escapes.
fn doc_attribute(line: &str) -> Option<&str> {
    let value = line.strip_prefix("#[doc")?.trim_start().strip_prefix('=')?;
    let text = value.trim_start().strip_prefix('"')?.strip_suffix("\"]")?;
    (!text.contains('\\')).then_some(text)
}

/// A line of a block of documentation without the star that may stand in its margin.
fn without_star(line: &str) -> &str {
    let line = line.trim();
    match line.strip_prefix('*') {
        Some(rest) if !rest.starts_with('*') => rest,
        _ => line,
    }
}

/// What an attribute says of its item, as far as facts care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Test,
    Export,
    Doc,
}

fn meaning(text: &[u8]) -> Option<Mark> {
    let text = text.strip_prefix(b"#")?;
    let text = text.strip_prefix(b"!").unwrap_or(text);
    let text = text.strip_prefix(b"[")?.trim_ascii_start();
    let end = text
        .iter()
        .position(|c| matches!(c, b'(' | b'=' | b']' | b' '))
        .unwrap_or(text.len());
    let (path, rest) = text.split_at(end);
    let name = path.rsplit(|c| *c == b':').next().unwrap_or(path);
    match name {
        b"test" | b"bench" | b"rstest" | b"test_case" | b"quickcheck" | b"wasm_bindgen_test"
        | b"test_log" => Some(Mark::Test),
        b"cfg" if is_test_condition(rest) => Some(Mark::Test),
        b"macro_export" => Some(Mark::Export),
        b"doc" => Some(Mark::Doc),
        _ => None,
    }
}

/// `(test)` and `(all(test, …))`.
fn is_test_condition(text: &[u8]) -> bool {
    let mut rest = text;
    for word in [&b"("[..], b"all", b"("] {
        rest = rest.trim_ascii_start();
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let rest = rest.trim_ascii_start().strip_prefix(b"test");
    rest.and_then(|rest| rest.trim_ascii_start().first())
        .is_some_and(|c| matches!(c, b')' | b','))
}

/// Attributes that the compiler itself knows: no names to be found elsewhere.
fn is_of_the_language(name: &[u8]) -> bool {
    matches!(
        name,
        b"allow"
            | b"automatically_derived"
            | b"bench"
            | b"cfg"
            | b"cfg_attr"
            | b"cold"
            | b"deny"
            | b"deprecated"
            | b"derive"
            | b"doc"
            | b"expect"
            | b"export_name"
            | b"feature"
            | b"forbid"
            | b"global_allocator"
            | b"ignore"
            | b"inline"
            | b"link"
            | b"link_name"
            | b"link_section"
            | b"macro_export"
            | b"macro_use"
            | b"must_use"
            | b"no_main"
            | b"no_mangle"
            | b"no_std"
            | b"non_exhaustive"
            | b"panic_handler"
            | b"path"
            | b"proc_macro"
            | b"proc_macro_attribute"
            | b"proc_macro_derive"
            | b"recursion_limit"
            | b"repr"
            | b"should_panic"
            | b"target_feature"
            | b"test"
            | b"track_caller"
            | b"unsafe"
            | b"used"
            | b"warn"
    )
}

/// Whether a file is tests by its name or folder.
pub(super) fn is_test_path(path: &str) -> bool {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    matches!(stem, "test" | "tests")
        || stem.ends_with("_test")
        || stem.ends_with("_tests")
        || stem.starts_with("test_")
        || folders
            .split('/')
            .any(|folder| matches!(folder, "test" | "tests" | "benches"))
}
