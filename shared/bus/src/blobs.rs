//! Contents in the FACTS stream, by their address, in as many messages as they need.

use async_nats::jetstream::stream::LastRawMessageErrorKind;
use bytes::Bytes;
use events::limits::PART_BYTES_MAX;
use events::map::{self, FACTS};
use events::{BlobRef, Digest};
use futures::stream::{self, StreamExt, TryStreamExt};
use pipeline::{Outgoing, Outlet, PortError};

use crate::{Bus, failed};

/// On the message at `facts.<digest>`: how many parts there are, and their bytes together.
const PARTS: &str = "Graphmill-Parts";
const BYTES: &str = "Graphmill-Bytes";
/// Parts that are read at once.
const READ_AT_ONCE: usize = 8;

/// A content as messages: its parts, then the message at the address itself.
pub fn blob_messages(digest: &Digest, content: Bytes) -> (BlobRef, Vec<Outgoing>) {
    let parts: Vec<Bytes> = if content.len() <= PART_BYTES_MAX {
        Vec::new()
    } else {
        (0..content.len())
            .step_by(PART_BYTES_MAX)
            .map(|at| content.slice(at..content.len().min(at + PART_BYTES_MAX)))
            .collect()
    };
    let blob = BlobRef {
        digest: digest.clone(),
        parts: parts.len().max(1) as u32,
        bytes: content.len() as u64,
    };
    let whole = if parts.is_empty() {
        content
    } else {
        Bytes::new()
    };
    let mut messages: Vec<Outgoing> = (0u32..)
        .zip(parts)
        .map(|(part, bytes)| Outgoing::once(map::facts(digest, Some(part)), bytes))
        .collect();
    let mut head = Outgoing::once(map::facts(digest, None), whole);
    head.headers.push((PARTS, blob.parts.to_string()));
    head.headers.push((BYTES, blob.bytes.to_string()));
    messages.push(head);
    (blob, messages)
}

impl Bus {
    /// Stores a content under its address, once; a second call changes nothing.
    pub async fn put_blob(&self, digest: &Digest, content: Bytes) -> Result<BlobRef, PortError> {
        let (blob, mut messages) = blob_messages(digest, content);
        // The message at the address itself comes last: who finds it finds the parts too.
        let head = messages.split_off(messages.len() - 1);
        if !messages.is_empty() {
            self.publish(messages).await?;
        }
        self.publish(head).await?;
        Ok(blob)
    }

    /// What lies under an address, if anything does.
    pub async fn find_blob(&self, digest: &Digest) -> Result<Option<BlobRef>, PortError> {
        Ok(self.head(digest).await?.map(|(blob, _)| blob))
    }

    async fn head(&self, digest: &Digest) -> Result<Option<(BlobRef, Bytes)>, PortError> {
        let subject = map::facts(digest, None);
        let facts = self
            .js
            .get_stream_no_info(FACTS.name)
            .await
            .map_err(failed("looking up FACTS"))?;
        match facts.get_last_raw_message_by_subject(&subject).await {
            Ok(message) => {
                let number = |name: &str| {
                    message
                        .headers
                        .get(name)
                        .and_then(|value| value.as_str().parse::<u64>().ok())
                };
                let (Some(parts), Some(bytes)) = (number(PARTS), number(BYTES)) else {
                    return Err(failed(format!("reading {subject}"))(
                        "its headers are missing",
                    ));
                };
                let parts = u32::try_from(parts).unwrap_or(u32::MAX);
                Ok(Some((
                    BlobRef {
                        digest: digest.clone(),
                        parts,
                        bytes,
                    },
                    message.payload,
                )))
            }
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => Ok(None),
            Err(error) => Err(failed(format!("looking up {subject}"))(error)),
        }
    }

    /// The content under an address.
    pub async fn get_blob(&self, blob: &BlobRef) -> Result<Bytes, PortError> {
        let gone = || failed(format!("reading facts.{}", blob.digest))("it is not there any more");
        if blob.parts <= 1 {
            let (_, payload) = self.head(&blob.digest).await?.ok_or_else(gone)?;
            return Ok(payload);
        }
        let facts = self
            .js
            .get_stream_no_info(FACTS.name)
            .await
            .map_err(failed("looking up FACTS"))?;
        let parts: Vec<Bytes> = stream::iter(0..blob.parts)
            .map(|part| {
                let (facts, subject) = (&facts, map::facts(&blob.digest, Some(part)));
                async move {
                    let found = facts.get_last_raw_message_by_subject(&subject).await;
                    found
                        .map(|message| message.payload)
                        .map_err(failed(format!("reading {subject}")))
                }
            })
            .buffered(READ_AT_ONCE)
            .try_collect()
            .await?;
        let whole = parts.concat();
        if whole.len() as u64 == blob.bytes {
            Ok(whole.into())
        } else {
            Err(failed(format!("reading facts.{}", blob.digest))(
                "its parts do not add up",
            ))
        }
    }
}
