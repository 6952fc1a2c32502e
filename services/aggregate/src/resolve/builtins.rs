//! Names that the languages have without an import.

/// Whether Python has a built-in function, type or exception of that name.
pub(super) fn python_has(name: &str) -> bool {
    PYTHON.binary_search(&name).is_ok()
}

/// Whether a top-level module is of Python's standard library.
pub(super) fn python_has_module(name: &str) -> bool {
    PYTHON_MODULES.binary_search(&name).is_ok()
}

/// Whether Go declares the name before any package does.
pub(super) fn go_has(name: &str) -> bool {
    GO.binary_search(&name).is_ok()
}

/// Whether the first segment of an import path is one of Go's standard library.
pub(super) fn go_has_module(name: &str) -> bool {
    GO_MODULES.binary_search(&name).is_ok()
}

/// Whether JavaScript, a browser or Node has a global of that name.
pub(super) fn javascript_has(name: &str) -> bool {
    JAVASCRIPT.binary_search(&name).is_ok()
}

/// Whether `java.lang` has a type of that name.
pub(super) fn java_has(name: &str) -> bool {
    JAVA.binary_search(&name).is_ok()
}

/// Whether Kotlin has the name without an import.
pub(super) fn kotlin_has(name: &str) -> bool {
    KOTLIN.binary_search(&name).is_ok() || java_has(name)
}

/// Whether Ruby has a constant or a method of every object of that name.
pub(super) fn ruby_has(name: &str) -> bool {
    RUBY.binary_search(&name).is_ok()
}

/// Whether Rust's prelude has the name.
pub(super) fn rust_has(name: &str) -> bool {
    RUST.binary_search(&name).is_ok()
}

/// Whether a header `<…>` without a folder is one of the C or C++ library.
pub(super) fn c_has_header(name: &str) -> bool {
    C_HEADERS.binary_search(&name).is_ok()
}

#[rustfmt::skip]
const PYTHON: [&str; 148] = [
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BaseExceptionGroup",
    "BlockingIOError", "BrokenPipeError", "BufferError", "BytesWarning", "ChildProcessError",
    "ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError",
    "DeprecationWarning", "EOFError", "Ellipsis", "EncodingWarning", "EnvironmentError",
    "Exception", "ExceptionGroup", "FileExistsError", "FileNotFoundError", "FloatingPointError",
    "FutureWarning", "GeneratorExit", "IOError", "ImportError", "ImportWarning", "IndentationError",
    "IndexError", "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt",
    "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotADirectoryError",
    "NotImplemented", "NotImplementedError", "OSError", "OverflowError",
    "PendingDeprecationWarning", "PermissionError", "ProcessLookupError", "RecursionError",
    "ReferenceError", "ResourceWarning", "RuntimeError", "RuntimeWarning", "StopAsyncIteration",
    "StopIteration", "SyntaxError", "SyntaxWarning", "SystemError", "SystemExit", "TabError",
    "TimeoutError", "TypeError", "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError",
    "UnicodeError", "UnicodeTranslateError", "UnicodeWarning", "UserWarning", "ValueError",
    "Warning", "ZeroDivisionError", "__build_class__", "__doc__", "__file__", "__import__",
    "__name__", "__package__", "__spec__", "abs", "aiter", "all", "anext", "any", "ascii", "bin",
    "bool", "breakpoint", "bytearray", "bytes", "callable", "chr", "classmethod", "compile",
    "complex", "delattr", "dict", "dir", "divmod", "enumerate", "eval", "exec", "filter", "float",
    "format", "frozenset", "getattr", "globals", "hasattr", "hash", "help", "hex", "id", "input",
    "int", "isinstance", "issubclass", "iter", "len", "list", "locals", "map", "max", "memoryview",
    "min", "next", "object", "oct", "open", "ord", "pow", "print", "property", "range", "repr",
    "reversed", "round", "set", "setattr", "slice", "sorted", "staticmethod", "str", "sum", "super",
    "tuple", "type", "vars", "zip",
];

