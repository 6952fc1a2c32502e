//! Kinds of files that are told by their names.

/// Extensions of files that hold no text.
const BINARY: [&str; 62] = [
    "7z", "a", "avi", "avif", "bin", "bmp", "bz2", "class", "db", "dll", "dmg", "doc", "docx",
    "dylib", "eot", "exe", "flac", "gif", "gz", "ico", "icns", "jar", "jpeg", "jpg", "lib", "mo",
    "mov", "mp3", "mp4", "o", "obj", "odt", "ogg", "otf", "pdf", "png", "ppt", "pptx", "psd",
    "pyc", "pyd", "rar", "rlib", "rmeta", "so", "sqlite", "sqlite3", "tar", "tgz", "tif", "tiff",
    "ttf", "war", "wasm", "wav", "webm", "webp", "whl", "woff", "woff2", "xls", "xz",
];

/// Folders that hold nothing but the code of others, wherever they stand.
const VENDORED: [&str; 6] = [
    "node_modules",
    "bower_components",
    "jspm_packages",
    "site-packages",
    "__pycache__",
    ".venv",
];

/// Endings of files that a minifier made: one line, names without meaning.
const GENERATED: [&str; 6] = [
    ".min.js",
    ".min.mjs",
    ".min.cjs",
    "-min.js",
    ".bundle.js",
    ".min.css",
];

/// Whether the name says that the content is no text.
pub(crate) fn is_binary(path: &str) -> bool {
    let extension = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, e)| e);
    extension.is_some_and(|e| BINARY.contains(&e.to_ascii_lowercase().as_str()))
}

/// Whether the file stands in a folder that is known for the code of others. `vendor` alone says
/// too little: many projects keep their own code under that name.
pub(crate) fn is_vendored(path: &str) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').any(|folder| VENDORED.contains(&folder))
}

/// Whether the name says that a program made it, and that its names mean nothing. Generated code
/// that others call (`.pb.go`, `_pb2.py`) is code.
pub(crate) fn is_generated(path: &str) -> bool {
    GENERATED.iter().any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell() {
        assert!(is_binary("a/logo.PNG") && !is_binary("png") && !is_binary("a.png/b.py"));
        assert!(is_vendored("web/node_modules/x/i.js") && !is_vendored("node_modules.js"));
        assert!(!is_vendored("vendor/mine.go"));
        assert!(
            is_generated("jquery.min.js") && !is_generated("admin.js") && !is_generated("x.pb.go")
        );
    }
}
