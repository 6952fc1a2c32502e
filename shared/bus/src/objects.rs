//! Finished graphs in the object store.

use std::path::Path;

use async_nats::jetstream::object_store::{InfoErrorKind, ObjectMetadata, ObjectStore};
use events::Digest;
use events::map::GRAPHS;
use pipeline::PortError;
use tokio::io::AsyncWriteExt;

use crate::{Bus, failed};

/// Chunks of objects: large, for few acks, and under the limit of a message.
const CHUNK_BYTES: usize = 512 << 10;

impl Bus {
    async fn graphs(&self) -> Result<ObjectStore, PortError> {
        self.js
            .get_object_store(GRAPHS.name)
            .await
            .map_err(failed("looking up GRAPHS"))
    }

    /// Stores a file as an object; an object of that name is replaced when the new one is whole.
    pub async fn put_object(&self, name: &str, file: &Path) -> Result<(), PortError> {
        let operation = || format!("storing the object {name}");
        let mut content = tokio::fs::File::open(file)
            .await
            .map_err(failed(operation()))?;
        let metadata = ObjectMetadata {
            name: name.to_owned(),
            chunk_size: Some(CHUNK_BYTES),
            ..ObjectMetadata::default()
        };
        self.graphs()
            .await?
            .put(metadata, &mut content)
            .await
            .map_err(failed(operation()))?;
        Ok(())
    }

    /// The SHA-256 of an object, if it is there.
    pub async fn object_sha256(&self, name: &str) -> Result<Option<Digest>, PortError> {
        let operation = || format!("looking up the object {name}");
        match self.graphs().await?.info(name).await {
            Ok(info) => Ok(info.digest.as_deref().and_then(digest_of)),
            Err(error) if error.kind() == InfoErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(operation())(error)),
        }
    }

    /// Writes an object to a file; returns its size.
    pub async fn get_object(&self, name: &str, file: &Path) -> Result<u64, PortError> {
        let operation = || format!("fetching the object {name}");
        let mut object = self
            .graphs()
            .await?
            .get(name)
            .await
            .map_err(failed(operation()))?;
        let out = tokio::fs::File::create(file)
            .await
            .map_err(failed(operation()))?;
        let mut out = tokio::io::BufWriter::with_capacity(CHUNK_BYTES, out);
        let bytes = tokio::io::copy(&mut object, &mut out)
            .await
            .map_err(failed(operation()))?;
        out.flush().await.map_err(failed(operation()))?;
        Ok(bytes)
    }
}

/// The digest in an object's `SHA-256=<base64url>`.
fn digest_of(text: &str) -> Option<Digest> {
    let encoded = text.strip_prefix("SHA-256=")?.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(32);
    let (mut bits, mut count) = (0u32, 0u32);
    for c in encoded.bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    <[u8; 32]>::try_from(bytes).ok().map(Digest::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_an_object_is_read() {
        let empty = "SHA-256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=";
        let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest_of(empty).unwrap().as_str(), hex);
        assert_eq!(digest_of("MD5=x"), None);
        assert_eq!(digest_of("SHA-256=47DEQ"), None);
    }
}
