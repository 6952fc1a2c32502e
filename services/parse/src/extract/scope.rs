//! Scopes of a file: which names each binds, and what a bare name in it means.

use facts::{Bound, NameId};
use rustc_hash::FxHashMap;

/// A scope of the file. The first one is the module's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ScopeId(u32);

impl ScopeId {
    /// The scope of the whole file.
    pub(crate) const MODULE: ScopeId = ScopeId(0);
}

/// How far the names of a scope are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ScopeKind {
    /// The file, or a module or namespace in it.
    Module,
    /// A module in the file that does not see the names around it, macros apart: Rust's.
    ClosedModule,
    /// A function or lambda.
    Function,
    /// A block or statement; also what is for names only, as type parameters.
    Block,
    /// A comprehension: a function to Python's classes, a block to assignments.
    Comprehension,
    /// A class whose names are bare in its body, but not in the functions in it: Python's.
    ClassBody,
    /// A type whose names are bare in all that stands in it: Java's, C++'s.
    Members,
}

/// A namespace of names; languages with one use [`Space::VALUES`] for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Space(u8);

impl Space {
    /// Variables and functions; in languages with one namespace, everything.
    pub(crate) const VALUES: Space = Space(0);
    /// Types, where they have names of their own.
    pub(crate) const TYPES: Space = Space(1);
    /// Functions or methods, where they are apart from variables.
    pub(crate) const CALLS: Space = Space(2);
    /// Macros.
    pub(crate) const MACROS: Space = Space(3);
    /// Labels, lifetimes.
    pub(crate) const LABELS: Space = Space(4);
}

/// From where on a binding is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// In the whole scope, before the binding too.
    Throughout,
    /// In the text that follows; a later binding of the name shadows it.
    FromHere,
}

#[derive(Debug, Clone, Copy)]
enum Slot {
    Bound(Bound, Seen),
    /// The name belongs to another scope: Python's `global` and `nonlocal`.
    Elsewhere(ScopeId),
}

#[derive(Debug, Clone, Copy)]
struct Scope {
    parent: Option<ScopeId>,
    kind: ScopeKind,
}

/// A bare name that waits for the end of the file.
struct Pending {
    reference: u32,
    name: NameId,
    scope: ScopeId,
    space: Space,
}

/// All scopes of a file.
pub(crate) struct Scopes {
    all: Vec<Scope>,
    slots: FxHashMap<(ScopeId, NameId, Space), Slot>,
    pending: Vec<Pending>,
    /// Some binding is [`Seen::FromHere`].
    has_order: bool,
}

impl Scopes {
    /// With the module's scope.
    pub(crate) fn new() -> Self {
        Scopes {
            all: vec![Scope {
                parent: None,
                kind: ScopeKind::Module,
            }],
            slots: FxHashMap::default(),
            pending: Vec::new(),
            has_order: false,
        }
    }

    /// Makes a scope.
    pub(crate) fn add(&mut self, parent: ScopeId, kind: ScopeKind) -> ScopeId {
        let id = ScopeId(self.all.len() as u32);
        self.all.push(Scope {
            parent: Some(parent),
            kind,
        });
        id
    }

    /// How far a scope's names are seen.
    pub(crate) fn kind(&self, scope: ScopeId) -> ScopeKind {
        self.get(scope)
            .map_or(ScopeKind::Module, |scope| scope.kind)
    }

    /// The scope around; the module's is around itself.
    pub(crate) fn parent(&self, scope: ScopeId) -> ScopeId {
        self.get(scope)
            .and_then(|scope| scope.parent)
            .unwrap_or(ScopeId::MODULE)
    }

    /// Gives a name its meaning in a scope; an older one in the same scope is replaced.
    pub(crate) fn bind(
        &mut self,
        scope: ScopeId,
        name: NameId,
        space: Space,
        bound: Bound,
        seen: Seen,
    ) {
        self.has_order |= seen == Seen::FromHere;
        self.slots
            .insert((scope, name, space), Slot::Bound(bound, seen));
    }

