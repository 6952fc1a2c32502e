//! Elements of pages in JSX, `<a href="…">`: what a library of elements says of them, which is here
//! only where that library is of the repository.

use facts::{Argument, Import, ImportKind, Operand, Reference, Role};

use super::vocabulary::Kind;
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::text::lossy;
use crate::extract::walk::Value;

/// How much of a file is looked through for the library that it names.
const HEAD_BYTES_MAX: usize = 4096;
/// The comment that names it.
const PRAGMA: &str = "@jsxImportSource";

impl JavaScript {
    /// An element that is none of the file's: the page's, or that of a library of elements.
    pub(super) fn element(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if self.has_types {
            let key = b.key(visit.node, Role::Read);
            let elements = b.intern(Reference::ELEMENTS);
            b.argument(Argument {
                call: key,
                position: Argument::OF_VALUE,
                operand: Operand::Literal(elements),
            });
            if visit.parent() != Kind::JsxClosingElement {
                self.tell_element(key);
            }
        }
        Value::Unknown
    }
}

/// The library of elements that a file names in a comment.
pub(super) fn import_library(b: &mut Builder<'_>) {
    let head = lossy(b.slice(0, HEAD_BYTES_MAX), HEAD_BYTES_MAX);
    let Some((_, rest)) = head.split_once(PRAGMA) else {
        return;
    };
    let is_of_path = |c: &char| !c.is_whitespace() && *c != '*';
    let library: String = rest.trim_start().chars().take_while(is_of_path).collect();
    if library.is_empty() {
        return;
    }
    let library = library.trim_end_matches('/');
    let module = b.intern(format!("{library}/{}", Reference::ELEMENTS_MODULE));
    b.import(Import {
        kind: ImportKind::Module,
        module,
        member: None,
        binding: None,
        span: facts::Span::default(),
        holder: None,
        reexport: false,
        type_only: true,
    });
}
