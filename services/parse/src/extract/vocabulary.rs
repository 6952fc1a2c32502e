//! A language's words for its syntax: kinds of nodes and fields as small enums, mapped once a process.

/// An enum whose variants stand for names in a grammar, and one for all others.
pub(crate) trait Vocabulary: Copy + PartialEq + 'static {
    /// Every name that is not listed.
    const OTHER: Self;
    /// The listed names, and whether each is a bare token (`"async"`) rather than a named node.
    const LISTED: &'static [(&'static str, bool, Self)];

    /// The variant for a name.
    fn of(name: &str, is_token: bool) -> Self {
        Self::LISTED
            .iter()
            .find(|(listed, token, _)| *listed == name && *token == is_token)
            .map_or(Self::OTHER, |&(_, _, variant)| variant)
    }
}

/// Declares a [`Vocabulary`]: `Name = "grammar_name"` for named nodes and fields,
/// `Name = token "async"` for bare tokens.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($variant:ident = $($token:ident)? $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(clippy::enum_variant_names, reason = "the names are the grammar's")]
        $vis enum $name {
            /// None of those below.
            Other,
            $(#[doc = concat!("`", $text, "`")] $variant,)*
        }

        impl $crate::extract::vocabulary::Vocabulary for $name {
            const OTHER: Self = $name::Other;
            const LISTED: &'static [(&'static str, bool, Self)] =
                &[$(($text, !stringify!($($token)?).is_empty(), $name::$variant),)*];
        }
    };
}
pub(crate) use vocabulary;

/// What the walk knows of a kind of node.
#[derive(Clone, Copy)]
pub(crate) struct KindEntry<K> {
    /// The language's word for it.
    pub(crate) kind: K,
    /// It counts as a child: a named node that is no comment.
    pub(crate) counts: bool,
}

/// A grammar and its names as vocabularies.
pub(crate) struct Tables<K, F> {
    /// The grammar.
    pub(crate) grammar: tree_sitter::Language,
    kinds: Vec<KindEntry<K>>,
    fields: Vec<F>,
}

impl<K: Vocabulary, F: Vocabulary> Tables<K, F> {
    /// Looks every name of the grammar up, once.
    pub(crate) fn new(grammar: tree_sitter::Language) -> Self {
        // Several ids may share a name (aliases), so all ids are asked, not all names.
        let kinds = (0..=u16::MAX)
            .take(grammar.node_kind_count())
            .map(|id| {
                let name = grammar.node_kind_for_id(id).unwrap_or_default();
                let named = grammar.node_kind_is_named(id);
                KindEntry {
                    kind: K::of(name, !named),
                    counts: named && !name.contains("comment"),
                }
            })
            .collect();
        let fields = (0..=u16::MAX)
            .take(grammar.field_count() + 1)
            .map(|id| {
                grammar
                    .field_name_for_id(id)
                    .map_or(F::OTHER, |name| F::of(name, false))
            })
            .collect();
        Tables {
            grammar,
            kinds,
            fields,
        }
    }

    /// What is known of a kind; the kind of ERROR nodes, 65535, is in no table.
    pub(crate) fn kind(&self, id: u16) -> KindEntry<K> {
        self.kinds
            .get(usize::from(id))
            .copied()
            .unwrap_or(KindEntry {
                kind: K::OTHER,
                counts: false,
            })
    }

    /// The language's word for a field.
    pub(crate) fn field(&self, id: Option<std::num::NonZeroU16>) -> F {
        id.and_then(|id| self.fields.get(usize::from(id.get())))
            .copied()
            .unwrap_or(F::OTHER)
    }
}

#[cfg(test)]
pub(crate) fn assert_known<K: Vocabulary + std::fmt::Debug, F: Vocabulary + std::fmt::Debug>(
    grammars: &[tree_sitter::Language],
) {
    for &(name, is_token, kind) in K::LISTED {
        assert!(
            grammars
                .iter()
                .any(|grammar| grammar.id_for_node_kind(name, !is_token) != 0),
            "no grammar has the kind {name} of {kind:?}"
        );
    }
    for &(name, _, field) in F::LISTED {
        assert!(
            grammars
                .iter()
                .any(|grammar| grammar.field_id_for_name(name).is_some()),
            "no grammar has the field {name} of {field:?}"
        );
    }
}
