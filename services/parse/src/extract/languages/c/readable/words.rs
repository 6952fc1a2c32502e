//! The words of declarations, and the macros among them.

use super::super::functions::is_macro_name;
use super::Reader;
use super::scan::{
    end_of_arguments, end_of_comment, end_of_path, end_of_word, is_name_byte, skip_blanks,
    skip_blanks_of_line, starts_line,
};

/// Words of one declaration; with more it is left as it is.
const WORDS_MAX: usize = 12;

/// The parameters of a template that are longer are left as they are.
const PARAMETERS_BYTES_MAX: usize = 4096;

/// A word of a declaration.
#[derive(Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
}

impl Reader<'_> {
    /// What may be a declaration: its words up to the first sign.
    pub(super) fn declaration(&mut self) {
        let mut words = [Word { start: 0, end: 0 }; WORDS_MAX];
        let mut count = 0;
        self.state.is_start = false;
        loop {
            let start = self.at;
            let end = end_of_word(self.text, start);
            self.at = end;
            match sort_of(&self.text[start..end]) {
                // What follows starts anew.
                Sort::Opening => {
                    self.state.is_start = true;
                    return;
                }
                Sort::Other if let Some(after) = self.end_of_template(start, end) => {
                    self.blank_all(&words[..count]);
                    self.at = after;
                    if !self.text.get(after).is_some_and(|c| is_name_byte(*c)) {
                        return;
                    }
                    count = 0;
                    continue;
                }
                Sort::Other if self.is_instantiation(start, end) => {
                    let first = words[..count].first().map_or(start, |word| word.start);
                    self.blank((first, end));
                    self.at = skip_blanks(self.text, end);
                    count = 0;
                    continue;
                }
                Sort::Other => {
                    if self.blank_all(&words[..count]) {
                        self.at = start;
                        self.is_complete = true;
                    }
                    return;
                }
                Sort::Record => {
                    self.is_enum |= &self.text[start..end] == b"enum";
                    if let Some((start, end)) = marker(self.text, end) {
                        self.blank_macro((start, end_of_word(self.text, start)));
                        self.blank((start, end));
                    }
                }
                Sort::Word | Sort::Type | Sort::Specifier | Sort::Qualifier => {}
            }
            if count == WORDS_MAX {
                return;
            }
            self.at = end_of_path(self.text, end);
            words[count] = Word {
                start,
                end: self.at,
            };
            count += 1;
            self.at = skip_blanks(self.text, self.at);
            if self.is_alone(&words[count - 1]) {
                self.at = skip_comments(self.text, self.at);
            }
            if !self.text.get(self.at).is_some_and(|c| is_name_byte(*c)) {
                break;
            }
        }
        let words = self.without_borders(&words[..count]);
        let count = words.len();
        match self.text.get(self.at) {
            _ if count == 0 => {}
            Some(b'(') if count == 1 => self.statement(words[0]),
            Some(b'*' | b'&') => {
                let (names, wanted) = self.names(words, true);
                if names >= wanted {
                    self.thin(words, (names, wanted), words.len());
                    self.pointer();
                }
            }
            Some(b'(' | b';' | b'=' | b'[' | b',' | b'{') => {
                self.note_record(words);
                let (mut names, mut wanted) = self.names(words, false);
                if self.is_constructor(words[count - 1]) {
                    wanted = 1;
                }
                let mut last = count - 1;
                if self.text[self.at] == b'(' && names > wanted && self.blank_attribute(words[last])
                {
                    // `int x GUARDED_BY(y);`
                    names -= 1;
                    last = last.saturating_sub(1);
                }
                self.thin(words, (names, wanted), last);
                if names >= wanted && count > 1 {
                    self.attributes();
                }
            }
            Some(b':') => self.note_record(words),
            None | Some(b'}' | b'#') if self.blank_all(words) => self.is_complete = true,
            _ => {}
        }
    }

    /// Where what a template is of begins: behind its parameters. Macros among these that are given
    /// more than a type lose what they are given.
    fn end_of_template(&mut self, start: usize, end: usize) -> Option<usize> {
        let open = skip_blanks(self.text, end);
        if &self.text[start..end] != b"template" || self.text.get(open) != Some(&b'<') {
            return None;
        }
        let mut at = open;
        let mut depth = 0_u32;
        let limit = self.text.len().min(open + PARAMETERS_BYTES_MAX);
        let mut conditions = Vec::new();
        while at < limit {
            match self.text[at] {
                b'<' => depth += 1,
                b'>' if self.text[at - 1] != b'-' => {
                    depth -= 1;
                    if depth == 0 {
                        for given in conditions {
                            self.part(given);
                        }
                        return Some(skip_blanks(self.text, at + 1));
                    }
                }
                b'(' => {
                    let close = end_of_arguments(self.text, at)?;
                    if depth == 1 && is_condition(&self.text[at..close]) {
                        conditions.push((at, close));
                    }
                    at = close;
                    continue;
                }
                b'/' if matches!(self.text.get(at + 1), Some(b'/' | b'*')) => {
                    at = end_of_comment(self.text, at);
                    continue;
                }
                b';' | b'{' | b'}' | b'#' => return None,
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Makes a list of the parts of a condition that a macro is given, if all are names.
    fn part(&mut self, (start, end): (usize, usize)) {
        let given = &self.text[start + 1..end - 1];
        let is_plain = |byte: &u8| {
            is_name_byte(*byte)
                || byte.is_ascii_whitespace()
                || matches!(byte, b':' | b'<' | b'>' | b',' | b'&' | b'|' | b'!' | b'=')
        };
        if !given.iter().all(is_plain) || given.windows(6).any(|word| word == b"sizeof") {
            self.blank((start, end));
            return;
        }
        let seen = self.seen.to_mut();
        let mut at = start + 1;
        while at + 1 < end {
            match &seen[at..at + 2] {
                b"&&" | b"||" | b"==" | b"!=" => {
                    seen[at..at + 2].copy_from_slice(b", ");
                    at += 2;
                }
                [b'!', _] => {
                    seen[at] = b' ';
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// The words of a declaration without the macros before it that stand alone in their lines and
    /// begin or end something by their names, or have a macro behind them: those become blanks.
    fn without_borders<'w>(&mut self, words: &'w [Word]) -> &'w [Word] {
        let mut left = words;
        while let [word, next, ..] = left
            && self.is_alone(word)
            && (is_border(self.at_word(*word)) || is_macro_name(self.at_word(*next)))
            && matches!(self.state.last, b';' | b'{' | b'}' | b':' | b'>')
        {
            self.blank_macro((word.start, word.end));
            left = &left[1..];
        }
        left
    }

    /// Whether a word is a macro by its name, in a line of its own.
    fn is_alone(&self, word: &Word) -> bool {
        is_macro_name(self.at_word(*word))
            && starts_line(self.text, word.start)
            && matches!(
                self.text.get(skip_blanks_of_line(self.text, word.end)),
                None | Some(b'\n' | b'\r')
            )
    }

    /// Keeps the name of a type whose body comes.
    fn note_record(&mut self, words: &[Word]) {
        let text = self.text;
        let at = |word: &Word| &text[word.start..word.end];
        let mut behind = words
            .iter()
            .skip_while(|word| sort_of(at(word)) != Sort::Record);
        if behind.next().is_none() || self.is_enum {
            return;
        }
        let name = behind.take_while(|word| at(word) != b"final").last();
        let is_defined = matches!(self.text.get(self.at), Some(b'{' | b':'));
        self.record = name.filter(|_| is_defined).map(|name| {
            let end = end_of_word(text, name.start);
            &text[name.start..end]
        });
    }

    /// Whether a word before a list of parameters names the type around.
    fn is_constructor(&self, word: Word) -> bool {
        let of = self
            .records
            .last()
            .filter(|(braces, _)| *braces == self.state.braces);
        self.text.get(self.at) == Some(&b'(')
            && of.is_some_and(|(_, name)| *name == self.at_word(word))
    }

    /// Whether this is the `template` of `template class A<int>;`, which the grammar does not know.
    fn is_instantiation(&self, start: usize, end: usize) -> bool {
        let next = skip_blanks(self.text, end);
        &self.text[start..end] == b"template"
            && sort_of(&self.text[next..end_of_word(self.text, next)]) == Sort::Record
    }

    /// Blanks words of which each is a macro in a line of its own, between statements.
    fn blank_all(&mut self, words: &[Word]) -> bool {
        let is_between = matches!(self.state.last, b';' | b'}' | b':');
        let is_blank =
            !words.is_empty() && is_between && words.iter().all(|word| self.is_alone(word));
        if is_blank {
            for word in words {
                self.blank_macro((word.start, word.end));
            }
        }
        is_blank
    }

    /// A pointer is declared: its name comes, and perhaps what marks it.
    fn pointer(&mut self) {
        let mut at = self.at;
        while let Some(byte) = self.text.get(at) {
            if is_name_byte(*byte) {
                let end = end_of_word(self.text, at);
                if sort_of(&self.text[at..end]) != Sort::Qualifier {
                    break;
                }
                at = end;
            } else if matches!(byte, b'*' | b'&') || byte.is_ascii_whitespace() {
                at += 1;
            } else {
                return;
            }
        }
        self.at = skip_blanks(
            self.text,
            end_of_path(self.text, end_of_word(self.text, at)),
        );
        self.attributes();
    }

    /// What stands behind the name of a declaration, or behind its parameters: blanks the macros.
    fn attributes(&mut self) {
        if self.text.get(self.at) == Some(&b'(') {
            let Some(close) = end_of_arguments(self.text, self.at) else {
                return;
            };
            self.at = skip_blanks(self.text, close);
        }
        for _ in 0..WORDS_MAX {
            let start = self.at;
            let end = end_of_word(self.text, start);
            if end == start {
                return;
            }
            self.at = skip_blanks(self.text, end);
            if is_macro_name(&self.text[start..end]) && !self.blank_attribute(Word { start, end }) {
                return;
            }
        }
    }

    /// Blanks a macro and its arguments, if with them or another attribute the declaration ends.
    fn blank_attribute(&mut self, word: Word) -> bool {
        if !is_macro_name(self.at_word(word)) {
            return false;
        }
        let mut end = word.end;
        let open = skip_blanks(self.text, end);
        if self.text.get(open) == Some(&b'(') {
            match end_of_arguments(self.text, open) {
                Some(close) => end = close,
                None => return false,
            }
        }
        let next = skip_blanks(self.text, end);
        let is_end = match self.text.get(next) {
            Some(b';' | b'=' | b'{' | b',' | b'[') => true,
            Some(byte) => is_name_byte(*byte),
            None => false,
        };
        if is_end {
            self.blank_macro((word.start, word.end));
            self.blank((word.start, end));
            self.at = next;
        }
        is_end
    }

    /// How many names the words of a declaration hold, and how many it needs: a type, unless it is
    /// the language's own, and a name, unless a pointer's comes later.
    fn names(&self, words: &[Word], is_pointer: bool) -> (usize, usize) {
        let mut has_type = false;
        let mut is_tag = false;
        let mut names = 0;
        for word in words {
            match sort_of(self.at_word(*word)) {
                Sort::Type => has_type = true,
                Sort::Record => {
                    has_type = true;
                    is_tag = true;
                }
                Sort::Word if is_tag => is_tag = false,
                Sort::Word => names += 1,
                Sort::Specifier | Sort::Qualifier | Sort::Opening | Sort::Other => {}
            }
        }
        (names, usize::from(!has_type) + usize::from(!is_pointer))
    }

    /// Blanks macros among the first words of a declaration while it holds more names than it needs.
    fn thin(&mut self, words: &[Word], (mut names, wanted): (usize, usize), last: usize) {
        for is_sure in [true, false] {
            let mut is_tag = false;
            for (at, word) in words[..last].iter().enumerate() {
                let text = self.at_word(*word);
                let is_of_tag = is_tag;
                is_tag = sort_of(text) == Sort::Record;
                let is_before_type = words.get(at + 1).is_some_and(|next| {
                    matches!(sort_of(self.at_word(*next)), Sort::Type | Sort::Record)
                });
                let is_macro = !is_of_tag
                    && sort_of(text) == Sort::Word
                    && (is_before_type || is_macro_name(text))
                    && (!is_sure || is_before_type || is_marker(text));
                if names > wanted && is_macro && !self.is_blank(*word) {
                    self.blank_macro((word.start, word.end));
                    names -= 1;
                }
            }
        }
    }

    /// A macro that is called in a line of its own: gives it a semicolon, if none follows.
    fn statement(&mut self, name: Word) {
        let open = self.at;
        if !is_macro_name(self.at_word(name)) || !starts_line(self.text, name.start) {
            return;
        }
        let Some(close) = end_of_arguments(self.text, open) else {
            return;
        };
        let line_end = self.text[close..]
            .iter()
            .position(|c| *c == b'\n')
            .map_or(self.text.len(), |length| close + length);
        if !self.text[close..line_end].trim_ascii().is_empty() {
            return;
        }
        let next = skip_blanks(self.text, close);
        let after = self.text.get(skip_comments(self.text, next)).copied();
        if !after.is_none_or(|c| is_name_byte(c) || matches!(c, b'}' | b'#')) {
            return;
        }
        self.at = next;
        self.is_complete = true;
        let begin = skip_comments(self.text, next);
        let word = &self.text[begin..end_of_word(self.text, begin)];
        let is_type = sort_of(word) == Sort::Record || word == b"template";
        let blank = self.text[close..next]
            .iter()
            .position(|c| matches!(c, b' ' | b'\t'));
        if let Some(blank) = blank
            && after != Some(b'#')
        {
            self.seen.to_mut()[close + blank] = b';';
        } else if is_type {
            // There is no room for a semicolon.
            self.blank_macro((name.start, name.end));
            self.blank((name.start, close));
        }
    }

    fn at_word(&self, word: Word) -> &[u8] {
        &self.text[word.start..word.end]
    }

    fn is_blank(&self, word: Word) -> bool {
        self.seen[word.start] == b' '
    }
}

/// What a word is in a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A name.
    Word,
    /// A type of the language.
    Type,
    /// `struct` and its like: a tag follows.
    Record,
    Specifier,
    Qualifier,
    /// After it a statement starts.
    Opening,
    /// It starts no declaration.
    Other,
}

fn sort_of(word: &[u8]) -> Sort {
    match word {
        b"void" | b"char" | b"short" | b"int" | b"long" | b"float" | b"double" | b"signed"
        | b"unsigned" | b"bool" | b"_Bool" | b"auto" | b"size_t" | b"ssize_t" | b"int8_t"
        | b"int16_t" | b"int32_t" | b"int64_t" | b"uint8_t" | b"uint16_t" | b"uint32_t"
        | b"uint64_t" | b"intptr_t" | b"uintptr_t" | b"ptrdiff_t" => Sort::Type,
        b"struct" | b"union" | b"enum" | b"class" => Sort::Record,
        b"static" | b"extern" | b"inline" | b"typedef" | b"register" | b"__inline"
        | b"__inline__" | b"__forceinline" | b"__extension__" | b"_Noreturn" | b"thread_local"
        | b"_Thread_local" | b"__thread" | b"virtual" | b"explicit" | b"constexpr" | b"mutable"
        | b"friend" | b"typename" => Sort::Specifier,
        b"const" | b"volatile" | b"restrict" | b"__restrict" | b"__restrict__" | b"_Atomic" => {
            Sort::Qualifier
        }
        b"else" | b"do" | b"try" => Sort::Opening,
        b"if" | b"for" | b"while" | b"switch" | b"case" | b"default" | b"return" | b"goto"
        | b"break" | b"continue" | b"sizeof" | b"using" | b"namespace" | b"template"
        | b"operator" | b"new" | b"delete" | b"throw" | b"public" | b"private" | b"protected"
        | b"catch" | b"asm" | b"__asm__" | b"__attribute__" | b"__declspec" | b"static_assert"
        | b"_Static_assert" | b"concept" | b"requires" | b"co_return" | b"co_yield"
        | b"co_await" => Sort::Other,
        _ => Sort::Word,
    }
}

/// Whether what a macro is given is more than a type or a value.
fn is_condition(given: &[u8]) -> bool {
    given
        .windows(2)
        .any(|two| matches!(two, b"&&" | b"||" | b"==" | b"!=" | b"<=" | b">="))
        || given.contains(&b'!')
}

/// Whether the name of a macro tells that something begins or ends there.
fn is_border(name: &[u8]) -> bool {
    name.split(|byte| *byte == b'_')
        .any(|part| matches!(part, b"BEGIN" | b"END" | b"NAMESPACE"))
}

/// Behind blanks and comments.
fn skip_comments(text: &[u8], from: usize) -> usize {
    let mut at = from;
    while text.get(at) == Some(&b'/') && matches!(text.get(at + 1), Some(b'/' | b'*')) {
        at = skip_blanks(text, end_of_comment(text, at));
    }
    at
}

/// Whether the name of a macro tells that it marks declarations.
fn is_marker(name: &[u8]) -> bool {
    let parts: [&[u8]; 12] = [
        b"API",
        b"CALL",
        b"DECL",
        b"EXPORT",
        b"EXTERN",
        b"INLINE",
        b"STATIC",
        b"ATTR",
        b"NORETURN",
        b"UNUSED",
        b"PUBLIC",
        b"IMPORT",
    ];
    parts
        .iter()
        .any(|part| name.windows(part.len()).any(|window| window == *part))
}

/// The macro behind `class` or `struct`, if the name of what is defined follows it.
fn marker(text: &[u8], record: usize) -> Option<(usize, usize)> {
    let start = skip_blanks(text, record);
    let mut end = end_of_word(text, start);
    if !is_macro_name(text.get(start..end)?) {
        return None;
    }
    if text.get(end) == Some(&b'(') {
        // `class ALIGNED(16) X`
        end = end_of_arguments(text, end)?;
    }
    let name = skip_blanks(text, end);
    let name_end = end_of_word(text, name);
    if name == end || name_end == name {
        return None;
    }
    let rest = &text[skip_blanks(text, name_end)..];
    let is_defined = rest.starts_with(b"{")
        || (rest.starts_with(b":") && !rest.starts_with(b"::"))
        || rest.starts_with(b"final");
    is_defined.then_some((start, end))
}
