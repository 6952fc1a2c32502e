//! Gathers the facts of one file while its tree is walked.
//!
//! What is opened at a node (a definition that holds, a scope) is closed when the walk leaves that
//! node: everything that opens takes the depth of its node, and the walk calls [`Builder::close`].

use std::borrow::Cow;

use facts::{
    Argument, Bound, Definition, DefinitionKind, Export, FileFacts, Flags, Import, NameId, Operand,
    Receiver, Reference, Role, Span, Subject, Supertype, SupertypeKind, Term, TermId, Terms,
    TypeOf,
};
use tree_sitter::Node;

use super::Limits;
use super::names::Names;
use super::scope::{ScopeId, ScopeKind, Scopes, Seen, Space};
use super::text::{self, lossy, span};
use super::walk::Value;

/// How many of the latest references are looked at for one that was just made.
const LATEST_MAX: u32 = 8;
/// A name longer than this is cut.
const NAME_BYTES_MAX: usize = 1024;

/// What the text tells of the type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Typing {
    /// Nothing yet.
    Open,
    /// As the definition says.
    Known,
    /// Assigned in ways that do not agree, or from what is not known.
    Unclear,
}

/// What is to be undone when the walk leaves a node.
enum Closing {
    /// The holder before.
    Holder(Option<u32>),
    /// The scope before.
    Scope(ScopeId),
    /// A name that is seen only after the node.
    Bind(ScopeId, NameId, Space, Bound),
}

/// Facts in the making.
pub(crate) struct Builder<'s> {
    source: &'s [u8],
    names: Names<'s>,
    definitions: Vec<Definition>,
    /// Beside `definitions`.
    typings: Vec<Typing>,
    references: Vec<Reference>,
    imports: Vec<Import>,
    exports: Vec<Export>,
    supertypes: Vec<Supertype>,
    arguments: Vec<Argument>,
    /// Types as they are written.
    pub(crate) terms: Terms,
    other: Option<TermId>,
    package: Option<NameId>,
    /// The scopes of the file.
    pub(crate) scopes: Scopes,
    scope: ScopeId,
    holder: Option<u32>,
    /// By depth, the deepest last.
    closings: Vec<(u32, Closing)>,
    /// References that were found to be no references after all.
    retired: Vec<u32>,
    /// Exports whose meaning is what the module's scope says at the end.
    open_exports: Vec<usize>,
    definitions_max: usize,
    references_max: usize,
}

impl<'s> Builder<'s> {
    /// With nothing in it.
    pub(crate) fn new(source: &'s [u8], limits: &Limits) -> Self {
        Builder {
            source,
            names: Names::default(),
            definitions: Vec::new(),
            typings: Vec::new(),
            // A reference for about each 24 bytes of source, by measure.
            references: Vec::with_capacity(source.len() / 32),
            imports: Vec::new(),
            exports: Vec::new(),
            supertypes: Vec::new(),
            arguments: Vec::new(),
            terms: Terms::default(),
            other: None,
            package: None,
            scopes: Scopes::new(),
            scope: ScopeId::MODULE,
            holder: None,
            closings: Vec::new(),
            retired: Vec::new(),
            open_exports: Vec::new(),
            definitions_max: limits.definitions_max,
            references_max: limits.references_max,
        }
    }

    // ---- text and names

    /// The text of a node.
    pub(crate) fn text(&self, node: Node<'_>) -> &'s [u8] {
        self.slice(node.start_byte(), node.end_byte())
    }

    /// The text between two offsets.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &'s [u8] {
        self.source
            .get(start..end.min(self.source.len()))
            .unwrap_or_default()
    }

    /// The name that a node spells.
    pub(crate) fn name(&mut self, node: Node<'_>) -> NameId {
        let text = self.text(node);
        self.names.intern(lossy(text, NAME_BYTES_MAX))
    }

    /// The number of a text.
    pub(crate) fn intern(&mut self, text: impl Into<Cow<'s, str>>) -> NameId {
        self.names.intern(text.into())
    }

