//! The text of a document, by lines.

/// A text, and where its lines are. A line ends before `\n`.
pub(super) struct Lines {
    text: Vec<u8>,
    starts: Vec<usize>,
    is_utf8: bool,
}

impl Lines {
    pub(super) fn of(text: Vec<u8>) -> Lines {
        let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1));
        Lines {
            starts: starts.collect(),
            is_utf8: std::str::from_utf8(&text).is_ok(),
            text,
        }
    }

    /// The byte at a place, which is in its line and between two characters; or why there is none.
    pub(super) fn at(&self, line: i32, column: i32) -> Result<usize, &'static str> {
        let number = |n: i32| usize::try_from(n).map_err(|_| "it is negative");
        let (line, column) = (number(line)?, number(column)?);
        let start = *self.starts.get(line).ok_or("there is no such line")?;
        let end = self
            .starts
            .get(line + 1)
            .map_or(self.text.len(), |next| next - 1);
        let at = start + column;
        if at > end {
            return Err("the line is shorter");
        }
        let splits = self.text.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
        if self.is_utf8 && splits {
            return Err("it is inside a character");
        }
        Ok(at)
    }

    /// What stands between two such bytes.
    pub(super) fn between(&self, from: usize, to: usize) -> &[u8] {
        self.text.get(from..to).unwrap_or_default()
    }
}