#[rustfmt::skip]
const PYTHON_MODULES: [&str; 220] = [
    "__future__", "_thread", "abc", "aifc", "antigravity", "argparse", "array", "ast", "asynchat",
    "asyncio", "asyncore", "atexit", "audioop", "base64", "bdb", "binascii", "bisect", "builtins",
    "bz2", "cProfile", "calendar", "cgi", "cgitb", "chunk", "cmath", "cmd", "code", "codecs",
    "codeop", "collections", "colorsys", "compileall", "concurrent", "configparser", "contextlib",
    "contextvars", "copy", "copyreg", "crypt", "csv", "ctypes", "curses", "dataclasses", "datetime",
    "dbm", "decimal", "difflib", "dis", "distutils", "doctest", "email", "encodings", "ensurepip",
    "enum", "errno", "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch", "fractions",
    "ftplib", "functools", "gc", "genericpath", "getopt", "getpass", "gettext", "glob", "graphlib",
    "grp", "gzip", "hashlib", "heapq", "hmac", "html", "http", "idlelib", "imaplib", "imghdr",
    "imp", "importlib", "inspect", "io", "ipaddress", "itertools", "json", "keyword", "lib2to3",
    "linecache", "locale", "logging", "lzma", "mailbox", "mailcap", "marshal", "math", "mimetypes",
    "mmap", "modulefinder", "msilib", "msvcrt", "multiprocessing", "netrc", "nis", "nntplib", "nt",
    "ntpath", "nturl2path", "numbers", "opcode", "operator", "optparse", "os", "ossaudiodev",
    "pathlib", "pdb", "pickle", "pickletools", "pipes", "pkgutil", "platform", "plistlib", "poplib",
    "posix", "posixpath", "pprint", "profile", "pstats", "pty", "pwd", "py_compile", "pyclbr",
    "pydoc", "pydoc_data", "pyexpat", "queue", "quopri", "random", "re", "readline", "reprlib",
    "resource", "rlcompleter", "runpy", "sched", "secrets", "select", "selectors", "shelve",
    "shlex", "shutil", "signal", "site", "smtpd", "smtplib", "sndhdr", "socket", "socketserver",
    "spwd", "sqlite3", "sre_compile", "sre_constants", "sre_parse", "ssl", "stat", "statistics",
    "string", "stringprep", "struct", "subprocess", "sunau", "symtable", "sys", "sysconfig",
    "syslog", "tabnanny", "tarfile", "telnetlib", "tempfile", "termios", "textwrap", "this",
    "threading", "time", "timeit", "tkinter", "token", "tokenize", "tomllib", "trace", "traceback",
    "tracemalloc", "tty", "turtle", "turtledemo", "types", "typing", "typing_extensions",
    "unicodedata", "unittest", "urllib", "uu", "uuid", "venv", "warnings", "wave", "weakref",
    "webbrowser", "winreg", "winsound", "wsgiref", "xdrlib", "xml", "xmlrpc", "zipapp", "zipfile",
    "zipimport", "zlib", "zoneinfo",
];

#[rustfmt::skip]
const GO: [&str; 44] = [
    "any", "append", "bool", "byte", "cap", "clear", "close", "comparable", "complex", "complex128",
    "complex64", "copy", "delete", "error", "false", "float32", "float64", "imag", "int", "int16",
    "int32", "int64", "int8", "iota", "len", "make", "max", "min", "new", "nil", "panic", "print",
    "println", "real", "recover", "rune", "string", "true", "uint", "uint16", "uint32", "uint64",
    "uint8", "uintptr",
];

#[rustfmt::skip]
const GO_MODULES: [&str; 49] = [
    "archive", "bufio", "builtin", "bytes", "cmp", "compress", "container", "context", "crypto",
    "database", "debug", "embed", "encoding", "errors", "expvar", "flag", "fmt", "go", "hash",
    "html", "image", "index", "io", "iter", "log", "maps", "math", "mime", "net", "os", "path",
    "plugin", "reflect", "regexp", "runtime", "slices", "sort", "strconv", "strings", "structs",
    "sync", "syscall", "testing", "text", "time", "unicode", "unique", "unsafe", "weak",
];