    /// The number of a slice of the source.
    pub(crate) fn intern_bytes(&mut self, text: &'s [u8]) -> NameId {
        self.names.intern(lossy(text, NAME_BYTES_MAX))
    }

    /// As [`Builder::intern_bytes`], without the blanks that may stand in a path of names.
    pub(crate) fn intern_path(&mut self, text: &'s [u8]) -> NameId {
        if !text.iter().any(u8::is_ascii_whitespace) {
            return self.intern_bytes(text);
        }
        let is_kept = |c: &u8| !c.is_ascii_whitespace();
        let text: Vec<u8> = text.iter().copied().filter(is_kept).collect();
        self.names
            .intern(Cow::Owned(lossy(&text, NAME_BYTES_MAX).into_owned()))
    }

    /// The text between two offsets as a signature: one line, cut where it is long.
    pub(crate) fn signature(&mut self, start: usize, end: usize) -> NameId {
        let text = lossy(self.slice(start, end), text::SIGNATURE_SOURCE_BYTES_MAX);
        self.signature_of(&text)
    }

    /// As [`Builder::signature`], of a text that is not the source's own.
    pub(crate) fn signature_of(&mut self, text: &str) -> NameId {
        self.names.intern(Cow::Owned(text::signature(text)))
    }

    /// The text between two offsets as the signature of a declaration, behind words that stand
    /// elsewhere: without comments, and without the end of its statement.
    pub(crate) fn head(&mut self, before: &str, start: usize, end: usize) -> NameId {
        let text = lossy(self.slice(start, end), text::SIGNATURE_SOURCE_BYTES_MAX);
        let text = text::without_comments(&text);
        let text = text.trim().trim_end_matches(';');
        if before.is_empty() {
            return self.signature_of(text);
        }
        self.signature_of(&format!("{before}{text}"))
    }

    /// The documentation in a comment `/** … */` between two offsets.
    pub(crate) fn block_doc(&mut self, start: usize, end: usize) -> Option<NameId> {
        let text = String::from_utf8_lossy(self.slice(start, end));
        let text = text.strip_prefix("/**").unwrap_or(&text);
        let text = text.strip_suffix("*/").unwrap_or(text);
        self.doc(text.lines().map(|line| {
            let line = line.trim_start();
            line.strip_prefix('*').unwrap_or(line)
        }))
    }

