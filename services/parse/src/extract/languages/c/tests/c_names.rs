//! References of C: scopes, members, calls.

use insta::assert_snapshot;

use super::c;
use crate::extract::testing::{references, references_of, show};

#[test]
fn blocks_shadow_what_is_around() {
    assert_snapshot!(references_of(&c("
        int x;
        int f(int y) {
            use(x);
            int x = y;
            { int x = 1; use(x); }
            for (int x = 0; x < 3; x++) use(x);
            use(x);
        }
        int g(void) { return x; }
    "), "x"), @"
    3:8 read x in f -> variable 1:4
    5:21 read x in f -> local 5:10
    6:20 read x in f -> local 6:13
    6:27 write x in f -> local 6:13
    6:36 read x in f -> local 6:13
    7:8 read x in f -> local 4:8
    9:21 read x in g -> variable 1:4
    ");
}

#[test]
fn a_variable_may_have_the_name_of_its_type() {
    assert_snapshot!(references(&c("
        typedef struct list { int len; } list;
        int f(void) { list *list = make(); return list->len + sizeof(struct list); }
    ")), @"
    1:15 type list in list -> struct 1:15
    2:14 type list in f -> type_alias 1:33
    2:27 call make(0) in f -> free
    2:42 read list in f -> local 2:20
    2:48 read list.len in f
    2:68 type list in f -> struct 1:15
    ");
}

#[test]
fn reads_and_writes() {
    assert_snapshot!(references(&c("
        int a, *p;
        void f(struct s *s) {
            a = 1; a += 2; a++; --a;
            *p = a; p[a] = 3;
            s->x = s->y; s->z.w++; &s->v;
        }
    ")), @"
    2:14 type s in f -> free
    3:4 write a in f -> variable 1:4
    3:11 write a in f -> variable 1:4
    3:19 write a in f -> variable 1:4
    3:26 write a in f -> variable 1:4
    4:5 read p in f -> variable 1:8
    4:9 read a in f -> variable 1:4
    4:12 read p in f -> variable 1:8
    4:14 read a in f -> variable 1:4
    5:4 read s in f -> parameter 2:17
    5:7 write s.x in f
    5:11 read s in f -> parameter 2:17
    5:14 read s.y in f
    5:17 read s in f -> parameter 2:17
    5:20 read s.z in f
    5:22 read s.z.w in f
    5:28 read s in f -> parameter 2:17
    5:31 read s.v in f
    ");
}

#[test]
fn members_of_pointers_arrays_casts_and_calls() {
    assert_snapshot!(references(&c("
        void f(void *p, struct s *s) {
            s->a.b[1]->c;
            ((struct t *)p)->d;
            (*s).e;
            make(1)->f(2, 3);
            (&s[2])->g();
            s->table[0](1);
        }
    ")), @"
    1:23 type s in f -> free
    2:4 read s in f -> parameter 1:26
    2:7 read s.a in f
    2:9 read s.a.b in f
    2:15 read s.a.b.c in f
    3:13 type t in f -> free
    3:17 read p in f -> parameter 1:13
    3:21 read t.d in f
    4:6 read s in f -> parameter 1:26
    4:9 read s.e in f
    5:4 call make(1) in f -> free
    5:13 call make(1).f(2) in f
    6:6 read s in f -> parameter 1:26
    6:13 call s.g(0) in f
    7:4 read s in f -> parameter 1:26
    7:7 call s.table(1) in f
    ");
}

#[test]
fn tables_of_callbacks_name_functions_and_members() {
    assert_snapshot!(show(&c(r#"
        struct command { const char *name; int (*proc)(int); struct limits limits; };
        static int get(int a) { return a; }
        static struct command table[] = {
            { "get", get },
            { .name = "set", .proc = get, .limits = { .max = 1 } },
            [5] = { .proc = &get },
        };
        struct command one = { .proc = get, .limits.min = 2 };
        int f(void) { return run((struct command){ .proc = get }) + offsetof(struct command, name); }
    "#)), @"
    struct command 1:7 in 1:0-1:76 +public
      field name 1:29 in 1:17-1:34 +public
      field proc 1:41 in 1:35-1:52 +public
      field limits 1:67 in 1:53-1:74 +public : limits
    function get(1) 2:11 in 2:0-2:35 +static
      parameter a 2:19 in 2:15-2:20
    variable table 3:22 in 3:0-7:2 +static : command
    variable one 8:15 in 8:0-8:54 +public : command
    function f(0) 9:4 in 9:0-9:93 +public
    1:60 type limits in command.limits -> free
    2:31 read a in get -> parameter 2:19
    3:14 type command in table -> struct 1:7
    4:13 read get in table -> function 2:11
    5:7 write command.name in table
    5:22 write command.proc in table
    5:29 read get in table -> function 2:11
    5:35 write command.limits in table
    5:47 write command.limits.max in table
    6:13 write command.proc in table
    6:21 read get in table -> function 2:11
    8:7 type command in one -> struct 1:7
    8:24 write command.proc in one
    8:31 read get in one -> function 2:11
    8:37 write command.limits in one
    8:44 write command.limits.min in one
    9:21 call run(1) in f -> free
    9:33 instantiate command(1) in f -> struct 1:7
    9:44 write command(1).proc in f
    9:51 read get in f -> function 2:11
    9:76 type command in f -> struct 1:7
    9:85 read command.name in f
    ");
}

#[test]
fn function_pointers_are_called_by_their_names() {
    assert_snapshot!(references(&c("
        static int (*hook)(int);
        int f(int (*callback)(int)) { return hook(1) + callback(2) + (*callback)(3); }
    ")), @"
    2:37 call hook(1) in f -> variable 1:13
    2:47 call callback(1) in f -> parameter 2:12
    2:63 call callback(1) in f -> parameter 2:12
    ");
}

#[test]
fn types_where_they_are_named() {
    assert_snapshot!(references(&c("
        size_t f(uint8_t a, sds b, const struct s *c) {
            return sizeof(sds) + sizeof(struct s) + (long)(sds)b + sizeof(b);
        }
    ")), @"
    1:20 type sds in f -> free
    1:40 type s in f -> free
    2:18 read sds in f -> free
    2:39 type s in f -> free
    2:51 type sds in f -> free
    2:55 read b in f -> parameter 1:24
    2:66 read b in f -> parameter 1:24
    ");
}

#[test]
fn labels_are_names_of_their_function() {
    assert_snapshot!(show(&c("
        int f(int err) {
            if (err) goto err;
            err: return err;
        }
        int g(void) { goto err; }
    ")), @"
    function f(1) 1:4 in 1:0-4:1 +public
      parameter err 1:10 in 1:6-1:13
      label err 3:4
    function g(0) 5:4 in 5:0-5:25 +public
    2:8 read err in f -> parameter 1:10
    2:18 read err in f -> label 3:4
    3:16 read err in f -> parameter 1:10
    5:19 read err in g -> free
    ");
}

#[test]
fn old_style_parameters_have_their_types() {
    assert_snapshot!(show(&c("
        int f(a, s) int a; struct s *s; { return a + s->x; }
    ")), @"
    function f(2) 1:4 in 1:0-1:52 +public
      parameter a 1:6
      parameter s 1:9 : s
    1:26 type s in f -> free
    1:41 read a in f -> parameter 1:6
    1:45 read s in f -> parameter 1:9
    1:48 read s.x in f
    ");
}

#[test]
fn what_a_function_only_announces_is_not_its_own() {
    assert_snapshot!(references(&c("
        int counter;
        int f(void) {
            extern int counter;
            int g(int);
            return counter + g(1);
        }
    ")), @"
    5:11 read counter in f -> variable 1:4
    5:21 call g(1) in f -> free
    ");
}

#[test]
fn statements_in_expressions_and_arguments() {
    assert_snapshot!(references(&c("
        int f(int a) {
            int b = ({ int t = a; t + 1; });
            return b ? FOREACH(a, { int c = b; use(c); }) : -1;
        }
    ")), @"
    2:23 read a in f -> parameter 1:10
    2:26 read t in f -> local 2:19
    3:11 read b in f -> local 2:8
    3:15 call FOREACH(2) in f -> free
    3:23 read a in f -> parameter 1:10
    3:36 read b in f -> local 2:8
    3:39 call use(1) in f -> free
    3:43 read c in f -> local 3:32
    ");
}