#[rustfmt::skip]
const JAVASCRIPT: [&str; 143] = [
    "AbortController", "AbortSignal", "AggregateError", "Array", "ArrayBuffer", "AsyncGenerator",
    "AsyncIterable", "AsyncIterator", "Atomics", "Awaited", "BigInt", "BigInt64Array",
    "BigUint64Array", "Blob", "Boolean", "Buffer", "CustomEvent", "DOMException", "DataView",
    "Date", "Document", "Element", "Error", "EvalError", "Event", "EventTarget", "Exclude",
    "Extract", "File", "FileReader", "FinalizationRegistry", "Float32Array", "Float64Array",
    "FormData", "Function", "Generator", "HTMLElement", "Headers", "Infinity", "InstanceType",
    "Int16Array", "Int32Array", "Int8Array", "Intl", "Iterable", "Iterator", "JSON", "Map", "Math",
    "MessageChannel", "MutationObserver", "NaN", "Node", "NodeJS", "NonNullable", "Number",
    "Object", "Omit", "Parameters", "Partial", "Pick", "Promise", "PromiseLike", "Proxy",
    "RangeError", "Readonly", "ReadonlyArray", "ReadonlyMap", "ReadonlySet", "Record",
    "ReferenceError", "Reflect", "RegExp", "Request", "Required", "Response", "ReturnType", "Set",
    "SharedArrayBuffer", "String", "Symbol", "SyntaxError", "TextDecoder", "TextEncoder",
    "Thenable", "TypeError", "URIError", "URL", "URLSearchParams", "Uint16Array", "Uint32Array",
    "Uint8Array", "Uint8ClampedArray", "WeakMap", "WeakRef", "WeakSet", "WebAssembly", "WebSocket",
    "Worker", "XMLHttpRequest", "__dirname", "__filename", "alert", "atob", "btoa",
    "clearImmediate", "clearInterval", "clearTimeout", "console", "crypto", "decodeURI",
    "decodeURIComponent", "document", "encodeURI", "encodeURIComponent", "escape", "eval",
    "exports", "fetch", "global", "globalThis", "history", "isFinite", "isNaN", "localStorage",
    "location", "module", "navigator", "parseFloat", "parseInt", "performance", "process",
    "queueMicrotask", "requestAnimationFrame", "require", "sessionStorage", "setImmediate",
    "setInterval", "setTimeout", "structuredClone", "undefined", "unescape", "window",
];

#[rustfmt::skip]
const JAVA: [&str; 67] = [
    "AbstractMethodError", "Appendable", "ArithmeticException", "ArrayIndexOutOfBoundsException",
    "AssertionError", "AutoCloseable", "Boolean", "Byte", "CharSequence", "Character", "Class",
    "ClassCastException", "ClassLoader", "ClassNotFoundException", "CloneNotSupportedException",
    "Cloneable", "Comparable", "Deprecated", "Double", "Enum", "Error", "Exception", "Float",
    "FunctionalInterface", "IllegalArgumentException", "IllegalStateException",
    "IndexOutOfBoundsException", "Integer", "InterruptedException", "Iterable", "LinkageError",
    "Long", "Math", "Module", "NoSuchFieldException", "NoSuchMethodException",
    "NullPointerException", "Number", "NumberFormatException", "Object", "OutOfMemoryError",
    "Override", "Package", "Process", "ProcessBuilder", "Record", "ReflectiveOperationException",
    "Runnable", "Runtime", "RuntimeException", "SafeVarargs", "SecurityException", "Short",
    "StackOverflowError", "StackTraceElement", "StrictMath", "String", "StringBuffer",
    "StringBuilder", "SuppressWarnings", "System", "Thread", "ThreadGroup", "ThreadLocal",
    "Throwable", "UnsupportedOperationException", "Void",
];

