//! Namespaces that a macro of C++ opens: what follows in the file stands in them.
//!
//! The body of the macro tells them (`#define BEGIN namespace a { inline namespace v1 {`), and
//! the macro often is of another file than those that use it.

use events::language::Family;
use facts::{Definition, DefinitionKind, FileFacts, Role};
use graph::NodeRef;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::symbols::{Symbol, Symbols};

/// Where a file enters a namespace by a macro.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened {
    /// Line and column from which on it stands in it.
    from: (u32, u32),
    /// The namespace, in the body of the macro.
    space: NodeRef,
}

/// The namespace that each file enters by a macro, if any.
pub(super) fn opened(files: &[FileFacts], symbols: &Symbols<'_>) -> Vec<Option<Opened>> {
    let macros = openers(files, symbols);
    if macros.is_empty() {
        return vec![None; files.len()];
    }
    let entered = files.par_iter().enumerate().map(|(at, file)| {
        if file.language.family() != Family::C {
            return None;
        }
        let is_outermost = |holder: Option<u32>| {
            let holder = holder.and_then(|h| file.definitions.get(h as usize));
            holder.is_none()
        };
        let mut uses = file.references.iter().filter(|r| {
            matches!(r.role, Role::Read | Role::Call | Role::Type) && is_outermost(r.holder)
        });
        uses.find_map(|r| {
            let space = *macros.get(&symbols.at(at as u32, r.name))?;
            let from = (r.span.start_line, r.span.start_col);
            Some(Opened { from, space })
        })
    });
    entered.collect()
}

/// The macros that open namespaces, by their names, with the innermost that each opens. Of several
/// of a name the first counts: they are of one file under several conditions.
fn openers(files: &[FileFacts], symbols: &Symbols<'_>) -> FxHashMap<Symbol, NodeRef> {
    let mut found = FxHashMap::default();
    for (at, file) in (0..).zip(files) {
        if file.language.family() != Family::C {
            continue;
        }
        for (number, d) in file.definitions.iter().enumerate() {
            if d.kind != DefinitionKind::Macro {
                continue;
            }
            let behind = file.definitions.get(number + 1..).unwrap_or_default();
            let spaces = behind.iter().take_while(|space| is_opened_by(d, space));
            let count = spaces.count();
            if count > 0 {
                let space = NodeRef {
                    file: at,
                    definition: (number + count) as u32,
                };
                found.entry(symbols.at(at, d.name)).or_insert(space);
            }
        }
    }
    found
}

/// Whether a namespace stands in the body of a macro.
fn is_opened_by(opener: &Definition, space: &Definition) -> bool {
    let (body, name) = (opener.body, space.name_span);
    space.kind == DefinitionKind::Namespace
        && (body.start_line, body.start_col) <= (name.start_line, name.start_col)
        && (name.end_line, name.end_col) <= (body.end_line, body.end_col)
}

impl Opened {
    /// The namespace, if a definition that stands in nothing else stands behind its start.
    pub(super) fn around(self, d: &Definition) -> Option<NodeRef> {
        let start = (d.name_span.start_line, d.name_span.start_col);
        (d.kind != DefinitionKind::Macro && start > self.from).then_some(self.space)
    }
}
