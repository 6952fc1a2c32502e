//! Conditions of the preprocessor, and whether they tear what they stand in.

use super::scan::{end_of_comment, end_of_word, skip_blanks_of_line};
use super::{Reader, State};

/// Branches behind the first that are longer stay, for with them more would be lost than by a tear.
const BRANCHES_BYTES_MAX: usize = 1 << 14;

/// A condition around: `#if` to `#endif`.
pub(super) struct Condition {
    /// Where the reader stood at its start.
    opened: State,
    /// Where it stood at the end of the first branch.
    first_end: Option<State>,
    /// Where the second branch starts.
    second: Option<usize>,
    /// The lines that are directives of its own.
    directives: Vec<(usize, usize)>,
    /// It stands in the middle of a statement, or has but one of two braces.
    is_torn: bool,
}

impl Reader<'_> {
    /// A directive of the preprocessor, with the lines that it goes on in.
    pub(super) fn directive(&mut self) {
        let start = self.at;
        let word_start = skip_blanks_of_line(self.text, start + 1);
        let word = &self.text[word_start..end_of_word(self.text, word_start)];
        self.skip_directive(word == b"define");
        let line = (start, self.at);
        match word {
            b"if" | b"ifdef" | b"ifndef" => self.open(line),
            b"else" | b"elif" | b"elifdef" | b"elifndef" => self.go_on(line),
            b"endif" => self.close(line),
            // What a macro or an include stands between is torn by it, but the grammar gets over it.
            _ => {}
        }
    }

    /// To the end of a directive. The grammar takes a comment for the end of a macro: one that the
    /// macro goes on behind becomes blanks.
    fn skip_directive(&mut self, is_macro: bool) {
        let mut comment = None;
        while let Some(&byte) = self.text.get(self.at) {
            match byte {
                b'\n' => break,
                _ if comment.is_some() && !matches!(byte, b' ' | b'\t' | b'\r') => {
                    if let Some(comment) = comment.take() {
                        self.blank(comment);
                    }
                }
                b'\\' if self.text.get(self.at + 1) == Some(&b'\r') => self.at += 3,
                b'\\' => self.at += 2,
                b'/' if self.text.get(self.at + 1) == Some(&b'*') => {
                    let start = self.at;
                    self.at = end_of_comment(self.text, start);
                    let is_of_line = !self.text[start..self.at].contains(&b'\n');
                    comment = (is_macro && is_of_line).then_some((start, self.at));
                }
                _ => self.at += 1,
            }
        }
        self.at = self.at.min(self.text.len());
    }

    fn open(&mut self, line: (usize, usize)) {
        self.conditions.push(Condition {
            opened: self.state,
            first_end: None,
            second: None,
            directives: vec![line],
            is_torn: !self.state.is_between(),
        });
        self.state.is_start |= self.state.is_between();
    }

    fn go_on(&mut self, line: (usize, usize)) {
        let state = self.state;
        let Some(condition) = self.conditions.last_mut() else {
            return;
        };
        condition.directives.push(line);
        condition.is_torn |= condition.is_torn_by(state);
        if condition.second.is_none() {
            condition.second = Some(line.0);
            condition.first_end = Some(state);
        }
        self.state = condition.opened;
        self.state.is_start |= self.state.is_between();
    }

    fn close(&mut self, line: (usize, usize)) {
        let Some(condition) = self.conditions.pop() else {
            return;
        };
        let is_torn = condition.is_torn || condition.is_torn_by(self.state);
        if let Some(state) = condition.first_end {
            self.state = state;
        }
        let branches = (condition.second.unwrap_or(line.0), line.1);
        if !is_torn || branches.1 - branches.0 > BRANCHES_BYTES_MAX {
            self.state.is_start |= self.state.is_between();
            return;
        }
        for directive in condition.directives {
            self.blank(directive);
        }
        self.blank(branches);
    }
}

impl Condition {
    /// Whether a branch that ends so does not hold whole statements.
    fn is_torn_by(&self, end: State) -> bool {
        !end.is_between()
            || end.braces != self.opened.braces
            || end.parentheses != self.opened.parentheses
    }
}

impl State {
    /// Whether a condition may stand here: between statements, or between what an enum lists.
    fn is_between(&self) -> bool {
        let is_listed = self.braces_of_enum == Some(self.braces);
        let is_whole = match self.last {
            b';' | b'{' | b'}' | b':' => self.is_start,
            b',' => is_listed,
            _ => false,
        };
        self.parentheses == 0 && is_whole
    }
}
