//! Writing to the terminal. A reader that went away is no reason to fail.

use std::io::Write;

/// A line on standard output.
pub(crate) fn line(text: &str) {
    drop(writeln!(std::io::stdout().lock(), "{text}"));
}

/// A line on standard error.
pub(crate) fn error(text: &str) {
    drop(writeln!(std::io::stderr().lock(), "{text}"));
}

/// An object on a line of standard output.
pub(crate) fn json(value: &serde_json::Value) {
    line(&value.to_string());
}

/// `12.3 MB`
pub(crate) fn bytes(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.2} GB", bytes as f64 / 1e9),
    }
}

/// `1,234,567`
pub(crate) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `0.42 s`, `1 m 05 s`
pub(crate) fn duration_ms(ms: u64) -> String {
    if ms < 60_000 {
        format!("{:.2} s", ms as f64 / 1e3)
    } else {
        format!("{} m {:02} s", ms / 60_000, ms / 1000 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(0), "0");
        assert_eq!(number(1234), "1,234");
        assert_eq!(number(123_456_789), "123,456,789");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(18_700_000), "18.7 MB");
        assert_eq!(duration_ms(1_420), "1.42 s");
        assert_eq!(duration_ms(65_000), "1 m 05 s");
    }
}