    /// A documentation by its lines: trimmed, cut where it is long.
    pub(crate) fn doc<'t>(&mut self, lines: impl Iterator<Item = &'t str>) -> Option<NameId> {
        let doc = text::doc(lines);
        (!doc.is_empty()).then(|| self.names.intern(Cow::Owned(doc)))
    }

    // ---- definitions

    /// Defines what `name` spells; `whole` is all of it. The definition around becomes its parent.
    /// It binds no name and holds nothing yet: see [`Builder::bind`] and [`Builder::hold`].
    pub(crate) fn define(&mut self, kind: DefinitionKind, name: Node<'_>, whole: Node<'_>) -> u32 {
        let id = self.name(name);
        self.define_named(kind, id, span(name), span(whole))
    }

    /// As [`Builder::define`], where the name is no node of its own.
    pub(crate) fn define_named(
        &mut self,
        kind: DefinitionKind,
        name: NameId,
        name_span: Span,
        body: Span,
    ) -> u32 {
        let at = self.definitions.len() as u32;
        self.definitions.push(Definition {
            name,
            kind,
            flags: Flags::default(),
            parent: self.holder,
            owner: None,
            name_span,
            body,
            type_of: None,
            arity: u8::MAX,
            signature: None,
            doc: None,
        });
        self.typings.push(Typing::Open);
        at
    }

    /// A definition, to be completed. `at` must come from this builder.
    pub(crate) fn definition_mut(&mut self, at: u32) -> &mut Definition {
        &mut self.definitions[at as usize]
    }

    /// A definition. `at` must come from this builder.
    pub(crate) fn definition(&self, at: u32) -> &Definition {
        &self.definitions[at as usize]
    }

    /// How many definitions there are by now.
    pub(crate) fn definitions_len(&self) -> u32 {
        self.definitions.len() as u32
    }

    /// The name of a definition. `at` must come from this builder.
    pub(crate) fn name_of_definition(&self, at: u32) -> &str {
        self.names.text(self.definitions[at as usize].name)
    }

    /// Tells the type of a definition by what an annotation came to. An annotation is believed
    /// over any value.
    pub(crate) fn declare_type(&mut self, at: u32, value: Value) {
        if let Some(reference) = value.reference() {
            self.definitions[at as usize].type_of = Some(TypeOf::Declared(reference));
            self.typings[at as usize] = Typing::Known;
        }
    }

    /// Tells the type of a definition by a name that nobody defines.
    pub(crate) fn name_type(&mut self, at: u32, name: NameId) {
        self.definitions[at as usize].type_of = Some(TypeOf::Named(name));
        self.typings[at as usize] = Typing::Known;
    }

    /// Tells the type of a definition by a value that is assigned to it. Values that do not agree
    /// leave it untold: a false type makes false edges.
    pub(crate) fn assign_type(&mut self, at: u32, value: Value) {
        let told = self.definitions[at as usize].type_of;
        let typing = self.typings[at as usize];
        let (type_of, typing) = match (typing, told, value.reference()) {
            (_, Some(TypeOf::Declared(_) | TypeOf::Named(_)), _) | (Typing::Unclear, ..) => return,
            (Typing::Open, _, Some(new)) => (Some(TypeOf::Value(new)), Typing::Known),
            (_, _, None) if value == Value::Nothing => return,
            (Typing::Known, Some(TypeOf::Value(old)), Some(new)) if self.is_same(old, new) => {
                return;
            }
            _ => (None, Typing::Unclear),
        };
        self.definitions[at as usize].type_of = type_of;
        self.typings[at as usize] = typing;
    }

    /// Whether two references are spelled the same, receivers too.
    fn is_same(&self, a: u32, b: u32) -> bool {
        let (mut a, mut b) = (a, b);
        // Chains are short; a long one is taken for different.
        for _ in 0..8 {
            let (x, y) = (&self.references[a as usize], &self.references[b as usize]);
            if x.name != y.name || x.role != y.role {
                return false;
            }
            match (x.receiver, y.receiver) {
                (Receiver::Member(of), Receiver::Member(other))
                | (Receiver::Path(of), Receiver::Path(other)) => (a, b) = (of, other),
                (Receiver::Opaque, _) | (_, Receiver::Opaque) => {
                    // A bare name of an object that is not told is spelled in full.
                    return x.bound == Bound::Free && y.bound == Bound::Free;
                }
                (x, y) => return x == y,
            }
        }
        false
    }

    /// Until the node at `depth` is left, `definition` is the holder of references and the parent
    /// of definitions.
    pub(crate) fn hold(&mut self, depth: u32, definition: u32) {
        self.push_closing(depth, Closing::Holder(self.holder));
        self.holder = Some(definition);
    }

    /// The innermost definition that holds.
    pub(crate) fn holder(&self) -> Option<u32> {
        self.holder
    }

    /// Says that `of` inherits from what `base` names.
    pub(crate) fn inherit(&mut self, of: Subject, base: u32, kind: SupertypeKind) {
        self.supertypes.push(Supertype { of, base, kind });
    }

    /// The package that the file declares.
    pub(crate) fn set_package(&mut self, name: NameId) {
        self.package = Some(name);
    }

    // ---- scopes

    /// The scope at this place.
    pub(crate) fn scope(&self) -> ScopeId {
        self.scope
    }

    /// Opens a scope until the node at `depth` is left.
    pub(crate) fn open_scope(&mut self, depth: u32, kind: ScopeKind) -> ScopeId {
        let id = self.scopes.add(self.scope, kind);
        self.reenter_scope(depth, id);
        id
    }

    /// Goes to a scope that exists until the node at `depth` is left: for what stands in a scope
    /// and belongs to another (Python's default values, C++'s bodies out of line).
    pub(crate) fn reenter_scope(&mut self, depth: u32, scope: ScopeId) {
        self.push_closing(depth, Closing::Scope(self.scope));
        self.scope = scope;
    }

    /// The nearest scope, from here outwards, for which `is_wanted` holds; else the module's.
    pub(crate) fn scope_where(&self, is_wanted: impl Fn(ScopeKind) -> bool) -> ScopeId {
        let mut at = self.scope;
        while at != ScopeId::MODULE && !is_wanted(self.scopes.kind(at)) {
            at = self.scopes.parent(at);
        }
        at
    }

    /// Binds the name of a definition in a scope.
    pub(crate) fn bind(&mut self, scope: ScopeId, definition: u32, space: Space, seen: Seen) {
        let name = self.definitions[definition as usize].name;
        let bound = Bound::Definition(definition);
        self.scopes.bind(scope, name, space, bound, seen);
    }

    /// Binds the name of a definition in the scope of this place, to be seen only after the node at
    /// `depth` is left: `let x = x`.
    pub(crate) fn bind_after(&mut self, depth: u32, definition: u32, space: Space) {
        let name = self.definitions[definition as usize].name;
        let bound = Bound::Definition(definition);
        self.push_closing(depth, Closing::Bind(self.scope, name, space, bound));
    }

    // ---- references

    /// A bare name that stands at a node: its meaning comes from the scopes.
    pub(crate) fn reference(&mut self, node: Node<'_>, role: Role) -> u32 {
        self.reference_in(node, role, Space::VALUES)
    }

    /// As [`Builder::reference`], in a namespace of the language.
    pub(crate) fn reference_in(&mut self, node: Node<'_>, role: Role, space: Space) -> u32 {
        let name = self.name(node);
        self.reference_named(name, span(node), role, space)
    }

    /// As [`Builder::reference_in`], of a name that may be of either of two namespaces: the first
    /// has the say.
    pub(crate) fn reference_in_either(
        &mut self,
        node: Node<'_>,
        role: Role,
        [first, second]: [Space; 2],
    ) -> u32 {
        let name = self.name(node);
        let at = self.references.len() as u32;
        let mut bound = Bound::Free;
        if self.scopes.so_far(self.scope, name, first).is_none() {
            // Of two answers at the end the later one holds.
            bound = self.scopes.ask(at, name, self.scope, second);
        }
        match self.scopes.ask(at, name, self.scope, first) {
            Bound::Free => {}
            told => bound = told,
        }
        self.push_reference(name, span(node), role, Receiver::None, bound)
    }

    /// A bare name whose meaning is known already.
    pub(crate) fn bound_reference(&mut self, node: Node<'_>, role: Role, bound: Bound) -> u32 {
        let name = self.name(node);
        self.push_reference(name, span(node), role, Receiver::None, bound)
    }

    /// A bare name that is no node of its own, as in a text that has no tree.
    pub(crate) fn reference_spelled(&mut self, text: &'s [u8], place: Span, role: Role) -> u32 {
        self.reference_spelled_in(text, place, role, Space::VALUES)
    }

    /// As [`Builder::reference_spelled`], after a dot: a member of what `of` came to.
    pub(crate) fn member_spelled(
        &mut self,
        text: &'s [u8],
        place: Span,
        role: Role,
        of: Value,
    ) -> u32 {
        let receiver = of.reference().map_or(Receiver::Opaque, Receiver::Member);
        let name = self.intern_bytes(text);
        self.push_reference(name, place, role, receiver, Bound::Member)
    }

    /// A bare name that the text leaves out where it is used, as in C#'s `T x = new()`.
    pub(crate) fn reference_named(
        &mut self,
        name: NameId,
        place: Span,
        role: Role,
        space: Space,
    ) -> u32 {
        let at = self.references.len() as u32;
        let bound = self.scopes.ask(at, name, self.scope, space);
        self.push_reference(name, place, role, Receiver::None, bound)
    }

    /// As [`Builder::reference_spelled`], in a namespace of the language.
    pub(crate) fn reference_spelled_in(
        &mut self,
        text: &'s [u8],
        place: Span,
        role: Role,
        space: Space,
    ) -> u32 {
        let name = self.intern_bytes(text);
        self.reference_named(name, place, role, space)
    }

    /// As [`Builder::bound_reference`], of a name that is no node of its own.
    pub(crate) fn bound_reference_spelled(
        &mut self,
        text: &'s [u8],
        place: Span,
        role: Role,
        bound: Bound,
    ) -> u32 {
        let name = self.intern_bytes(text);
        self.push_reference(name, place, role, Receiver::None, bound)
    }

    /// A name after a dot: a member of what `of` came to.
    pub(crate) fn member(&mut self, node: Node<'_>, role: Role, of: Value) -> u32 {
        let receiver = match of {
            Value::Reference(at) => Receiver::Member(at),
            Value::This(_) => Receiver::This,
            Value::Super => Receiver::Super,
            _ => Receiver::Opaque,
        };
        let name = self.name(node);
        self.push_reference(name, span(node), role, receiver, Bound::Member)
    }

    /// A key: a member of what an argument tells, for which this stands as the call.
    pub(crate) fn key(&mut self, node: Node<'_>, role: Role) -> u32 {
        let name = self.name(node);
        self.push_reference(name, span(node), role, Receiver::None, Bound::Member)
    }

    /// A name after `::`: in what `of` names.
    pub(crate) fn path(&mut self, node: Node<'_>, role: Role, of: Value) -> u32 {
        let receiver = match of {
            Value::Reference(at) => Receiver::Path(at),
            Value::This(_) => Receiver::This,
            Value::Super => Receiver::Super,
            _ => Receiver::Opaque,
        };
        let name = self.name(node);
        self.push_reference(name, span(node), role, receiver, Bound::Member)
    }

    fn push_reference(
        &mut self,
        name: NameId,
        span: Span,
        role: Role,
        receiver: Receiver,
        bound: Bound,
    ) -> u32 {
        let at = self.references.len() as u32;
        self.references.push(Reference {
            name,
            span,
            role,
            holder: self.holder,
            receiver,
            bound,
            arity: u8::MAX,
        });
        at
    }

    /// A reference. `at` must come from this builder.
    pub(crate) fn reference_at(&self, at: u32) -> &Reference {
        &self.references[at as usize]
    }

    /// The reference that an expression which was just walked ends in, if it is a plain name or a
    /// member; else none.
    pub(crate) fn latest_reference_to(&self, node: Node<'_>) -> Option<u32> {
        let place = span(node);
        let ends_there = |at: &u32| {
            let span = self.references[*at as usize].span;
            (span.end_line, span.end_col) == (place.end_line, place.end_col)
                && (span.start_line, span.start_col) >= (place.start_line, place.start_col)
        };
        let len = self.references.len() as u32;
        (len.saturating_sub(LATEST_MAX)..len).rev().find(ends_there)
    }

    /// A reference, to be completed. `at` must come from this builder.
    pub(crate) fn reference_mut(&mut self, at: u32) -> &mut Reference {
        &mut self.references[at as usize]
    }

    /// The name of a reference. `at` must come from this builder.
    pub(crate) fn name_of_reference(&self, at: u32) -> &str {
        self.names.text(self.references[at as usize].name)
    }

    /// The callee turns out to be called; returns what the call came to.
    pub(crate) fn call(&mut self, callee: Value, role: Role, arguments: Value) -> Value {
        let Some(at) = callee.reference() else {
            return Value::Unknown;
        };
        let reference = &mut self.references[at as usize];
        if matches!(reference.role, Role::Call | Role::Instantiate) {
            // What is called is what a call returned: `f(1)(2)`.
            return Value::Unknown;
        }
        reference.role = role;
        if let Value::Count(count) = arguments {
            reference.arity = count;
        }
        Value::Reference(at)
    }

    /// An argument of a call, where the language chooses by its type which function is meant.
    pub(crate) fn argument(&mut self, argument: Argument) {
        self.arguments.push(argument);
    }

    /// A type as it is written; what it is made of is told before.
    pub(crate) fn term(&mut self, term: Term) -> TermId {
        let at = self.terms.all.len() as TermId;
        self.terms.all.push(term);
        at
    }

    /// The term of a type of which nothing is known.
    pub(crate) fn other_term(&mut self) -> TermId {
        if let Some(at) = self.other {
            return at;
        }
        let at = self.term(Term::Other);
        self.other = Some(at);
        at
    }

    /// What was taken for a reference turns out to be none, as the first assignment of a field.
    pub(crate) fn retire(&mut self, at: u32) {
        self.retired.push(at);
    }

    // ---- imports and exports

    /// Something that is brought in; its holder is the definition around. Binds no name: see
    /// [`Builder::bind_import`].
    pub(crate) fn import(&mut self, mut import: Import) -> u32 {
        let at = self.imports.len() as u32;
        import.holder = self.holder;
        self.imports.push(import);
        at
    }

    /// The module that an import names. `import` must come from this builder.
    pub(crate) fn module_of_import(&self, import: u32) -> NameId {
        self.imports[import as usize].module
    }

    /// Binds the name of an import in a scope.
    pub(crate) fn bind_import(&mut self, scope: ScopeId, import: u32, space: Space, seen: Seen) {
        if let Some(name) = self.imports[import as usize].binding {
            self.scopes
                .bind(scope, name, space, Bound::Import(import), seen);
        }
    }

    /// A name that is given away and means what a reference means, or what is said here.
    pub(crate) fn export(&mut self, name: NameId, bound: Bound, reference: Option<u32>) {
        self.exports.push(Export {
            name,
            bound,
            reference,
        });
    }

    /// A name that is given away and means what a reference means.
    pub(crate) fn export_reference(&mut self, name: NameId, reference: u32) {
        self.export(name, Bound::Free, Some(reference));
    }

    /// A name that is given away and means what the module's scope says at the end.
    pub(crate) fn export_of_module(&mut self, name: NameId) {
        self.open_exports.push(self.exports.len());
        self.export(name, Bound::Free, None);
    }

    // ---- the walk's side

    /// Undoes what was opened at the node at `depth`.
    pub(crate) fn close(&mut self, depth: u32) {
        while self.closings.last().is_some_and(|(at, _)| *at >= depth) {
            match self.closings.pop() {
                Some((_, Closing::Holder(before))) => self.holder = before,
                Some((_, Closing::Scope(before))) => self.scope = before,
                Some((_, Closing::Bind(scope, name, space, bound))) => {
                    self.scopes.bind(scope, name, space, bound, Seen::FromHere);
                }
                None => return,
            }
        }
    }

    fn push_closing(&mut self, depth: u32, closing: Closing) {
        let mut place = self.closings.len();
        while place > 0 && self.closings[place - 1].0 > depth {
            place -= 1;
        }
        self.closings.insert(place, (depth, closing));
    }

    /// Whether a limit is reached: the walk ends, and what was found is kept.
    pub(crate) fn is_full(&self) -> bool {
        self.full().is_some()
    }

    /// The limit that is reached, as a reason.
    pub(crate) fn full(&self) -> Option<&'static str> {
        if self.definitions.len() >= self.definitions_max {
            Some("limit: definitions")
        } else if self.references.len() >= self.references_max {
            Some("limit: references")
        } else {
            None
        }
    }

    /// Binds what waits for the end, and moves everything into `facts`.
    pub(crate) fn finish(mut self, facts: &mut FileFacts) {
        for (at, bound) in self.scopes.answers() {
            self.references[at as usize].bound = bound;
        }
        for &at in &self.open_exports {
            let export = &mut self.exports[at];
            if let Some(bound) = self.scopes.own(ScopeId::MODULE, export.name, Space::VALUES) {
                export.bound = bound;
            }
        }
        for export in &mut self.exports {
            if let (Bound::Free, Some(at)) = (export.bound, export.reference) {
                export.bound = self.references[at as usize].bound;
            }
        }
        let is_sorted = self
            .references
            .is_sorted_by_key(|r| (r.span.start_line, r.span.start_col));
        if !(is_sorted && self.retired.is_empty()) {
            self.renumber();
        }
        facts.names = self.names.into_texts();
        facts.package = self.package;
        facts.definitions = self.definitions;
        facts.references = self.references;
        facts.imports = self.imports;
        facts.exports = self.exports;
        facts.supertypes = self.supertypes;
        self.arguments.sort_by_key(|a| (a.call, a.position));
        facts.arguments = self.arguments;
        self.terms.sort();
        facts.terms = self.terms;
    }

    /// Puts the references in the order of the text, without the retired ones.
    fn renumber(&mut self) {
        const GONE: u32 = u32::MAX;
        self.retired.sort_unstable();
        let mut order: Vec<u32> = (0..self.references.len() as u32)
            .filter(|at| self.retired.binary_search(at).is_err())
            .collect();
        order.sort_by_key(|&at| {
            let span = self.references[at as usize].span;
            (span.start_line, span.start_col)
        });
        let mut new = vec![GONE; self.references.len()];
        for (to, &from) in order.iter().enumerate() {
            new[from as usize] = to as u32;
        }
        let moved = |at: u32| {
            let to = new[at as usize];
            (to != GONE).then_some(to)
        };
        self.references = order
            .iter()
            .enumerate()
            .map(|(to, &from)| {
                let mut reference = self.references[from as usize].clone();
                // A receiver that stands after its member would make a circle possible.
                let before = |at: u32| moved(at).filter(|&at| (at as usize) < to);
                reference.receiver = match reference.receiver {
                    Receiver::Member(of) => before(of).map_or(Receiver::Opaque, Receiver::Member),
                    Receiver::Path(of) => before(of).map_or(Receiver::Opaque, Receiver::Path),
                    other => other,
                };
                reference
            })
            .collect();
        for definition in &mut self.definitions {
            definition.owner = definition.owner.and_then(moved);
            definition.type_of = match definition.type_of {
                Some(TypeOf::Declared(at)) => moved(at).map(TypeOf::Declared),
                Some(TypeOf::Value(at)) => moved(at).map(TypeOf::Value),
                named @ (Some(TypeOf::Named(_)) | None) => named,
            };
        }
        for export in &mut self.exports {
            export.reference = export.reference.and_then(moved);
        }
        self.arguments.retain_mut(|argument| {
            let Some(call) = moved(argument.call) else {
                return false;
            };
            argument.call = call;
            match &mut argument.operand {
                Operand::Literal(_) | Operand::Typed(_) => true,
                Operand::Reference(at) | Operand::Returning(at) | Operand::Given(at, _) => {
                    match moved(*at) {
                        Some(to) => {
                            *at = to;
                            true
                        }
                        None => false,
                    }
                }
            }
        });
        for term in &mut self.terms.all {
            if let Term::Name(at) | Term::Called(at) | Term::Element(at, _) = term {
                match moved(*at) {
                    Some(to) => *at = to,
                    None => *term = Term::Other,
                }
            }
        }
        self.terms
            .arguments
            .retain_mut(|(of, _)| moved(*of).map(|to| *of = to).is_some());
        self.supertypes.retain_mut(|supertype| {
            if let Subject::Reference(at) = supertype.of {
                match moved(at) {
                    Some(to) => supertype.of = Subject::Reference(to),
                    None => return false,
                }
            }
            match moved(supertype.base) {
                Some(to) => {
                    supertype.base = to;
                    true
                }
                None => false,
            }
        });
    }
}
