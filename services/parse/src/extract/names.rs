//! Keeps every name and text of a file once.

use std::borrow::Cow;

use facts::NameId;
use rustc_hash::FxHashMap;

/// The texts of a file, by number.
#[derive(Default)]
pub(crate) struct Names<'s> {
    ids: FxHashMap<Cow<'s, str>, NameId>,
    texts: Vec<Cow<'s, str>>,
}

impl<'s> Names<'s> {
    /// The number of a text. Most texts are slices of the source; only what is rewritten is owned.
    pub(crate) fn intern(&mut self, text: Cow<'s, str>) -> NameId {
        if let Some(&id) = self.ids.get(text.as_ref()) {
            return id;
        }
        let id = self.texts.len() as NameId;
        self.texts.push(text.clone());
        self.ids.insert(text, id);
        id
    }

    /// The text of a number.
    pub(crate) fn text(&self, id: NameId) -> &str {
        self.texts.get(id as usize).map_or("", AsRef::as_ref)
    }

    /// The texts in the order of their numbers.
    pub(crate) fn into_texts(self) -> Vec<String> {
        self.texts.into_iter().map(Cow::into_owned).collect()
    }
}
