//! A password that does not show itself.

use std::{
    fmt,
    fs::File,
    io::{self, Read as _},
};

/// Enough that nobody guesses it.
const RANDOM_BYTES: usize = 32;

/// A password: whoever wants to read it says so.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The password itself, for a connection.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A new one, from the randomness of the operating system.
    pub(crate) fn random() -> io::Result<Secret> {
        random_hex(RANDOM_BYTES).map(Secret)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// So many random bytes, as hexadecimal digits.
pub(crate) fn random_hex(bytes: usize) -> io::Result<String> {
    let mut random = vec![0; bytes];
    File::open("/dev/urandom")?.read_exact(&mut random)?;
    Ok(hex(&random))
}

/// Bytes as lowercase hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_two_digits_each() {
        assert_eq!(hex(&[0x00, 0x0f, 0xf0, 0xab]), "000ff0ab");
    }

    #[test]
    fn a_password_is_long_and_new_and_hidden() {
        let (one, other) = (Secret::random().unwrap(), Secret::random().unwrap());
        assert_eq!(one.expose().len(), 2 * RANDOM_BYTES);
        assert_ne!(one.expose(), other.expose());
        assert_eq!(format!("{one:?}"), "…");
    }
}
