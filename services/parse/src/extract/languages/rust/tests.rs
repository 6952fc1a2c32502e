//! What Rust's constructs come to.

mod expressions;
mod items;
mod patterns;
mod tokens;
mod uses;

use events::Language;
use facts::FileFacts;
use insta::assert_snapshot;

use super::vocabulary::{Field, Kind};
use crate::extract::testing::{facts_of, show};
use crate::extract::vocabulary::assert_known;

fn rust(source: &str) -> FileFacts {
    let facts = facts_of(Language::Rust, "src/mod.rs", source);
    assert_eq!(facts.reason, None, "the source of a test is sound");
    facts
}

#[test]
fn every_listed_name_is_in_the_grammar() {
    assert_known::<Kind, Field>(&[tree_sitter_rust::LANGUAGE.into()]);
}

#[test]
fn a_file_of_all_sorts() {
    assert_snapshot!(show(&rust("
        //! A cache.
        use std::collections::HashMap;

        use crate::store::{self, Store};

        /// Looks values up.
        pub struct Cache<S> {
            store: S,
            hits: HashMap<String, u64>,
        }

        impl<S: Store> Cache<S> {
            /// With nothing in it.
            pub fn new(store: S) -> Self {
                Cache { store, hits: HashMap::new() }
            }

            pub fn get(&mut self, key: &str) -> Result<store::Value, Error> {
                let value = self.store.load(key)?;
                if value.is_stale() {
                    log(key);
                    return Err(Error::Stale);
                }
                *self.hits.entry(key.to_owned()).or_default() += 1;
                Ok(value)
            }
        }

        #[derive(Debug)]
        pub enum Error {
            Stale,
        }

        fn log(key: &str) {
            eprintln!(\"{}\", key);
        }

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn misses() {
                let mut cache = Cache::new(store::Memory::default());
                assert!(cache.get(\"a\").is_err());
            }
        }
    ")), @r#"
    struct Cache 7:11 in 6:0-10:1 +public "Looks values up."
      type_parameter S 7:17
      field store 8:4 in 8:4-8:12 : S
      field hits 9:4 in 9:4-9:30 : HashMap
    type_parameter S 12:5 : Store
    method Cache::new(1) 14:11 in 13:4-16:5 +public +static : Self "With nothing in it."
      parameter store 14:15 in 14:15-14:23 : S
    method Cache::get(1) 18:11 in 18:4-26:5 +public : store::Value
      parameter self 18:20 in 18:15-18:24
      parameter key 18:26 in 18:26-18:35
      local value 19:12 in 19:8-19:42 = <this>.store.load(1)
    enum Error 30:9 in 29:0-32:1 +public
      enum_member Stale 31:4 +public
    function log(1) 34:3 in 34:0-36:1
      parameter key 34:7 in 34:7-34:16
    module tests 39:4 in 38:0-47:1 +test
      function misses(0) 43:7 in 42:4-46:5 +test
        local cache 44:16 in 44:8-44:61 = Cache::new(1)
    import member "std::collections" . HashMap as HashMap 2:4
    import module "crate::store" as store 4:19
    import member "crate::store" . Store as Store 4:25
    import wildcard "super" 40:8 in tests
    2:4 import std -> free
    2:9 import std::collections
    2:22 import HashMap -> import std::collections . HashMap
    4:4 import crate -> free
    4:11 import crate::store
    4:19 import self -> import crate::store
    4:25 import Store -> import crate::store . Store
    8:11 type S in Cache -> type_parameter 7:17
    9:10 type HashMap in Cache -> import std::collections . HashMap
    9:18 type String in Cache -> free
    12:8 type Store -> import crate::store . Store
    12:15 type Cache -> struct 7:11
    12:21 type S -> type_parameter 12:5
    14:22 type S in new -> type_parameter 12:5
    14:28 type Self in new -> free
    15:8 instantiate Cache(*) in new -> struct 7:11
    15:16 read store in new -> parameter 14:15
    15:16 write Cache(*).store in new
    15:23 write Cache(*).hits in new
    15:29 type HashMap in new -> import std::collections . HashMap
    15:38 call HashMap::new(0) in new
    18:40 type Result in get -> free
    18:47 read store in get -> import crate::store
    18:54 type store::Value in get
    18:61 type Error in get -> enum 30:9
    19:20 read self in get -> parameter 18:20
    19:25 read <this>.store in get
    19:31 call <this>.store.load(1) in get
    19:36 read key in get -> parameter 18:26
    20:11 read value in get -> local 19:12
    20:17 call value.is_stale(0) in get
    21:12 call log(1) in get -> function 34:3
    21:16 read key in get -> parameter 18:26
    22:19 call Err(1) in get -> free
    22:23 type Error in get -> enum 30:9
    22:30 read Error::Stale in get
    24:9 read self in get -> parameter 18:20
    24:14 read <this>.hits in get
    24:19 call <this>.hits.entry(1) in get
    24:25 read key in get -> parameter 18:26
    24:29 call key.to_owned(0) in get
    24:41 call <this>.hits.entry(1).or_default(0) in get
    25:8 call Ok(1) in get -> free
    25:11 read value in get -> local 19:12
    29:9 decorator Debug in Error -> free
    35:4 call eprintln(*) in log -> free
    35:20 read key in log -> parameter 34:7
    40:8 import super in tests -> free
    44:24 type Cache in tests.misses -> free
    44:31 call Cache::new(1) in tests.misses
    44:35 read store in tests.misses -> free
    44:42 type store::Memory in tests.misses
    44:50 call store::Memory::default(0) in tests.misses
    45:8 call assert(*) in tests.misses -> free
    45:16 read cache in tests.misses -> local 44:16
    45:22 call cache.get(*) in tests.misses
    45:31 call cache.get(*).is_err(*) in tests.misses
    "#);
}

#[test]
fn a_broken_text_gives_what_stands_around_the_breaks() {
    assert_snapshot!(show(&facts_of(Language::Rust, "src/a.rs", "
        fn a( {
            b(x);
        }
        struct S { x: }
        impl S { fn m(&self) { self.x. } }
        fn c() { let = a(); d( }
        fn d() {}
    ")), @"
    partial (syntax)
    missing 1:5
    missing 4:13
    missing 5:30
    error 6:13
    error 6:21
    function a(0) 1:3 in 1:0-3:1
    struct S 4:7 in 4:0-4:15
      field x 4:11 in 4:11-4:13
    method S::m(0) 5:12 in 5:9-5:32
      parameter self 5:15 in 5:14-5:19
    function c(0) 6:3 in 6:0-6:24
    function d(0) 7:3 in 7:0-7:9
    2:4 call b(1) in a -> free
    2:6 read x in a -> free
    5:5 type S -> struct 4:7
    5:23 read self in m -> parameter 5:15
    5:28 read <this>.x in m
    6:15 read a in c -> function 1:3
    6:20 read d in c -> function 7:3
    ");
}