    /// Sends a name of a scope to another scope.
    pub(crate) fn redirect(&mut self, scope: ScopeId, name: NameId, to: ScopeId) {
        self.slots
            .insert((scope, name, Space::VALUES), Slot::Elsewhere(to));
    }

    /// What a scope itself binds a name to, following redirections.
    pub(crate) fn own(&self, scope: ScopeId, name: NameId, space: Space) -> Option<Bound> {
        let mut at = scope;
        for _ in 0..CLIMB_SCOPES_MAX {
            match self.slots.get(&(at, name, space))? {
                Slot::Bound(bound, _) => return Some(*bound),
                Slot::Elsewhere(to) => at = *to,
            }
        }
        None
    }

    /// Where a scope's assignments to a name go: to itself, unless the name was redirected.
    pub(crate) fn home(&self, scope: ScopeId, name: NameId) -> ScopeId {
        match self.slots.get(&(scope, name, Space::VALUES)) {
            Some(Slot::Elsewhere(to)) => *to,
            _ => scope,
        }
    }

    /// What a bare name means here by the bindings so far; for languages whose names are seen
    /// throughout, a later binding may still change it.
    pub(crate) fn so_far(&self, scope: ScopeId, name: NameId, space: Space) -> Option<Bound> {
        self.climb(scope, name, space).map(|(bound, _)| bound)
    }

    /// Asks what a bare name means: told at once where the order of the text decides, else at the end.
    pub(crate) fn ask(
        &mut self,
        reference: u32,
        name: NameId,
        scope: ScopeId,
        space: Space,
    ) -> Bound {
        if self.has_order
            && let Some((bound, Seen::FromHere)) = self.climb(scope, name, space)
        {
            return bound;
        }
        self.pending.push(Pending {
            reference,
            name,
            scope,
            space,
        });
        Bound::Free
    }

    /// Answers what was asked: references with their meanings.
    pub(crate) fn answers(&self) -> impl Iterator<Item = (u32, Bound)> + '_ {
        self.pending.iter().filter_map(|p| {
            let (bound, _) = self.climb_throughout(p.scope, p.name, p.space)?;
            Some((p.reference, bound))
        })
    }

    fn get(&self, scope: ScopeId) -> Option<&Scope> {
        self.all.get(scope.0 as usize)
    }

    fn climb(&self, scope: ScopeId, name: NameId, space: Space) -> Option<(Bound, Seen)> {
        self.climb_if(scope, name, space, |_| true)
    }

    fn climb_throughout(
        &self,
        scope: ScopeId,
        name: NameId,
        space: Space,
    ) -> Option<(Bound, Seen)> {
        self.climb_if(scope, name, space, |seen| seen == Seen::Throughout)
    }

    fn climb_if(
        &self,
        scope: ScopeId,
        name: NameId,
        space: Space,
        counts: impl Fn(Seen) -> bool,
    ) -> Option<(Bound, Seen)> {
        let mut at = scope;
        let mut in_function = false;
        let mut is_outside = false;
        // A scope's parent is older than it, and a redirection leads to an ancestor: climbing ends.
        // The limit only keeps absurd nesting from making every bare name climb it all.
        for _ in 0..CLIMB_SCOPES_MAX {
            let scope = self.get(at)?;
            let is_hidden = in_function && scope.kind == ScopeKind::ClassBody;
            if !is_hidden {
                match self.slots.get(&(at, name, space)) {
                    // Of the names around a closed module only macros that are made there are seen.
                    Some(Slot::Bound(Bound::Import(_), _)) if is_outside => {}
                    Some(Slot::Bound(bound, seen)) if counts(*seen) => {
                        return Some((*bound, *seen));
                    }
                    Some(Slot::Elsewhere(to)) => {
                        at = *to;
                        in_function = true;
                        continue;
                    }
                    Some(Slot::Bound(..)) | None => {}
                }
            }
            if scope.kind == ScopeKind::ClosedModule {
                if space != Space::MACROS {
                    return None;
                }
                is_outside = true;
            }
            in_function |= matches!(
                scope.kind,
                ScopeKind::Function | ScopeKind::Comprehension | ScopeKind::ClassBody
            );
            at = scope.parent?;
        }
        None
    }
}

