//! Calls by which Ruby declares: `include`, `attr_reader`, `private`, `require`, `Class.new`.

use facts::{
    Bound, DefinitionKind, Flags, Import, ImportKind, Receiver, Role, Subject, SupertypeKind,
};
use tree_sitter::Node;

use super::vocabulary::{Field, Kind};
use super::{Method, Mode, Ruby, Type, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// A longer path of names is not followed.
const PATH_NAMES_MAX: usize = 8;

/// A call whose name says more than that something is called.
pub(super) struct Word {
    /// The depth of the call.
    pub(super) depth: u32,
    says: Says,
    /// The reference that it is.
    reference: u32,
    /// What it is called on.
    of: Option<u32>,
    /// The constants that it is given.
    given: Vec<u32>,
    /// The type that it makes.
    made: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Include,
    Extend,
    Accessor {
        reads: bool,
        writes: bool,
    },
    Mode(Mode),
    Require,
    RequireRelative,
    Autoload,
    AliasMethod,
    DefineMethod {
        is_static: bool,
    },
    /// `Class.new`, `Struct.new`.
    MakeType {
        has_fields: bool,
    },
    /// A block in which `self` is what the call is made on, as a type.
    TypeBlock,
    /// A block in which `self` is another object.
    Veil,
}

impl Word {
    /// How the methods are seen that it is given.
    pub(super) fn mode(&self) -> Option<Mode> {
        match self.says {
            Says::Mode(mode) => Some(mode),
            _ => None,
        }
    }
}

impl Ruby {
    /// A call begins with its name.
    pub(super) fn begin_word(
        &mut self,
        visit: &Visit<'_, '_>,
        reference: u32,
        of: Option<u32>,
        b: &Builder<'_>,
    ) {
        let name = b.text(visit.node);
        let has_receiver = visit.sibling(Field::Operator) != Value::Unknown;
        let is_in_type = !self.is_in_method();
        let says = if has_receiver {
            let on = of.map_or("", |of| b.name_of_reference(of));
            match (on, name) {
                ("Class" | "Module", b"new") => Says::MakeType { has_fields: false },
                ("Struct", b"new") | ("Data", b"define") => Says::MakeType { has_fields: true },
                (_, b"class_eval" | b"module_eval" | b"class_exec" | b"module_exec") => {
                    Says::TypeBlock
                }
                (_, b"instance_eval" | b"instance_exec") => Says::Veil,
                (_, b"define_singleton_method") if on.is_empty() => {
                    Says::DefineMethod { is_static: true }
                }
                _ => return,
            }
        } else {
            match name {
                b"include" | b"prepend" if is_in_type => Says::Include,
                b"extend" if is_in_type => Says::Extend,
                b"attr_reader" | b"attr" => Says::Accessor {
                    reads: true,
                    writes: false,
                },
                b"attr_writer" => Says::Accessor {
                    reads: false,
                    writes: true,
                },
                b"attr_accessor" => Says::Accessor {
                    reads: true,
                    writes: true,
                },
                b"private" | b"protected" | b"private_class_method" => Says::Mode(Mode::Private),
                b"public" => Says::Mode(Mode::Public),
                b"module_function" => Says::Mode(Mode::ModuleFunction),
                b"require" | b"load" => Says::Require,
                b"require_relative" => Says::RequireRelative,
                b"autoload" => Says::Autoload,
                b"alias_method" => Says::AliasMethod,
                b"define_method" => Says::DefineMethod { is_static: false },
                b"define_singleton_method" => Says::DefineMethod { is_static: true },
                b"instance_eval" | b"instance_exec" | b"class_eval" | b"class_exec"
                | b"module_eval" => Says::Veil,
                _ => return,
            }
        };
        let made = match says {
            Says::MakeType { .. } => match visit.above(1) {
                Kind::Assignment if visit.field_above(0) == Field::Right => {
                    let made = visit.value_above(1, Field::Left).definition();
                    made.filter(|&at| b.definition(at).kind.is_type())
                }
                Kind::Superclass => self.types.last().and_then(|of| of.definition),
                _ => None,
            },
            _ => None,
        };
        self.words.push(Word {
            depth: visit.depth_above(0),
            says,
            reference,
            of,
            given: Vec::new(),
            made,
        });
    }

    /// A constant was named: perhaps it is given to such a call.
    pub(super) fn given(&mut self, at: u32, visit: &Visit<'_, '_>) {
        if visit.parent() == Kind::ArgumentList
            && let Some(word) = self.words.last_mut()
            && word.depth + 2 == visit.depth()
        {
            word.given.push(at);
        }
    }

    /// The call is left: what it declared.
    pub(super) fn end_word(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let is_over = |word: &Word| word.depth >= visit.depth();
        if !self.words.last().is_some_and(is_over) {
            return;
        }
        let Some(word) = self.words.pop() else {
            return;
        };
        let arguments = visit.node.child_by_field_name("arguments");
        match word.says {
            Says::Include => self.mix(&word.given, SupertypeOf::Values, b),
            Says::Extend => {
                if arguments.is_some_and(|list| has_self(list)) {
                    self.extend_with_itself(b);
                }
                self.mix(&word.given, SupertypeOf::Type, b);
            }
            Says::Accessor { reads, writes } => {
                self.accessors(arguments, (reads, writes), visit.node, b);
            }
            Says::Mode(mode) => self.change_modes(arguments, mode, b),
            Says::Require | Says::RequireRelative | Says::Autoload => {
                self.require(word.says, arguments, b);
            }
            Says::AliasMethod => self.alias_method(arguments, visit.node, b),
            Says::MakeType { has_fields } => {
                if let Some(made) = word.made {
                    b.hold(visit.depth(), made);
                    if has_fields {
                        self.fields(arguments, visit.node, b);
                    } else if let Some(&base) = word.given.first()
                        && visit.node.child_by_field_name("block").is_none()
                    {
                        inherit(made, base, b);
                    }
                }
            }
            Says::DefineMethod { .. } | Says::TypeBlock | Says::Veil => {}
        }
    }

    /// A block: a scope, and for some calls another `self`.
    pub(super) fn enter_block(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        b.open_scope(visit.depth(), ScopeKind::Block);
        if let Some(around) = self.types.last_mut() {
            around.blocks += 1;
        }
        let Some(word) = self.words.last() else {
            return;
        };
        if visit.parent() != Kind::Call || word.depth + 1 != visit.depth() {
            return;
        }
        let (says, reference, of, made) = (word.says, word.reference, word.of, word.made);
        let base = word.given.first().copied();
        let methods = self.methods.len();
        let call = visit.node_above(0);
        match says {
            Says::MakeType { has_fields } => {
                let variables = b.scopes.add(ScopeId::MODULE, ScopeKind::ClosedModule);
                let mut of = Type::of(made, variables, methods);
                of.block = Some(visit.depth());
                if let Some(made) = made {
                    b.hold(visit.depth(), made);
                    if !has_fields && let Some(base) = base {
                        b.reference_mut(base).role = Role::Supertype;
                        of.superclass = Some(base);
                    }
                } else {
                    of.is_veiled = true;
                    of.owner = Some(reference);
                }
                self.types.push(of);
            }
            Says::TypeBlock | Says::Veil => {
                let mut around = Type::of(None, ScopeId::MODULE, methods);
                around.variables = b.scopes.add(ScopeId::MODULE, ScopeKind::ClosedModule);
                around.block = Some(visit.depth());
                around.is_veiled = true;
                around.owner = match says {
                    Says::TypeBlock => of.or(Some(reference)),
                    _ => Some(reference),
                };
                self.types.push(around);
            }
            Says::DefineMethod { is_static } => {
                let is_static = is_static || self.types.last().is_some_and(|of| of.is_singleton);
                let name = call
                    .and_then(|call| call.child_by_field_name("arguments"))
                    .and_then(|list| list.named_child(0))
                    .filter(|name| name.kind() == "simple_symbol");
                let Some((call, name)) = call.zip(name) else {
                    return;
                };
                let at = self.define_symbol(DefinitionKind::Method, name, call, b);
                if is_static {
                    b.definition_mut(at).flags.set(Flags::STATIC);
                }
                b.hold(visit.depth(), at);
                let mut method = Method::of(None, is_static);
                method.block = Some(visit.depth());
                self.methods.push(method);
            }
            _ => {}
        }
    }

    pub(super) fn leave_block(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let here = Some(visit.depth());
        if self.types.last().is_some_and(|of| of.block == here) {
            self.leave_type(b);
        }
        if self.methods.last().is_some_and(|m| m.block == here) {
            self.methods.pop();
        }
        if let Some(around) = self.types.last_mut() {
            around.blocks = around.blocks.saturating_sub(1);
        }
    }

    /// `private` and its like without arguments: for all that follows.
    pub(super) fn set_mode(&mut self, visit: &Visit<'_, '_>, b: &Builder<'_>) -> bool {
        if self.is_in_method() || visit.parent() != Kind::BodyStatement {
            return false;
        }
        let mode = match b.text(visit.node) {
            b"private" | b"protected" => Mode::Private,
            b"public" => Mode::Public,
            b"module_function" => Mode::ModuleFunction,
            _ => return false,
        };
        if let Some(of) = self.types.last_mut() {
            of.mode = mode;
        }
        true
    }

    /// `alias new old`.
    pub(super) fn alias(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let (Some(name), Some(old)) = (
            node.child_by_field_name("name"),
            node.child_by_field_name("alias"),
        ) else {
            return;
        };
        if name.kind() == "global_variable" {
            return;
        }
        self.define_alias(name, old, node, b);
    }

    fn alias_method(&mut self, arguments: Option<Node<'_>>, call: Node<'_>, b: &mut Builder<'_>) {
        let Some(list) = arguments else { return };
        if let (Some(name), Some(old)) = (list.named_child(0), list.named_child(1)) {
            let is_plain = |node: Node<'_>| node.kind() == "simple_symbol";
            if is_plain(name) && is_plain(old) {
                self.define_alias(name, old, call, b);
            }
        }
    }

    fn define_alias(
        &mut self,
        name: Node<'_>,
        old: Node<'_>,
        whole: Node<'_>,
        b: &mut Builder<'_>,
    ) {
        let at = self.define_symbol(DefinitionKind::Method, name, whole, b);
        let old_name = b.intern_bytes(symbol(old, b));
        let reference = b.bound_reference(old, Role::Read, Bound::Free);
        b.reference_mut(reference).name = old_name;
        if self.types.last().is_some_and(|of| of.is_singleton) {
            b.definition_mut(at).flags.set(Flags::STATIC);
        }
    }

    /// A method that is named by a symbol.
    fn define_symbol(
        &mut self,
        kind: DefinitionKind,
        name: Node<'_>,
        whole: Node<'_>,
        b: &mut Builder<'_>,
    ) -> u32 {
        let id = b.intern_bytes(symbol(name, b));
        let doc = self.comments.doc_of(whole, b);
        let signature = b.signature(whole.start_byte(), name.end_byte());
        let of = self.types.last();
        let mode = of.map_or(Mode::Public, |of| of.mode);
        let owner = of.and_then(|of| of.owner);
        let is_free = b.holder().is_none() && owner.is_none();
        let kind = if is_free {
            DefinitionKind::Function
        } else {
            kind
        };
        let at = b.define_named(kind, id, span(name), span(whole));
        let flags = self.flags(mode);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.doc = doc;
        definition.signature = Some(signature);
        definition.owner = owner;
        at
    }

    /// `attr_reader :a, :b`.
    fn accessors(
        &mut self,
        arguments: Option<Node<'_>>,
        (reads, writes): (bool, bool),
        call: Node<'_>,
        b: &mut Builder<'_>,
    ) {
        let is_static = self.types.last().is_some_and(|of| of.is_singleton);
        for name in symbols(arguments) {
            let at = self.define_symbol(DefinitionKind::Method, name, call, b);
            if is_static {
                b.definition_mut(at).flags.set(Flags::STATIC);
            }
            b.definition_mut(at).arity = u8::from(!reads);
            let plain = String::from_utf8_lossy(symbol(name, b)).into_owned();
            if reads && !is_static {
                let variable = b.intern(format!("@{plain}"));
                if let Some(of) = self.types.last_mut() {
                    of.readers.push((variable, at));
                }
            }
            if writes && !reads {
                b.definition_mut(at).name = b.intern(format!("{plain}="));
            }
        }
    }

    /// The fields of `Struct.new(:a, :b)`.
    fn fields(&mut self, arguments: Option<Node<'_>>, call: Node<'_>, b: &mut Builder<'_>) {
        for name in symbols(arguments) {
            let at = self.define_symbol(DefinitionKind::Method, name, call, b);
            let flags = self.flags(Mode::Public);
            let definition = b.definition_mut(at);
            definition.flags = flags;
            definition.arity = 0;
        }
    }

    fn mix(&mut self, given: &[u32], of_what: SupertypeOf, b: &mut Builder<'_>) {
        let is_at_top = self.types.len() == 1 && matches!(of_what, SupertypeOf::Values);
        let Some(of) = self.types.last_mut() else {
            return;
        };
        // In `describe … do`, a class that the block makes has it, and not the one around.
        let is_of_other = |b: &Builder<'_>| {
            let kind = of.definition.map(|at| b.definition(at).kind);
            of.blocks > 0 && kind == Some(DefinitionKind::Class)
        };
        if is_of_other(b) {
            return;
        }
        for &base in given {
            b.reference_mut(base).role = Role::Supertype;
            if is_at_top && of.blocks == 0 {
                include_for_all(base, b);
            }
            match of_what {
                SupertypeOf::Values if !of.is_singleton => of.included.push(base),
                _ => of.extended.push(base),
            }
        }
    }

    /// `extend self`: what a module gives is its own too.
    fn extend_with_itself(&mut self, b: &mut Builder<'_>) {
        let Some(of) = self.types.last_mut() else {
            return;
        };
        of.mode = Mode::ModuleFunction;
        let own = std::mem::take(&mut of.own);
        for at in own {
            b.definition_mut(at).flags.set(Flags::CLASS_METHOD);
        }
    }

    /// `private :a, :b`, `module_function :a`.
    fn change_modes(&mut self, arguments: Option<Node<'_>>, mode: Mode, b: &mut Builder<'_>) {
        let of = self.types.last();
        let (definition, is_singleton) =
            of.map_or((None, false), |of| (of.definition, of.is_singleton));
        for name in symbols(arguments) {
            let name = b.intern_bytes(symbol(name, b));
            for is_static in [is_singleton, true] {
                let Some(&at) = self.callables.get(&(definition, name, is_static)) else {
                    continue;
                };
                let mut flags = self.flags(mode);
                if b.definition(at).flags.has(Flags::STATIC) {
                    flags.set(Flags::STATIC);
                }
                b.definition_mut(at).flags = flags;
                break;
            }
        }
    }

    /// `require "a/b"`, `require_relative "b"`, `autoload :B, "a/b"`.
    fn require(&mut self, says: Says, arguments: Option<Node<'_>>, b: &mut Builder<'_>) {
        let place = u32::from(says == Says::Autoload);
        let Some(content) = arguments
            .and_then(|list| list.named_child(place))
            .filter(|text| text.kind() == "string" && text.named_child_count() == 1)
            .and_then(|text| text.named_child(0))
            .filter(|content| content.kind() == "string_content")
        else {
            return;
        };
        let text = b.text(content);
        let module = match says {
            Says::RequireRelative => {
                let text = String::from_utf8_lossy(text);
                b.intern(format!("./{text}"))
            }
            _ => b.intern_bytes(text),
        };
        let import = b.import(Import {
            kind: ImportKind::Include,
            module,
            member: None,
            binding: None,
            span: span(content),
            holder: None,
            reexport: false,
            type_only: false,
        });
        b.bound_reference(content, Role::Import, Bound::Import(import));
    }
}