#[rustfmt::skip]
const RUBY: [&str; 227] = [
    "ARGF", "ARGV", "ArgumentError", "Array", "BasicObject", "Binding", "Class", "Comparable",
    "Complex", "ConditionVariable", "DATA", "Data", "Dir", "ENV", "EOFError", "Encoding",
    "EncodingError", "Enumerable", "Enumerator", "Errno", "Exception", "FalseClass", "Fiber",
    "FiberError", "File", "FileTest", "Float", "FloatDomainError", "FrozenError", "GC", "Hash",
    "IO", "IOError", "IndexError", "Integer", "Interrupt", "Kernel", "KeyError", "LoadError",
    "LocalJumpError", "Marshal", "MatchData", "Math", "Method", "Module", "Monitor", "Mutex",
    "NameError", "NilClass", "NoMatchingPatternError", "NoMatchingPatternKeyError", "NoMemoryError",
    "NoMethodError", "NotImplementedError", "Numeric", "Object", "ObjectSpace", "Proc", "Process",
    "Queue", "RUBY_COPYRIGHT", "RUBY_DESCRIPTION", "RUBY_ENGINE", "RUBY_ENGINE_VERSION",
    "RUBY_PATCHLEVEL", "RUBY_PLATFORM", "RUBY_RELEASE_DATE", "RUBY_VERSION", "Ractor", "Random",
    "Range", "RangeError", "Rational", "Refinement", "Regexp", "RegexpError", "RubyVM",
    "RuntimeError", "STDERR", "STDIN", "STDOUT", "ScriptError", "SecurityError", "Set", "Signal",
    "SignalException", "SizedQueue", "StandardError", "StopIteration", "String", "Struct", "Symbol",
    "SyntaxError", "SystemCallError", "SystemExit", "SystemStackError", "TOPLEVEL_BINDING",
    "Thread", "ThreadError", "ThreadGroup", "Time", "TracePoint", "TrueClass", "TypeError",
    "UnboundMethod", "UncaughtThrowError", "UnicodeNormalize", "Warning", "WeakRef",
    "ZeroDivisionError", "__callee__", "__dir__", "__id__", "__method__", "__send__", "abort",
    "alias_method", "at_exit", "attr", "attr_accessor", "attr_reader", "attr_writer", "autoload",
    "autoload?", "binding", "block_given?", "caller", "caller_locations", "catch", "class",
    "class_eval", "class_exec", "clone", "const_get", "const_missing", "const_set", "define_method",
    "define_singleton_method", "display", "dup", "enum_for", "equal?", "eval", "exec", "exit",
    "exit!", "extend", "fail", "fork", "format", "freeze", "frozen?", "gets", "global_variables",
    "hash", "include", "included_modules", "inspect", "instance_eval", "instance_exec",
    "instance_method", "instance_of?", "instance_variable_defined?", "instance_variable_get",
    "instance_variable_set", "instance_variables", "is_a?", "itself", "kind_of?", "lambda", "load",
    "local_variables", "loop", "method", "methods", "module_eval", "module_function", "nil?", "obj",
    "object_id", "open", "p", "pp", "prepend", "print", "printf", "private", "private_class_method",
    "private_constant", "proc", "protected", "public", "public_class_method", "public_send", "putc",
    "puts", "raise", "rand", "readline", "readlines", "refine", "remove_const", "remove_method",
    "require", "require_relative", "respond_to?", "select", "send", "set_trace_func",
    "singleton_class", "sleep", "spawn", "sprintf", "srand", "syscall", "system", "tap", "test",
    "then", "throw", "to_enum", "to_s", "trap", "undef_method", "using", "warn", "yield_self",
];

#[rustfmt::skip]
const KOTLIN: [&str; 180] = [
    "Annotation", "Any", "ArithmeticException", "Array", "ArrayDeque", "ArrayList",
    "AssertionError", "AutoCloseable", "Boolean", "BooleanArray", "Byte", "ByteArray", "Char",
    "CharArray", "CharRange", "CharSequence", "ClassCastException", "ClosedRange", "Collection",
    "Comparable", "Comparator", "ConcurrentModificationException", "Deprecated", "DeprecationLevel",
    "Double", "DoubleArray", "DslMarker", "Enum", "Error", "Exception", "Float", "FloatArray",
    "Function", "HashMap", "HashSet", "IllegalArgumentException", "IllegalStateException",
    "IndexOutOfBoundsException", "Int", "IntArray", "IntProgression", "IntRange", "Iterable",
    "Iterator", "JvmField", "JvmInline", "JvmMultifileClass", "JvmName", "JvmOverloads",
    "JvmStatic", "JvmSuppressWildcards", "JvmSynthetic", "JvmWildcard", "Lazy",
    "LazyThreadSafetyMode", "LinkedHashMap", "LinkedHashSet", "List", "ListIterator", "Long",
    "LongArray", "LongRange", "Map", "MatchResult", "MustBeDocumented", "MutableCollection",
    "MutableIterable", "MutableIterator", "MutableList", "MutableListIterator", "MutableMap",
    "MutableSet", "NoSuchElementException", "NoWhenBranchMatchedException", "NotImplementedError",
    "Nothing", "NullPointerException", "Number", "NumberFormatException", "OptIn",
    "OutOfMemoryError", "OverloadResolutionByLambdaReturnType", "Pair", "PublishedApi",
    "RandomAccess", "Regex", "RegexOption", "Repeatable", "ReplaceWith", "RequiresOptIn", "Result",
    "Retention", "RuntimeException", "Sequence", "Set", "Short", "ShortArray", "SinceKotlin",
    "String", "StringBuilder", "Suppress", "Synchronized", "Target", "Throwable", "Throws",
    "Transient", "Triple", "TypeCastException", "UByte", "UInt", "ULong", "UShort",
    "UninitializedPropertyAccessException", "UnsafeVariance", "UnsupportedOperationException",
    "Volatile", "arrayListOf", "arrayOf", "arrayOfNulls", "assert", "booleanArrayOf", "buildList",
    "buildMap", "buildSet", "buildString", "byteArrayOf", "charArrayOf", "check", "checkNotNull",
    "compareBy", "compareValues", "compareValuesBy", "contract", "doubleArrayOf", "emptyArray",
    "emptyList", "emptyMap", "emptySequence", "emptySet", "enumValueOf", "enumValues", "error",
    "floatArrayOf", "generateSequence", "hashMapOf", "hashSetOf", "intArrayOf", "iterator", "lazy",
    "lazyOf", "linkedMapOf", "linkedSetOf", "listOf", "listOfNotNull", "longArrayOf", "mapOf",
    "maxOf", "minOf", "mutableListOf", "mutableMapOf", "mutableSetOf", "print", "println",
    "readLine", "readln", "repeat", "require", "requireNotNull", "run", "runCatching", "sequence",
    "sequenceOf", "setOf", "setOfNotNull", "shortArrayOf", "sortedMapOf", "sortedSetOf",
    "synchronized", "to", "with",
];

