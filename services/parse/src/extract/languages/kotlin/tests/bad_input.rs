//! Kotlin's extractor on input that is broken, deep or long.

use events::Language;

use crate::extract::testing::{definitions, sound};
use crate::extract::{Limits, extract};

fn survives(source: &str) -> facts::FileFacts {
    let path = "A.kt";
    sound(extract(
        path,
        "",
        Language::Kotlin,
        source.as_bytes(),
        &Limits::default(),
    ))
}

#[test]
fn nothing_in_broken_source_makes_it_fail() {
    for source in [
        "",
        "class",
        "class {",
        "fun",
        "fun (",
        "fun .x() =",
        "val = by",
        "import",
        "import a.",
        "package",
        "object : {",
        "enum class E { A(, ; fun }",
        "fun f() { x.apply { this@ } }",
        "class A(val) : by { companion object",
        "fun A.() = super<>.x",
        "typealias = ->",
        "}}}}",
        "\"$\" \"${\"",
        "`",
        "constructor",
    ] {
        survives(source);
        survives(&format!("class A {{ fun f() {{ {source} }} }}"));
    }
}

#[test]
fn what_stands_around_an_error_is_still_found() {
    let facts = survives("class A {\n    fun go() {}\n}\nfun ( {\nclass B\n");
    assert!(definitions(&facts).contains("method go"));
}

#[test]
fn deep_nesting_is_walked_without_recursion() {
    for (open, close) in [("(", ")"), ("{ ", " }"), ("f(", ")"), ("x.apply { ", " }")] {
        let depth = 3_000;
        let source = format!("val x = {}1{}", open.repeat(depth), close.repeat(depth));
        survives(&source);
    }
}

#[test]
fn long_files_and_chains_take_linear_time() {
    survives(&"fun f() = g(1)\n".repeat(20_000));
    survives(&format!("val x = a{}", ".b()".repeat(20_000)));
    survives(&format!("val x = listOf({})", "1, ".repeat(50_000)));
}