/// Whose members a mixed-in module becomes.
#[derive(Clone, Copy)]
enum SupertypeOf {
    Values,
    Type,
}

fn inherit(of: u32, base: u32, b: &mut Builder<'_>) {
    b.reference_mut(base).role = Role::Supertype;
    let subject = Subject::Definition(of);
    b.inherit(subject, base, SupertypeKind::Extends);
}

/// `include A::B` outside of types: its constants are seen by their bare names.
fn include_for_all(base: u32, b: &mut Builder<'_>) {
    let mut names = Vec::new();
    let mut at = Some(base);
    while let Some(of) = at
        && names.len() < PATH_NAMES_MAX
    {
        names.push(b.name_of_reference(of));
        at = match b.reference_at(of).receiver {
            Receiver::Path(of) => Some(of),
            _ => None,
        };
    }
    names.reverse();
    let path = names.join("::");
    let (span, module) = (b.reference_at(base).span, b.intern(path));
    b.import(Import {
        kind: ImportKind::Wildcard,
        module,
        member: None,
        binding: None,
        span,
        holder: None,
        reexport: false,
        type_only: false,
    });
}

fn has_self(list: Node<'_>) -> bool {
    let mut cursor = list.walk();
    list.named_children(&mut cursor)
        .any(|node| node.kind() == "self")
}

/// The symbols in a list of arguments.
fn symbols(list: Option<Node<'_>>) -> Vec<Node<'_>> {
    let Some(list) = list else { return Vec::new() };
    let mut cursor = list.walk();
    list.named_children(&mut cursor)
        .filter(|node| node.kind() == "simple_symbol")
        .collect()
}

/// The text of a symbol without its colon; of another name the name.
fn symbol<'s>(node: Node<'_>, b: &Builder<'s>) -> &'s [u8] {
    let text = b.text(node);
    text.strip_prefix(b":").unwrap_or(text)
}
