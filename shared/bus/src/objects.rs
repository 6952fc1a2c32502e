//! Finished graphs in the object store.
//!
//! The format is that of the client library, which reads our objects as we read its. Only the
//! chunks are moved here: the library waits for the ack of each chunk before it sends the next, and
//! hashes what the caller has hashed already.

use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::Duration;

use async_nats::header::NATS_ROLLUP;
use async_nats::jetstream::consumer::push;
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::object_store::{InfoErrorKind, ObjectInfo, ObjectOptions, ObjectStore};
use async_nats::jetstream::stream::Stream;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use bytes::Bytes;
use events::Digest;
use events::map::GRAPHS;
use futures::StreamExt;
use pipeline::PortError;
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use tokio::sync::mpsc;
use tracing::warn;

use crate::{Bus, failed};

/// Chunks of objects: large, for few acks, and under the limit of a message.
const CHUNK_BYTES: usize = 512 << 10;
/// Chunks on their way at once, of one object.
const CHUNKS_IN_FLIGHT: usize = 8;
/// A chunk that is silent for longer will not come.
const CHUNK_WAIT: Duration = Duration::from_secs(30);

impl Bus {
    async fn graphs(&self) -> Result<ObjectStore, PortError> {
        self.js
            .get_object_store(GRAPHS.name)
            .await
            .map_err(failed("looking up GRAPHS"))
    }

    async fn chunks(&self) -> Result<Stream<()>, PortError> {
        self.js
            .get_stream_no_info(format!("OBJ_{}", GRAPHS.name))
            .await
            .map_err(failed("looking up the chunks of GRAPHS"))
    }

    async fn object(&self, name: &str) -> Result<Option<ObjectInfo>, PortError> {
        match self.graphs().await?.info(name).await {
            Ok(info) => Ok(Some(info)),
            Err(error) if error.kind() == InfoErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(format!("looking up the object {name}"))(error)),
        }
    }

    /// Stores a file of this content as an object; an object of that name is replaced when the new
    /// one is whole.
    pub async fn put_object(
        &self,
        name: &str,
        file: &Path,
        sha256: &Digest,
    ) -> Result<(), PortError> {
        let former = self.object(name).await?;
        // An inbox ends in a token that nobody else has.
        let inbox = self.client.new_inbox();
        let nuid = inbox.rsplit('.').next().unwrap_or(&inbox);
        let (size, chunks) = match self.put_chunks(name, file, nuid).await {
            Ok(stored) => stored,
            Err(error) => {
                // Parts of an object that will never be.
                if let Err(purge) = self.purge(nuid).await {
                    warn!(error = %purge, name, "parts of an object stay");
                }
                return Err(error);
            }
        };
        let info = ObjectInfo {
            name: name.to_owned(),
            description: None,
            metadata: HashMap::new(),
            headers: None,
            options: Some(ObjectOptions {
                link: None,
                max_chunk_size: Some(CHUNK_BYTES),
            }),
            bucket: GRAPHS.name.to_owned(),
            nuid: nuid.to_owned(),
            size,
            chunks,
            modified: Some(OffsetDateTime::now_utc()),
            digest: Some(digest_text(sha256)),
            deleted: false,
        };
        let operation = || format!("storing the object {name}");
        let told = serde_json::to_vec(&info).map_err(failed(operation()))?;
        let publish = PublishMessage::build()
            .payload(told.into())
            // Only the newest is kept.
            .header(NATS_ROLLUP, "sub");
        let subject = format!("$O.{}.M.{}", GRAPHS.name, URL_SAFE.encode(name));
        let ack = self.js.send_publish(subject, publish).await;
        ack.map_err(failed(operation()))?
            .await
            .map_err(failed(operation()))?;
        match former {
            Some(former) => self.purge(&former.nuid).await,
            None => Ok(()),
        }
    }

    /// Publishes a file's chunks, in order; returns its size and their number.
    async fn put_chunks(
        &self,
        name: &str,
        file: &Path,
        nuid: &str,
    ) -> Result<(usize, usize), PortError> {
        let operation = || format!("storing the object {name}");
        let (send, mut content) = mpsc::channel::<io::Result<Bytes>>(CHUNKS_IN_FLIGHT);
        let path = file.to_owned();
        tokio::task::spawn_blocking(move || read_chunks(&path, &send));
        let subject = chunk_subject(nuid);
        let (mut size, mut chunks) = (0, 0);
        let mut acks = VecDeque::with_capacity(CHUNKS_IN_FLIGHT);
        while let Some(chunk) = content.recv().await {
            let chunk = chunk.map_err(failed(operation()))?;
            size += chunk.len();
            chunks += 1;
            // Sent one after another, so that they are stored in this order.
            let publish = PublishMessage::build().payload(chunk);
            let ack = self.js.send_publish(subject.clone(), publish).await;
            acks.push_back(ack.map_err(failed(operation()))?);
            if acks.len() == CHUNKS_IN_FLIGHT
                && let Some(ack) = acks.pop_front()
            {
                ack.await.map_err(failed(operation()))?;
            }
        }
        for ack in acks {
            ack.await.map_err(failed(operation()))?;
        }
        Ok((size, chunks))
    }

    async fn purge(&self, nuid: &str) -> Result<(), PortError> {
        self.chunks()
            .await?
            .purge()
            .filter(chunk_subject(nuid))
            .await
            .map_err(failed("removing the chunks of a former object"))?;
        Ok(())
    }

    /// The SHA-256 of an object, if it is there.
    pub async fn object_sha256(&self, name: &str) -> Result<Option<Digest>, PortError> {
        let info = self.object(name).await?;
        Ok(info.and_then(|info| digest_of(info.digest.as_deref()?)))
    }

    /// Writes an object to a file; returns its size. The content is held against its SHA-256.
    pub async fn get_object(&self, name: &str, file: &Path) -> Result<u64, PortError> {
        let operation = || format!("fetching the object {name}");
        let Some(info) = self.object(name).await? else {
            return Err(failed(operation())("there is no such object"));
        };
        let path = file.to_owned();
        let (send, chunks) = mpsc::channel::<Bytes>(CHUNKS_IN_FLIGHT);
        let writing = tokio::task::spawn_blocking(move || write_chunks(&path, chunks));
        if info.chunks > 0 {
            let mut messages = self
                .chunks()
                .await?
                .create_consumer(push::OrderedConfig {
                    deliver_subject: self.client.new_inbox(),
                    filter_subject: chunk_subject(&info.nuid),
                    ..push::OrderedConfig::default()
                })
                .await
                .map_err(failed(operation()))?
                .messages()
                .await
                .map_err(failed(operation()))?;
            for _ in 0..info.chunks {
                let message = tokio::time::timeout(CHUNK_WAIT, messages.next())
                    .await
                    .map_err(failed(operation()))?
                    .ok_or("its chunks broke off")
                    .map_err(failed(operation()))?
                    .map_err(failed(operation()))?;
                // A writer that is gone says below why.
                if send.send(message.payload.clone()).await.is_err() {
                    break;
                }
            }
        }
        drop(send);
        let (bytes, sha256) = writing
            .await
            .map_err(failed(operation()))?
            .map_err(failed(operation()))?;
        if bytes != info.size as u64 || info.digest.as_deref() != Some(&digest_text(&sha256)) {
            return Err(failed(operation())("its content is not what was stored"));
        }
        Ok(bytes)
    }
}

