//! What names are bound to.

use insta::assert_snapshot;

use super::go;
use crate::extract::testing::{imports, references_of, show, supertypes};

#[test]
fn imports_bind_the_end_of_their_path_or_their_alias() {
    assert_snapshot!(show(&go(r#"
        package a
        import "fmt"
        import (
            "net/http"
            yaml "gopkg.in/yaml.v3"
            . "strings"
            _ "embed"
            "github.com/a/b/v2"
        )
        func f(r http.Request) {
            fmt.Println(b.New(), yaml.X, ToUpper("x"))
        }
    "#)), @r#"
    package a
    function f(1) 10:5 in 10:0-12:1
      parameter r 10:7 in 10:7-10:21 : http.Request
    import module "fmt" as fmt 2:7
    import module "net/http" as http 4:4
    import module "gopkg.in/yaml.v3" as yaml 5:4
    import wildcard "strings" 6:4
    import module "embed" 7:4
    import module "github.com/a/b/v2" as b 8:4
    2:8 import fmt -> import fmt
    4:5 import http -> import net/http
    5:4 import yaml -> import gopkg.in/yaml.v3
    8:5 import b -> import github.com/a/b/v2
    10:9 read http in f -> import net/http
    10:14 type http.Request in f
    11:4 read fmt in f -> import fmt
    11:8 call fmt.Println(3) in f
    11:16 read b in f -> import github.com/a/b/v2
    11:18 call b.New(0) in f
    11:25 read yaml in f -> import gopkg.in/yaml.v3
    11:30 read yaml.X in f
    11:33 call ToUpper(1) in f -> free
    "#);
}

#[test]
fn a_local_hides_a_package_and_a_parameter_is_seen_in_the_body_only() {
    assert_snapshot!(references_of(&go(r#"
        package a
        import "net/url"
        func f(url *url.URL) {
            url.Path()
        }
        func g() {
            url.Parse("x")
            url := url.Parse("y")
            url.Path()
            if url := url; url != nil { url.Path() }
            {
                var url, x = 1, url
            }
            url.Path()
        }
    "#), "url"), @"
    2:8 import url -> import net/url
    3:12 read url in f -> import net/url
    4:4 read url in f -> parameter 3:7
    7:4 read url in g -> import net/url
    8:11 read url in g -> import net/url
    9:4 read url in g -> local 8:4
    10:14 read url in g -> local 8:4
    10:19 read url in g -> local 10:7
    10:32 read url in g -> local 10:7
    12:24 read url in g -> local 8:4
    14:4 read url in g -> local 8:4
    ");
}

#[test]
fn a_short_declaration_writes_what_its_scope_has() {
    assert_snapshot!(show(&go("
        package a
        func f() {
            x, err := g()
            y, err := g()
            if z, err := g(); err != nil { _ = z }
            x, y = y, x
            x++
            _, err = g()
        }
    ")), @"
    package a
    function f(0) 2:5 in 2:0-9:1
      local x 3:4 in 3:4-3:17 = g(0)
      local err 3:7 in 3:4-3:17
      local y 4:4 in 4:4-4:17 = g(0)
      local z 5:7 in 5:7-5:20 = g(0)
      local err 5:10 in 5:7-5:20
    3:14 call g(0) in f -> free
    4:7 write err in f -> local 3:7
    4:14 call g(0) in f -> free
    5:17 call g(0) in f -> free
    5:22 read err in f -> local 5:10
    5:39 read z in f -> local 5:7
    6:4 write x in f -> local 3:4
    6:7 write y in f -> local 4:4
    6:11 read y in f -> local 4:4
    6:14 read x in f -> local 3:4
    7:4 write x in f -> local 3:4
    8:7 write err in f -> local 3:7
    8:13 call g(0) in f -> free
    ");
}

#[test]
fn labels_are_of_the_function() {
    assert_snapshot!(show(&go("
        package a
        func f() {
        outer:
            for {
                select {
                case x, ok := <-c: x.f(ok)
                case y = <-c: continue outer
                case c <- z:
                default: break outer
                }
            }
        }
    ")), @"
    package a
    function f(0) 2:5 in 2:0-12:1
      label outer 3:0
      local x 6:13 in 6:13-6:25 = c
      local ok 6:16 in 6:13-6:25
    6:24 read c in f -> free
    6:27 read x in f -> local 6:13
    6:29 call x.f(1) in f
    6:31 read ok in f -> local 6:16
    7:13 write y in f -> free
    7:19 read c in f -> free
    7:31 read outer in f -> label 3:0
    8:13 read c in f -> free
    8:18 read z in f -> free
    9:23 read outer in f -> label 3:0
    ");
}

#[test]
fn a_file_as_they_are() {
    let facts = go(r#"
        // Package store keeps things.
        package store

        import (
            "context"
            "errors"

            "example.com/app/log"
        )

        // ErrMissing is returned for what is not there.
        var ErrMissing = errors.New("missing")

        type Key string

        // Store keeps values.
        type Store struct {
            log.Logger
            values map[Key]*Value
            hooks  []func(Key)
        }

        func New(logger log.Logger) *Store {
            return &Store{Logger: logger, values: make(map[Key]*Value)}
        }

        func (s *Store) Get(ctx context.Context, key Key) (*Value, error) {
            value, ok := s.values[key]
            if !ok {
                return nil, ErrMissing
            }
            for _, hook := range s.hooks {
                hook(key)
            }
            if err := value.Check(ctx); err != nil {
                s.Warn("bad", err)
                return nil, err
            }
            return value, nil
        }

        type Value struct{ data []byte }

        func (v Value) Check(ctx context.Context) error { return ctx.Err() }
    "#);
    assert_snapshot!(show(&facts), @r#"
    package store
    variable ErrMissing 12:4 in 12:0-12:38 +public = errors.New(1) "ErrMissing is returned for what is not there."
    type_alias Key 14:5 in 14:0-14:15 +public = string
    struct Store 17:5 in 17:0-21:1 +public "Store keeps values."
      field Logger 18:8 in 18:4-18:14 +public : log.Logger
      field values 19:4 in 19:4-19:25 : Value
      field hooks 20:4 in 20:4-20:22
    function New(1) 23:5 in 23:0-25:1 +public : Store
      parameter logger 23:9 in 23:9-23:26 : log.Logger
    method Store::Get(2) 27:16 in 27:0-40:1 +public : Value
      parameter s 27:6 in 27:6-27:14 : Store
      parameter ctx 27:20 in 27:20-27:39 : context.Context
      parameter key 27:41 in 27:41-27:48 : Key
      local value 28:4 in 28:4-28:30 = <this>.values
      local ok 28:11 in 28:4-28:30
      local hook 32:11 in 32:8-32:32 = <this>.hooks
      local err 35:7 in 35:7-35:30 = value.Check(1)
    struct Value 42:5 in 42:0-42:32 +public
      field data 42:19 in 42:19-42:30 : byte
    method Value::Check(1) 44:15 in 44:0-44:68 +public : error
      parameter v 44:6 in 44:6-44:13 : Value
      parameter ctx 44:21 in 44:21-44:40 : context.Context
    Store embeds log.Logger
    import module "context" as context 5:4
    import module "errors" as errors 6:4
    import module "example.com/app/log" as log 8:4
    5:5 import context -> import context
    6:5 import errors -> import errors
    8:5 import log -> import example.com/app/log
    12:17 read errors in ErrMissing -> import errors
    12:24 call errors.New(1) in ErrMissing
    14:9 type string in Key -> free
    18:4 read log in Store -> import example.com/app/log
    18:8 supertype log.Logger in Store
    19:15 type Key in Store -> type_alias 14:5
    19:20 type Value in Store -> struct 42:5
    20:18 type Key in Store -> type_alias 14:5
    23:16 read log in New -> import example.com/app/log
    23:20 type log.Logger in New
    23:29 type Store in New -> struct 17:5
    24:12 instantiate Store(*) in New -> struct 17:5
    24:18 write Store(*).Logger in New
    24:26 read logger in New -> parameter 23:9
    24:34 write Store(*).values in New
    24:42 call make(1) in New -> free
    24:51 type Key in New -> type_alias 14:5
    24:56 type Value in New -> struct 42:5
    27:9 type Store in Get -> struct 17:5
    27:24 read context in Get -> import context
    27:32 type context.Context in Get
    27:45 type Key in Get -> type_alias 14:5
    27:52 type Value in Get -> struct 42:5
    27:59 type error in Get -> free
    28:17 read s in Get -> parameter 27:6
    28:19 read <this>.values in Get
    28:26 read key in Get -> parameter 27:41
    29:8 read ok in Get -> local 28:11
    30:20 read ErrMissing in Get -> variable 12:4
    32:25 read s in Get -> parameter 27:6
    32:27 read <this>.hooks in Get
    33:8 call hook(1) in Get -> local 32:11
    33:13 read key in Get -> parameter 27:41
    35:14 read value in Get -> local 28:4
    35:20 call value.Check(1) in Get
    35:26 read ctx in Get -> parameter 27:20
    35:32 read err in Get -> local 35:7
    36:8 read s in Get -> parameter 27:6
    36:10 call <this>.Warn(2) in Get
    36:22 read err in Get -> local 35:7
    37:20 read err in Get -> local 35:7
    39:11 read value in Get -> local 28:4
    42:26 type byte in Value -> free
    44:8 type Value in Check -> struct 42:5
    44:25 read context in Check -> import context
    44:33 type context.Context in Check
    44:42 type error in Check -> free
    44:57 read ctx in Check -> parameter 44:21
    44:61 call ctx.Err(0) in Check
    "#);
    assert_snapshot!(imports(&facts), @r#"
    import module "context" as context 5:4
    import module "errors" as errors 6:4
    import module "example.com/app/log" as log 8:4
    "#);
    assert_snapshot!(supertypes(&facts), @"Store embeds log.Logger");
}