/// Scopes that a bare name climbs at most; the ones beyond are taken for not there.
const CLIMB_SCOPES_MAX: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    const X: NameId = 7;

    fn meaning(scopes: &mut Scopes, scope: ScopeId) -> Option<Bound> {
        scopes.pending.clear();
        let now = scopes.ask(0, X, scope, Space::VALUES);
        if now != Bound::Free {
            return Some(now);
        }
        scopes.answers().next().map(|(_, bound)| bound)
    }

    #[test]
    fn a_class_body_is_not_seen_from_its_functions() {
        let mut scopes = Scopes::new();
        let class = scopes.add(ScopeId::MODULE, ScopeKind::ClassBody);
        let method = scopes.add(class, ScopeKind::Function);
        let (outer, inner) = (Bound::Definition(1), Bound::Definition(2));
        scopes.bind(ScopeId::MODULE, X, Space::VALUES, outer, Seen::Throughout);
        scopes.bind(class, X, Space::VALUES, inner, Seen::Throughout);
        assert_eq!(meaning(&mut scopes, class), Some(inner));
        assert_eq!(meaning(&mut scopes, method), Some(outer));
    }

    #[test]
    fn a_type_whose_members_are_bare_is_seen_from_its_functions() {
        let mut scopes = Scopes::new();
        let class = scopes.add(ScopeId::MODULE, ScopeKind::Members);
        let method = scopes.add(class, ScopeKind::Function);
        let field = Bound::Definition(2);
        scopes.bind(class, X, Space::VALUES, field, Seen::Throughout);
        assert_eq!(meaning(&mut scopes, method), Some(field));
    }

    #[test]
    fn a_binding_that_follows_is_seen_only_where_it_holds_throughout() {
        for (seen, found) in [
            (Seen::Throughout, Some(Bound::Definition(1))),
            (Seen::FromHere, None),
        ] {
            let mut scopes = Scopes::new();
            assert_eq!(
                scopes.ask(0, X, ScopeId::MODULE, Space::VALUES),
                Bound::Free
            );
            scopes.bind(
                ScopeId::MODULE,
                X,
                Space::VALUES,
                Bound::Definition(1),
                seen,
            );
            assert_eq!(scopes.answers().next().map(|(_, bound)| bound), found);
        }
    }

    #[test]
    fn namespaces_are_apart() {
        let mut scopes = Scopes::new();
        scopes.bind(
            ScopeId::MODULE,
            X,
            Space::TYPES,
            Bound::Definition(1),
            Seen::Throughout,
        );
        assert_eq!(meaning(&mut scopes, ScopeId::MODULE), None);
    }

    #[test]
    fn a_closed_module_sees_nothing_around_but_macros() {
        for (space, bound, is_seen) in [
            (Space::VALUES, Bound::Definition(1), false),
            (Space::MACROS, Bound::Definition(1), true),
            (Space::MACROS, Bound::Import(1), false),
        ] {
            let mut scopes = Scopes::new();
            let module = scopes.add(ScopeId::MODULE, ScopeKind::ClosedModule);
            let function = scopes.add(module, ScopeKind::Function);
            scopes.bind(ScopeId::MODULE, X, space, bound, Seen::Throughout);
            assert_eq!(
                scopes.so_far(function, X, space),
                is_seen.then_some(bound),
                "{space:?} {bound:?}"
            );
        }
    }

    #[test]
    fn a_redirected_name_skips_the_scopes_between() {
        let mut scopes = Scopes::new();
        let outer = scopes.add(ScopeId::MODULE, ScopeKind::Function);
        let inner = scopes.add(outer, ScopeKind::Function);
        let (global, local) = (Bound::Definition(1), Bound::Definition(2));
        scopes.bind(ScopeId::MODULE, X, Space::VALUES, global, Seen::Throughout);
        scopes.bind(outer, X, Space::VALUES, local, Seen::Throughout);
        assert_eq!(meaning(&mut scopes, inner), Some(local));
        scopes.redirect(inner, X, ScopeId::MODULE);
        assert_eq!(meaning(&mut scopes, inner), Some(global));
    }
}
