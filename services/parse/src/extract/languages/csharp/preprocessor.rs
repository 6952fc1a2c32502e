//! C#'s conditions of the preprocessor, where the grammar cannot read them.
//!
//! The grammar knows `#if` around whole declarations and statements. One that stands in the midst of
//! them (a supertype more, the end of an expression) is blanked: what follows it is read, and what
//! stands after its `#else` is not.

use std::borrow::Cow;

/// A directive that makes a condition.
struct Directive {
    is_if: bool,
    is_end: bool,
    /// Its line, without the break.
    start: usize,
    end: usize,
    /// The last byte of code before it, and where that stands; 0 for none.
    before: (u8, usize),
    /// Where the code after it starts.
    after: usize,
    /// How many brackets are open.
    depth: i32,
}

/// The text with conditions blanked that stand in the midst of something.
pub(super) fn readable(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.windows(3).any(|w| w == b"#if") && !text.windows(4).any(|w| w == b"# if") {
        return Cow::Borrowed(text);
    }
    let directives = directives(text);
    let mut blank: Vec<(usize, usize)> = Vec::new();
    let mut open: Vec<Vec<usize>> = Vec::new();
    for (at, directive) in directives.iter().enumerate() {
        if directive.is_if {
            open.push(vec![at]);
            continue;
        }
        if let Some(group) = open.last_mut() {
            group.push(at);
        }
        if directive.is_end
            && let Some(group) = open.pop()
        {
            let group: Vec<&Directive> = group.iter().map(|&at| &directives[at]).collect();
            if !is_whole(text, &group) {
                blank.extend(group.iter().map(|d| (d.start, d.end)));
                if let [_, second, .., last] = group.as_slice() {
                    blank.push((second.start, last.end));
                }
            }
        }
    }
    if blank.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut text = text.to_vec();
    blank.sort_unstable();
    let mut done = 0;
    for (start, end) in blank {
        let start = start.max(done);
        if start < end {
            for byte in &mut text[start..end] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
            done = end;
        }
    }
    Cow::Owned(text)
}

/// Whether every branch holds whole declarations or statements.
fn is_whole(text: &[u8], group: &[&Directive]) -> bool {
    let Some(first) = group.first() else {
        return true;
    };
    let is_boundary = matches!(first.before.0, 0 | b';' | b'{' | b'}');
    let goes_on = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        let words: [&[u8]; 4] = [b"else", b"catch", b"finally", b"where"];
        rest.first()
            .is_some_and(|byte| b".,:?&|+-*/)=".contains(byte))
            || words.iter().any(|word| rest.starts_with(word))
    };
    let branches = group.windows(2);
    let are_whole = branches.into_iter().all(|pair| {
        let [start, end] = pair else { return true };
        let is_empty = end.before.1 == start.before.1;
        let is_closed = matches!(end.before.0, b';' | b'}');
        is_empty || (is_closed && end.depth == first.depth && !goes_on(start.after))
    });
    is_boundary && are_whole
}

/// The directives of conditions in a text.
fn directives(text: &[u8]) -> Vec<Directive> {
    let mut found: Vec<Directive> = Vec::new();
    // Those from which on no code was met.
    let mut waiting = 0;
    let (mut at, mut depth, mut before) = (0, 0_i32, (0_u8, 0_usize));
    let mut is_line_start = true;
    while let Some(&byte) = text.get(at) {
        let rest = &text[at..];
        match byte {
            b'\n' => {
                is_line_start = true;
                at += 1;
            }
            _ if byte.is_ascii_whitespace() => at += 1,
            b'#' if is_line_start => {
                let end = at + line(rest);
                let word = rest[1..].trim_ascii_start();
                let is_if = word.starts_with(b"if");
                let is_end = word.starts_with(b"endif");
                if is_if || is_end || word.starts_with(b"el") {
                    found.push(Directive {
                        is_if,
                        is_end,
                        start: at,
                        end,
                        before,
                        after: text.len(),
                        depth,
                    });
                }
                at = end;
            }
            b'/' if rest.starts_with(b"//") => at += line(rest),
            b'/' if rest.starts_with(b"/*") => {
                let end = rest[2..].windows(2).position(|w| w == b"*/");
                at += end.map_or(rest.len(), |end| end + 4);
            }
            _ => {
                is_line_start = false;
                for directive in &mut found[waiting..] {
                    directive.after = at;
                }
                waiting = found.len();
                match byte {
                    b'(' | b'[' | b'{' => depth += 1,
                    b')' | b']' | b'}' => depth -= 1,
                    _ => {}
                }
                before = (byte, at + 1);
                at += match byte {
                    b'"' => quote(text, at),
                    b'\'' => character(rest),
                    _ => 1,
                };
            }
        }
    }
    found
}

