//! Declarators: what stands between a declaration and the name that it declares.

use facts::DefinitionKind;
use tree_sitter::Node;

use super::vocabulary::{Field, Kind};
use super::{C, Context, Visit};
use crate::extract::builder::Builder;
use crate::extract::text::span;

/// Declarators around one name; what is nested deeper declares nothing.
const DECLARATORS_MAX: usize = 64;

/// The name of a declaration, found from above.
pub(super) struct Head<'t> {
    /// The name; for a conversion operator, the whole operator.
    pub(super) name: Node<'t>,
    /// The declarator of the function, when a function is declared.
    pub(super) function: Option<Node<'t>>,
    /// Scopes stand before the name.
    pub(super) is_qualified: bool,
    /// The name has no node of its own: `operator bool`.
    pub(super) is_conversion: bool,
}

/// The declaration of a name, found from the name.
#[derive(Clone, Copy)]
pub(super) struct Declared {
    /// How many steps up the declaration stands.
    pub(super) steps: usize,
    /// What it is.
    pub(super) kind: Kind,
    /// How many steps up the declarator of the function stands, when a function is declared.
    pub(super) function: Option<usize>,
    /// A pointer or an array is declared.
    pub(super) is_pointer: bool,
}

impl C {
    /// What a node is.
    pub(super) fn kind_of(&self, node: Node<'_>) -> Kind {
        self.tables.kind(node.kind_id()).kind
    }

