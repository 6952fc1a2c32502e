//! Languages of which only outlines are made: what their files' own scopes tell, and no more.

use facts::Import;

use super::super::meaning::{Meaning, Target};
use super::super::rules::{Overloads, Rules};
use super::{Bare, ImportRef, Maps, ModuleMap, Trail, Wanted};

/// The rules of outlines.
pub(super) const RULES: Rules = Rules {
    // Of several members of a name none is chosen.
    overloads: Overloads::Exact,
    has_self_type: false,
    ..Rules::USUAL
};

/// No module leads anywhere.
pub(super) struct Alone;

impl ModuleMap for Alone {
    fn locate(&self, _: &Maps<'_>, _: ImportRef, _: &Import, _: &mut Trail) -> Target {
        Target::Missing
    }

    fn member(&self, _: &Maps<'_>, _: Wanted, _: &mut Trail) -> Target {
        Target::Missing
    }

    fn bare(&self, _: &Maps<'_>, _: Bare) -> Meaning {
        Meaning::Unknown
    }
}
