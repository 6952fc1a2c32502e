//! Walks a syntax tree with a cursor, and tells a language's extractor what it enters and leaves.
//!
//! Nothing here recurses, and nothing asks a node for its parent or for its n-th child: source may
//! be nested 100,000 deep or hold 500,000 siblings, and the walk stays linear in both.

use tree_sitter::{Node, Tree};

use super::builder::Builder;
use super::languages::Extractor;
use super::vocabulary::{Tables, Vocabulary};

/// What an expression came to, as far as facts care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Value {
    /// Some expression of which nothing is known.
    #[default]
    Unknown,
    /// A literal that tells nothing of the type of its variable: `None`, `null`, `nil`.
    Nothing,
    /// The expression ends in this reference; for a call, in the callee's.
    Reference(u32),
    /// The name was defined here.
    Definition(u32),
    /// The object or class around; the reference too, where the language has it as a plain name.
    This(Option<u32>),
    /// The part of the object that its supertypes made.
    Super,
    /// The file itself as an object: `module.exports` of JavaScript.
    Module,
    /// A list of arguments or parameters, with their number; 255 when variable.
    Count(u8),
    /// An argument that stands for any number of them; makes the count of its list 255.
    Spread,
}

impl Value {
    /// The reference that the expression ends in.
    pub(crate) fn reference(self) -> Option<u32> {
        match self {
            Value::Reference(at) | Value::This(Some(at)) => Some(at),
            _ => None,
        }
    }

    /// The definition that stands there.
    pub(crate) fn definition(self) -> Option<u32> {
        match self {
            Value::Definition(at) => Some(at),
            _ => None,
        }
    }
}

/// What to do after entering a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Visit its children, then leave it.
    Into,
    /// All is said of it: do not visit its children, do not leave it; this is its value.
    Done(Value),
}

/// Values that a node keeps of its children; more fields with values than these no node has.
const FIELDS_KEPT: usize = 4;

/// A node that was entered and not left.
pub(crate) struct Frame<'t, K, F> {
    node: Node<'t>,
    kind: K,
    field: F,
    /// Values of the children that stood in fields: the latest of each field.
    fielded: [(F, Value); FIELDS_KEPT],
    fielded_len: u8,
    /// The value of the child that was left last.
    last: Value,
    /// The value of the first child that is no token, if it was told.
    first: Option<Value>,
    /// Named children that are no comments.
    children: u32,
    /// One of the children is a [`Value::Spread`].
    spread: bool,
}

impl<'t, K: Vocabulary, F: Vocabulary> Frame<'t, K, F> {
    fn new(node: Node<'t>, kind: K, field: F) -> Self {
        Frame {
            node,
            kind,
            field,
            fielded: [(F::OTHER, Value::Unknown); FIELDS_KEPT],
            fielded_len: 0,
            last: Value::Unknown,
            first: None,
            children: 0,
            spread: false,
        }
    }

    fn value(&self, field: F) -> Value {
        self.fielded[..usize::from(self.fielded_len)]
            .iter()
            .find(|(kept, _)| *kept == field)
            .map_or(Value::Unknown, |&(_, value)| value)
    }

    fn take(&mut self, field: F, value: Value) {
        self.last = value;
        if self.children == 1 {
            self.first.get_or_insert(value);
        }
        self.spread |= value == Value::Spread;
        if field == F::OTHER {
            return;
        }
        let len = usize::from(self.fielded_len);
        if let Some(kept) = self.fielded[..len].iter_mut().find(|(f, _)| *f == field) {
            kept.1 = value;
        } else if len < FIELDS_KEPT && value != Value::Unknown {
            self.fielded[len] = (field, value);
            self.fielded_len += 1;
        }
    }

    fn count(&self) -> u8 {
        match u8::try_from(self.children) {
            Ok(count) if !self.spread => count,
            _ => u8::MAX,
        }
    }
}

/// A node under the cursor, with what stands around it.
pub(crate) struct Visit<'w, 't, K, F> {
    /// The node.
    pub(crate) node: Node<'t>,
    /// Its kind.
    pub(crate) kind: K,
    /// The field of its parent that it stands in.
    pub(crate) field: F,
    /// The ancestors, from the root to the parent.
    above: &'w [Frame<'t, K, F>],
    /// The node's own frame, when it is being left.
    own: Option<&'w Frame<'t, K, F>>,
}

/// How far [`Visit::nearest`] looks up: no construct of interest is farther, and nesting must not
/// make the walk quadratic.
const NEAREST_MAX: usize = 64;