    /// Follows declarators down to the name.
    pub(super) fn head<'t>(&self, declarator: Node<'t>) -> Option<Head<'t>> {
        let mut head = Head {
            name: declarator,
            function: None,
            is_qualified: false,
            is_conversion: false,
        };
        let mut node = declarator;
        for _ in 0..DECLARATORS_MAX {
            node = match self.kind_of(node) {
                Kind::PointerDeclarator | Kind::PointerTypeDeclarator | Kind::ArrayDeclarator => {
                    head.function = None;
                    node.child_by_field_name("declarator")?
                }
                Kind::InitDeclarator => node.child_by_field_name("declarator")?,
                Kind::FunctionDeclarator => {
                    head.function = Some(node);
                    node.child_by_field_name("declarator")?
                }
                Kind::ParenthesizedDeclarator
                | Kind::ReferenceDeclarator
                | Kind::VariadicDeclarator => {
                    let last = u32::try_from(node.named_child_count()).ok()?;
                    node.named_child(last.checked_sub(1)?)?
                }
                Kind::AttributedDeclarator => node.named_child(0)?,
                Kind::QualifiedIdentifier => {
                    head.is_qualified = true;
                    node.child_by_field_name("name")?
                }
                Kind::DependentName => node.named_child(0)?,
                Kind::TemplateFunction | Kind::TemplateMethod | Kind::TemplateType => {
                    node.child_by_field_name("name")?
                }
                Kind::OperatorCast => {
                    head.name = node;
                    head.function = node.child_by_field_name("declarator");
                    head.is_conversion = true;
                    return Some(head);
                }
                Kind::Identifier
                | Kind::FieldIdentifier
                | Kind::TypeIdentifier
                | Kind::PrimitiveType
                | Kind::OperatorName
                | Kind::DestructorName => {
                    head.name = node;
                    return (!node.is_missing()).then_some(head);
                }
                _ => return None,
            };
        }
        None
    }

    /// Follows declarators up from a name; `None` where it declares nothing.
    pub(super) fn declared(&self, visit: &Visit<'_, '_>) -> Option<Declared> {
        let mut declared = Declared {
            steps: 0,
            kind: Kind::Other,
            function: None,
            is_pointer: false,
        };
        let mut field = visit.field;
        for steps in 0..DECLARATORS_MAX {
            let kind = visit.above(steps);
            let is_declarator = field == Field::Declarator
                || matches!(
                    kind,
                    Kind::AttributedDeclarator
                        | Kind::ParenthesizedDeclarator
                        | Kind::ReferenceDeclarator
                        | Kind::StructuredBindingDeclarator
                        | Kind::VariadicDeclarator
                );
            if !is_declarator {
                return None;
            }
            match kind {
                Kind::PointerDeclarator | Kind::PointerTypeDeclarator | Kind::ArrayDeclarator => {
                    declared.is_pointer |= declared.function.is_none();
                }
                Kind::FunctionDeclarator if declared.function.is_none() && !declared.is_pointer => {
                    declared.function = Some(steps);
                }
                kind if kind.is_declaration() => {
                    declared.steps = steps;
                    declared.kind = kind;
                    return Some(declared);
                }
                kind if kind.is_declarator() => {}
                _ => return None,
            }
            field = visit.field_above(steps);
        }
        None
    }

    /// As [`C::declared`], from a name that may have scopes before it and arguments behind it.
    pub(super) fn declared_of_made(&self, visit: &Visit<'_, '_>) -> Option<Declared> {
        let top = Self::top(visit);
        if top == 0 {
            return self.declared(visit);
        }
        let mut declared = Declared {
            steps: 0,
            kind: Kind::Other,
            function: None,
            is_pointer: false,
        };
        for steps in top..top + DECLARATORS_MAX {
            match visit.above(steps) {
                Kind::FunctionDeclarator if declared.function.is_none() && !declared.is_pointer => {
                    declared.function = Some(steps);
                }
                Kind::PointerDeclarator | Kind::ArrayDeclarator => {
                    declared.is_pointer |= declared.function.is_none();
                }
                kind if kind.is_declaration() => {
                    declared.steps = steps;
                    declared.kind = kind;
                    return Some(declared);
                }
                kind if kind.is_declarator() => {}
                _ => return None,
            }
        }
        None
    }

    /// Defines the name of a head.
    pub(super) fn define_head(
        &self,
        kind: DefinitionKind,
        head: &Head<'_>,
        body: Node<'_>,
        b: &mut Builder<'_>,
    ) -> u32 {
        if !head.is_conversion {
            return b.define(kind, head.name, body);
        }
        let end = head
            .function
            .map_or(head.name.end_byte(), |function| function.start_byte());
        let name = b.slice(head.name.start_byte(), end).trim_ascii_end();
        let mut place = span(head.name);
        place.end_line = place.start_line;
        place.end_col = place.start_col + name.len() as u32;
        let name = b.intern_bytes(name);
        b.define_named(kind, name, place, span(body))
    }

    /// What a variable, field or function is called by kind, before its specifiers are read.
    pub(super) fn kind_of_head(&self, head: &Head<'_>, b: &Builder<'_>) -> DefinitionKind {
        let is_member = head.is_qualified || self.context() == Context::Record;
        match (head.function.is_some(), is_member) {
            (true, true) if self.is_constructor(head, b) => DefinitionKind::Constructor,
            (true, true) => DefinitionKind::Method,
            (true, false) => DefinitionKind::Function,
            (false, true) => DefinitionKind::Field,
            (false, false) => DefinitionKind::Variable,
        }
    }

    /// How many parameters the declarator of a function has; 255 when variable or unknown.
    pub(super) fn arity(&self, declarator: Node<'_>, is_definition: bool, b: &Builder<'_>) -> u8 {
        let Some(parameters) = declarator.child_by_field_name("parameters") else {
            return u8::MAX;
        };
        if parameters.child_count() == 2 {
            // In C an announcement without parameters says nothing of them.
            return if self.is_cpp || is_definition {
                0
            } else {
                u8::MAX
            };
        }
        let mut count = 0_u32;
        let mut cursor = parameters.walk();
        let mut has_more = cursor.goto_first_child();
        while has_more {
            let node = cursor.node();
            match self.kind_of(node) {
                Kind::ParameterDeclaration => {
                    let is_void = b.text(node) == b"void";
                    count += u32::from(!is_void);
                }
                Kind::Identifier => count += 1,
                Kind::OptionalParameterDeclaration
                | Kind::VariadicParameterDeclaration
                | Kind::VariadicParameter => return u8::MAX,
                // C++ has a bare token for it.
                _ if b.text(node) == b"..." => return u8::MAX,
                _ => {}
            }
            has_more = cursor.goto_next_sibling();
        }
        u8::try_from(count).unwrap_or(u8::MAX)
    }
}
