//! The limits of the contract, the unit last in each name; settings may lower most of them.

/// A message's payload, headers apart. The default `max_payload` of a nats-server is 1 MiB.
pub const MESSAGE_BYTES_MAX: usize = 1 << 20;
/// One part of facts in a message: leaves room for headers under [`MESSAGE_BYTES_MAX`].
pub const PART_BYTES_MAX: usize = 768 << 10;
/// A `parse.requested` message.
pub const REQUEST_BYTES_MAX: usize = 64 << 10;
/// A repository URL, name or path in a request.
pub const REPO_BYTES_MAX: usize = 4096;
/// A revision in a request.
pub const REVISION_BYTES_MAX: usize = 1024;
/// Globs and languages in a request, each list.
pub const SELECTION_ITEMS_MAX: usize = 256;
/// A job id.
pub const JOB_ID_BYTES_MAX: usize = 64;
/// A source file that is parsed; a larger one is skipped as `too_large`.
pub const FILE_BYTES_MAX: u64 = 4 << 20;
/// A project file, as `package.json`; a larger one is not read.
pub const PROJECT_FILE_BYTES_MAX: u64 = 256 << 10;
/// A lock file, as `Cargo.lock`; a larger one is not read.
pub const LOCK_FILE_BYTES_MAX: u64 = 4 << 20;
/// Project files of a commit that are read, lock files after all others and then by path.
pub const PROJECT_FILES_MAX: usize = 10_000;
/// All project files of a commit that are read, in the same order.
pub const PROJECT_BYTES_MAX: u64 = 64 << 20;
/// A unit's source, unless a single file is larger.
pub const UNIT_BYTES_TARGET: u64 = 512 << 10;
/// Files in a unit.
pub const UNIT_FILES_MAX: usize = 1000;
/// All paths of a unit together, so that `unit.ready` fits a message.
pub const UNIT_PATH_BYTES_MAX: usize = 256 << 10;
/// A path in a repository; a longer one is skipped as `path_too_long`.
pub const PATH_BYTES_MAX: usize = 4096;
/// Files in a commit; a larger one is refused with `split.failed`.
pub const COMMIT_FILES_MAX: u64 = 2_000_000;

const _: () = assert!(PART_BYTES_MAX < MESSAGE_BYTES_MAX);
const _: () = assert!(UNIT_PATH_BYTES_MAX >= PATH_BYTES_MAX);
// A unit's message holds its paths (escaped: at most six bytes for one) and about 128 bytes for each file.
const _: () = assert!(UNIT_FILES_MAX * 128 + UNIT_PATH_BYTES_MAX * 2 < MESSAGE_BYTES_MAX);
const _: () = assert!(FILE_BYTES_MAX >= UNIT_BYTES_TARGET);
const _: () = assert!(PROJECT_BYTES_MAX >= LOCK_FILE_BYTES_MAX);
const _: () = assert!(LOCK_FILE_BYTES_MAX >= PROJECT_FILE_BYTES_MAX);
const _: () = assert!(REPO_BYTES_MAX + REVISION_BYTES_MAX < REQUEST_BYTES_MAX);
