//! Finished graphs in the object store.

use std::path::Path;

use async_nats::jetstream::object_store::{ObjectMetadata, ObjectStore};
use events::map::GRAPHS;
use pipeline::PortError;
use tokio::io::AsyncWriteExt;

use crate::{Bus, failed};

/// Chunks of objects: large, for few acks, and under the limit of a message.
const CHUNK_BYTES: usize = 512 << 10;

impl Bus {
    async fn graphs(&self) -> Result<ObjectStore, PortError> {
        self.js.get_object_store(GRAPHS.name).await.map_err(failed("looking up GRAPHS"))
    }

    /// Stores a file as an object; an object of that name is replaced when the new one is whole.
    pub async fn put_object(&self, name: &str, file: &Path) -> Result<(), PortError> {
        let operation = || format!("storing the object {name}");
        let mut content = tokio::fs::File::open(file).await.map_err(failed(operation()))?;
        let metadata = ObjectMetadata {
            name: name.to_owned(),
            chunk_size: Some(CHUNK_BYTES),
            ..ObjectMetadata::default()
        };
        self.graphs().await?.put(metadata, &mut content).await.map_err(failed(operation()))?;
        Ok(())
    }

    /// Writes an object to a file; returns its size.
    pub async fn get_object(&self, name: &str, file: &Path) -> Result<u64, PortError> {
        let operation = || format!("fetching the object {name}");
        let mut object = self.graphs().await?.get(name).await.map_err(failed(operation()))?;
        let out = tokio::fs::File::create(file).await.map_err(failed(operation()))?;
        let mut out = tokio::io::BufWriter::with_capacity(CHUNK_BYTES, out);
        let bytes = tokio::io::copy(&mut object, &mut out).await.map_err(failed(operation()))?;
        out.flush().await.map_err(failed(operation()))?;
        Ok(bytes)
    }
}