/// How long a line is, without its break.
fn line(rest: &[u8]) -> usize {
    let end = rest.iter().position(|&byte| byte == b'\n');
    end.unwrap_or(rest.len())
}

/// How long a quoted text is.
fn quote(text: &[u8], at: usize) -> usize {
    let rest = &text[at..];
    let is_verbatim = text[at.saturating_sub(2)..at].contains(&b'@');
    let quotes = rest.iter().take_while(|&&byte| byte == b'"').count();
    if quotes >= 3 && !is_verbatim {
        return raw(rest, quotes);
    }
    let mut end = 1;
    while let Some(&byte) = rest.get(end) {
        match byte {
            b'"' if is_verbatim && rest.get(end + 1) == Some(&b'"') => end += 1,
            b'"' => return end + 1,
            b'\\' if !is_verbatim => end += 1,
            b'\n' if !is_verbatim => return end,
            _ => {}
        }
        end += 1;
    }
    rest.len()
}

/// How long a text is that starts with so many quotes: as many end it, and fewer are a part of it.
fn raw(rest: &[u8], quotes: usize) -> usize {
    let mut run = 0;
    for (at, &byte) in rest.iter().enumerate().skip(quotes) {
        run = if byte == b'"' { run + 1 } else { 0 };
        if run == quotes {
            return at + 1;
        }
    }
    rest.len()
}

/// How long a character in quotes is; the quote alone where it is none.
fn character(rest: &[u8]) -> usize {
    match rest {
        [_, b'\\', _, tail @ ..] => {
            let end = tail.iter().take(10).position(|&byte| byte == b'\'');
            end.map_or(1, |end| end + 4)
        }
        [_, _, tail @ ..] => {
            let end = tail.iter().take(4).position(|&byte| byte == b'\'');
            end.map_or(1, |end| end + 3)
        }
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::readable;

    fn seen(text: &str) -> String {
        let text = readable(text.as_bytes());
        let lines = String::from_utf8_lossy(&text).into_owned();
        let lines = lines.lines().map(str::trim_end).collect::<Vec<_>>();
        lines.join("|")
    }

    #[test]
    fn whole_declarations_stay_and_parts_are_blanked() {
        let whole = "class A {\n#if X\n int x;\n#else\n int y;\n#endif\n}";
        assert_eq!(seen(whole), whole.replace('\n', "|"));
        assert_eq!(
            seen("class A : B\n#if X\n , C\n#endif\n{ }"),
            "class A : B|| , C||{ }"
        );
        assert_eq!(
            seen("x = a\n#if X\n .B()\n#else\n .C()\n#endif\n;"),
            "x = a|| .B()||||;"
        );
        assert_eq!(
            seen("#if X\nclass A {\n#else\nclass B {\n#endif\n}"),
            "|class A {||||}"
        );
        assert_eq!(seen("f();\n#if X\nelse g();\n#endif\n"), "f();||else g();|");
    }

    #[test]
    fn a_raw_text_ends_with_as_many_quotes_as_it_starts_with() {
        let text = "f(\"\"\"\"\n\"\"\"\n#if X\n#endif\n\"\"\"\");\n";
        assert_eq!(seen(text), text.trim_end().replace('\n', "|"));
        // What is verbatim doubles its quotes instead.
        let text = "f(@\"\"\"a\");\nx = 1\n#if X\n+ 2\n#endif\n;\n";
        assert_eq!(seen(text), "f(@\"\"\"a\");|x = 1||+ 2||;");
    }

    #[test]
    fn what_is_quoted_or_a_comment_is_no_code() {
        let text =
            "var a = @\"\n#if X\n\"; // {\n#if Y\nf('\"', \"{\", \"\"\"\n{\"\"\");\n#endif\n";
        assert_eq!(seen(text), text.trim_end().replace('\n', "|"));
    }
}