#[rustfmt::skip]
const RUST: [&str; 92] = [
    "AsMut", "AsRef", "Box", "Clone", "Copy", "Default", "DoubleEndedIterator", "Drop", "Eq", "Err",
    "ExactSizeIterator", "Extend", "Fn", "FnMut", "FnOnce", "From", "FromIterator", "Hash", "Into",
    "IntoIterator", "Iterator", "None", "Ok", "Option", "Ord", "PartialEq", "PartialOrd", "Result",
    "Send", "Sized", "Some", "String", "Sync", "ToOwned", "ToString", "TryFrom", "TryInto", "Unpin",
    "Vec", "assert", "assert_eq", "assert_ne", "bool", "cfg", "char", "column", "compile_error",
    "concat", "dbg", "debug_assert", "debug_assert_eq", "debug_assert_ne", "drop", "env", "eprint",
    "eprintln", "f32", "f64", "file", "format", "format_args", "i128", "i16", "i32", "i64", "i8",
    "include", "include_bytes", "include_str", "isize", "line", "matches", "module_path",
    "option_env", "panic", "print", "println", "str", "stringify", "thread_local", "todo", "u128",
    "u16", "u32", "u64", "u8", "unimplemented", "unreachable", "usize", "vec", "write", "writeln",
];

#[rustfmt::skip]
const C_HEADERS: [&str; 116] = [
    "algorithm", "alloca.h", "any", "array", "assert.h", "atomic", "bitset", "byteswap.h", "chrono",
    "complex.h", "ctype.h", "deque", "dirent.h", "dlfcn.h", "endian.h", "errno.h", "exception",
    "execinfo.h", "fcntl.h", "features.h", "fenv.h", "float.h", "fnmatch.h", "fstream",
    "functional", "future", "getopt.h", "glob.h", "grp.h", "iconv.h", "initializer_list",
    "inttypes.h", "iomanip", "ios", "iosfwd", "iostream", "iso646.h", "istream", "iterator",
    "langinfo.h", "libgen.h", "limits", "limits.h", "list", "locale", "locale.h", "malloc.h", "map",
    "math.h", "memory", "memory.h", "mutex", "netdb.h", "new", "numeric", "optional", "ostream",
    "paths.h", "poll.h", "pthread.h", "pwd.h", "queue", "random", "ratio", "regex", "regex.h",
    "sched.h", "search.h", "semaphore.h", "set", "setjmp.h", "signal.h", "span", "spawn.h",
    "sstream", "stack", "stdalign.h", "stdarg.h", "stdatomic.h", "stdbool.h", "stddef.h",
    "stdexcept", "stdint.h", "stdio.h", "stdlib.h", "stdnoreturn.h", "streambuf", "string",
    "string.h", "string_view", "strings.h", "syslog.h", "system_error", "termios.h", "tgmath.h",
    "thread", "threads.h", "time.h", "tuple", "type_traits", "typeindex", "typeinfo", "uchar.h",
    "ucontext.h", "unistd.h", "unordered_map", "unordered_set", "utility", "utime.h", "valarray",
    "variant", "vector", "wchar.h", "wctype.h", "windows.h", "winsock2.h",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_so_that_they_can_be_searched() {
        let tables: [&[&str]; 10] = [
            &PYTHON,
            &PYTHON_MODULES,
            &GO,
            &GO_MODULES,
            &JAVASCRIPT,
            &JAVA,
            &KOTLIN,
            &RUBY,
            &RUST,
            &C_HEADERS,
        ];
        for table in tables {
            assert!(table.is_sorted(), "{table:?}");
        }
    }
}