fn chunk_subject(nuid: &str) -> String {
    format!("$O.{}.C.{nuid}", GRAPHS.name)
}

/// Reads a file until it ends, or until nobody wants it.
fn read_chunks(path: &Path, send: &mpsc::Sender<io::Result<Bytes>>) {
    let chunks = || -> io::Result<()> {
        let mut file = File::open(path)?;
        loop {
            let mut chunk = Vec::with_capacity(CHUNK_BYTES);
            (&mut file)
                .take(CHUNK_BYTES as u64)
                .read_to_end(&mut chunk)?;
            if chunk.is_empty() || send.blocking_send(Ok(chunk.into())).is_err() {
                return Ok(());
            }
        }
    };
    if let Err(error) = chunks() {
        // Whoever does not listen any more has an error of its own.
        send.blocking_send(Err(error)).ok();
    }
}

fn write_chunks(path: &Path, mut chunks: mpsc::Receiver<Bytes>) -> io::Result<(u64, Digest)> {
    let mut file = File::create(path)?;
    let mut hash = Sha256::new();
    let mut bytes = 0;
    while let Some(chunk) = chunks.blocking_recv() {
        file.write_all(&chunk)?;
        hash.update(&chunk);
        bytes += chunk.len() as u64;
    }
    let sha256: [u8; 32] = hash.finalize().into();
    Ok((bytes, Digest::from(sha256)))
}

/// A digest as objects have it: `SHA-256=<base64url>`.
fn digest_text(digest: &Digest) -> String {
    format!("SHA-256={}", URL_SAFE.encode(digest.bytes()))
}

/// The digest in an object's `SHA-256=<base64url>`.
fn digest_of(text: &str) -> Option<Digest> {
    let bytes = URL_SAFE.decode(text.strip_prefix("SHA-256=")?).ok()?;
    <[u8; 32]>::try_from(bytes).ok().map(Digest::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_an_object_is_written_and_read() {
        let empty = "SHA-256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=";
        let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let digest = digest_of(empty).unwrap();
        assert_eq!(digest.as_str(), hex);
        assert_eq!(digest_text(&digest), empty);
        assert_eq!(digest_of("MD5=x"), None);
        assert_eq!(digest_of("SHA-256=47DEQ"), None);
    }
}