impl<'t, K: Vocabulary, F: Vocabulary> Visit<'_, 't, K, F> {
    /// How many nodes stand above it: the address under which the builder closes what it opened here.
    pub(crate) fn depth(&self) -> u32 {
        self.above.len() as u32
    }

    /// The kind of the `n`-th node above; 0 is the parent.
    pub(crate) fn above(&self, n: usize) -> K {
        self.frame(n).map_or(K::OTHER, |frame| frame.kind)
    }

    /// The kind of the parent.
    pub(crate) fn parent(&self) -> K {
        self.above(0)
    }

    /// The `n`-th node above; 0 is the parent.
    pub(crate) fn node_above(&self, n: usize) -> Option<Node<'t>> {
        self.frame(n).map(|frame| frame.node)
    }

    /// The field that the `n`-th node above stands in; 0 is the parent.
    pub(crate) fn field_above(&self, n: usize) -> F {
        self.frame(n).map_or(F::OTHER, |frame| frame.field)
    }

    /// How many steps up the nearest node of this kind stands, for [`Visit::node_above`] and its like.
    pub(crate) fn nearest(&self, kind: K) -> Option<usize> {
        self.above
            .iter()
            .rev()
            .take(NEAREST_MAX)
            .position(|frame| frame.kind == kind)
    }

    /// The depth of the `n`-th node above; 0 is the parent.
    pub(crate) fn depth_above(&self, n: usize) -> u32 {
        self.above.len().saturating_sub(n + 1) as u32
    }

    /// The value of the sibling before it that stands in a field: of `a` when at `b` in `a.b`.
    pub(crate) fn sibling(&self, field: F) -> Value {
        self.frame(0)
            .map_or(Value::Unknown, |frame| frame.value(field))
    }

    /// As [`Visit::sibling`], of the children of the `n`-th node above.
    pub(crate) fn value_above(&self, n: usize, field: F) -> Value {
        self.frame(n)
            .map_or(Value::Unknown, |frame| frame.value(field))
    }

    /// The value of the first child of the `n`-th node above that is no token.
    pub(crate) fn first_above(&self, n: usize) -> Value {
        self.frame(n)
            .and_then(|frame| frame.first)
            .unwrap_or_default()
    }

    /// The value of the sibling just before it.
    pub(crate) fn previous(&self) -> Value {
        self.frame(0).map_or(Value::Unknown, |frame| frame.last)
    }

    /// Which child of the `n`-th node above it stands in, from 0, comments apart; `None` behind a
    /// spread, and beyond 254.
    pub(crate) fn place_above(&self, n: usize) -> Option<u8> {
        let frame = self.frame(n).filter(|frame| !frame.spread)?;
        let place = u8::try_from(frame.children.checked_sub(1)?).ok()?;
        (place < u8::MAX).then_some(place)
    }

    /// On leaving: the value of the child in a field.
    pub(crate) fn child(&self, field: F) -> Value {
        self.own.map_or(Value::Unknown, |own| own.value(field))
    }

    /// On leaving: the value of the last child that is no token.
    pub(crate) fn last(&self) -> Value {
        self.own.map_or(Value::Unknown, |own| own.last)
    }

    /// On leaving: the value of the first child that is no token.
    pub(crate) fn first(&self) -> Value {
        self.own.and_then(|own| own.first).unwrap_or(Value::Unknown)
    }

    /// On leaving: the number of children, comments apart; 255 for more and for a spread.
    pub(crate) fn count(&self) -> u8 {
        self.own.map_or(0, Frame::count)
    }

    fn frame(&self, n: usize) -> Option<&Frame<'t, K, F>> {
        self.above.iter().rev().nth(n)
    }
}

/// Walks the whole tree, or as much of it as the builder's limits allow.
pub(crate) fn walk<L: Extractor>(
    tree: &Tree,
    tables: &Tables<L::Kind, L::Field>,
    language: &mut L,
    builder: &mut Builder<'_>,
) {
    let mut cursor = tree.walk();
    // Only a broken text has nodes that are not there.
    let is_broken = tree.root_node().has_error();
    let mut frames: Vec<Frame<'_, L::Kind, L::Field>> = Vec::with_capacity(64);
    loop {
        let node = cursor.node();
        let entry = tables.kind(node.kind_id());
        let kind = entry.kind;
        if entry.counts
            && let Some(parent) = frames.last_mut()
        {
            parent.children += 1;
        }
        let (field, step) = if is_broken && node.is_missing() {
            (L::Field::OTHER, Step::Done(Value::Unknown))
        } else if kind == L::Kind::OTHER {
            (L::Field::OTHER, Step::Into)
        } else {
            let field = tables.field(cursor.field_id());
            let visit = Visit {
                node,
                kind,
                field,
                above: &frames,
                own: None,
            };
            (field, language.enter(&visit, builder))
        };
        match step {
            Step::Into if cursor.goto_first_child() => {
                frames.push(Frame::new(node, kind, field));
                continue;
            }
            Step::Into if kind != L::Kind::OTHER => {
                leave(
                    &Frame::new(node, kind, field),
                    &mut frames,
                    language,
                    builder,
                );
            }
            Step::Into => {
                if entry.counts
                    && let Some(parent) = frames.last_mut()
                {
                    parent.last = Value::Unknown;
                }
            }
            Step::Done(value) => {
                builder.close(frames.len() as u32);
                if let Some(parent) = frames.last_mut() {
                    parent.take(field, value);
                }
            }
        }
        if builder.is_full() {
            return;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
            let Some(frame) = frames.pop() else { return };
            leave(&frame, &mut frames, language, builder);
        }
    }
}

fn leave<'t, L: Extractor>(
    own: &Frame<'t, L::Kind, L::Field>,
    frames: &mut [Frame<'t, L::Kind, L::Field>],
    language: &mut L,
    builder: &mut Builder<'_>,
) {
    let value = if own.kind == L::Kind::OTHER {
        Value::Unknown
    } else {
        let visit = Visit {
            node: own.node,
            kind: own.kind,
            field: own.field,
            above: frames,
            own: Some(own),
        };
        language.leave(&visit, builder)
    };
    builder.close(frames.len() as u32);
    if let Some(parent) = frames.last_mut() {
        parent.take(own.field, value);
    }
}
