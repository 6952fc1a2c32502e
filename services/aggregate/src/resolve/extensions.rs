//! Functions that are called as members of their first parameter.

use facts::{Receiver, Reference};
use graph::{NodeRef, Strategy};

use super::choose::{ARITY_UNKNOWN, Usage, may_take};
use super::ladder::Climb;
use super::meaning::{Meaning, Outside, sure};
use super::modules::Bare;
use super::symbols::Symbol;
use super::values::Value;

/// With more extensions of a name than these none is chosen.
const EXTENSIONS_MAX: usize = 256;
/// What all sequences of the library are.
const SEQUENCE: &str = "IEnumerable";
/// Sequences of the library that have few members of their own. What its classes have goes before
/// any extension, and is not known here.
const SEQUENCES: [&str; 7] = [
    "Array",
    "ICollection",
    "IList",
    "IReadOnlyCollection",
    "IReadOnlyList",
    "IReadOnlySet",
    "ISet",
];

impl Climb<'_> {
    /// What a call of a member means: what is known of it, else a function that the place of the
    /// call sees, and whose first parameter takes what the member is called on.
    pub(super) fn extended(
        &self,
        reference: &Reference,
        name: Symbol,
        usage: Usage,
        known: Meaning,
    ) -> Meaning {
        let world = self.stand.world;
        let Usage::Call(arguments) = usage else {
            return known;
        };
        let is_open = matches!(
            known,
            Meaning::Unknown | Meaning::Foreign | Meaning::Outside(_)
        );
        if !is_open || !world.rules(self.file).has_extensions {
            return known;
        }
        let extensions = world.extensions(world.family(self.file), name);
        if extensions.is_empty() || extensions.len() > EXTENSIONS_MAX {
            return known;
        }
        let value = match (reference.receiver, reference.holder) {
            (Receiver::Member(of), _) => self.value(self.file, of),
            (Receiver::This, Some(definition)) => {
                let inside = NodeRef {
                    file: self.file,
                    definition,
                };
                match world.enclosing_type(inside, self.stand.owners) {
                    Some(of) => Value::Instance(of),
                    None => return known,
                }
            }
            _ => return known,
        };
        let from = Bare {
            file: self.file,
            name,
            usage,
            holder: reference.holder,
        };
        let arity = |n: NodeRef| {
            let arity = world.definition(n).map_or(ARITY_UNKNOWN, |d| d.arity);
            if arity == ARITY_UNKNOWN {
                arity
            } else {
                arity.saturating_sub(1)
            }
        };
        // The first parameter is what stands before the dot.
        let takes = |n: NodeRef| may_take(world, n, arguments.saturating_add(1));
        let fitting: Vec<NodeRef> = extensions
            .iter()
            .copied()
            .filter(|&n| takes(n) && self.extends(n, value))
            .filter(|&n| self.stand.maps.sees_extension(from, n))
            .collect();
        let exact = fitting.iter().filter(|&&n| arity(n) == arguments);
        let exact: Vec<NodeRef> = exact.copied().collect();
        match (exact.as_slice(), fitting.as_slice()) {
            ([only], _) | ([], [only]) => {
                Meaning::node(*only, Strategy::ReceiverType, sure::RECEIVER_TYPE)
            }
            _ => known,
        }
    }

    /// Whether the first parameter of a function takes a value.
    fn extends(&self, function: NodeRef, value: Value) -> bool {
        let world = self.stand.world;
        let Some((first, _)) = world.parameters(function).next() else {
            return false;
        };
        let declared = self.held(Meaning::node(first, Strategy::Local, sure::LOCAL));
        match (declared, value) {
            (Value::Instance(declared), Value::Instance(given)) => {
                world.whole(declared) == world.whole(given)
                    || self.stand.kin.is_below(world, given, declared)
            }
            (Value::Outside(declared), Value::Outside(given)) => {
                self.is_outside_above(declared, given)
            }
            _ => false,
        }
    }

    fn is_outside_above(&self, declared: Outside, given: Outside) -> bool {
        let text = |of: Outside| self.stand.world.symbols.text(of.last());
        let (declared, given) = (text(declared), text(given));
        declared == given || (declared == SEQUENCE && SEQUENCES.contains(&given))
    }
}
