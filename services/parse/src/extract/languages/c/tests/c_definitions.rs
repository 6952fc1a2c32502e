//! Functions, variables, types and macros of C.

use insta::assert_snapshot;

use super::c;
use crate::extract::testing::{definitions, imports, show, signatures};

#[test]
fn functions_through_any_declarator() {
    assert_snapshot!(definitions(&c("
        static int plain(int a, char *b) { return a; }
        struct node *pointer(void) { return 0; }
        int (parenthesized)(int a, ...) { return a; }
        int (*returns_callback(int x))(void) { return 0; }
        int old(a, b) int a; struct node *b; { return a; }
        int anything() { return 0; }
    ")), @"
    function plain(2) 1:11 in 1:0-1:46 +static
      parameter a 1:21 in 1:17-1:22
      parameter b 1:30 in 1:24-1:31
    function pointer(0) 2:13 in 2:0-2:40 +public : node
    function parenthesized(*) 3:5 in 3:0-3:45 +public
      parameter a 3:24 in 3:20-3:25
    function returns_callback(1) 4:6 in 4:0-4:50 +public
      parameter x 4:27 in 4:23-4:28
    function old(2) 5:4 in 5:0-5:50 +public
      parameter a 5:8
      parameter b 5:11 : node
    function anything(0) 6:4 in 6:0-6:28 +public
    ");
}

#[test]
fn prototypes_are_announcements() {
    assert_snapshot!(definitions(&c("
        int f(int a), *g(void);
        extern void h(struct s *s, int (*callback)(int x)) __attribute__((noreturn));
        int unknown();
    ")), @"
    function f(1) 1:4 +public +declaration
    parameter a 1:10 in 1:6-1:11
    function g(0) 1:15 in 1:14-1:22 +public +declaration
    function h(2) 2:12 in 2:0-2:77 +public +declaration
      parameter s 2:24 in 2:14-2:25 : s
      parameter callback 2:33 in 2:27-2:49
      parameter x 2:47 in 2:43-2:48
    function unknown(*) 3:4 in 3:0-3:14 +public +declaration
    ");
}

#[test]
fn variables_of_the_file() {
    assert_snapshot!(definitions(&c("
        extern int announced;
        extern int defined = 1;
        static const int limit = 3, *pointer;
        const char *text;
        struct server server;
        int (*callbacks[3])(int, char *);
        unsigned long long big, array[4][5];
    ")), @"
    variable announced 1:11 in 1:0-1:21 +public +declaration
    variable defined 2:11 in 2:0-2:23 +public
    constant limit 3:17 +static
    variable pointer 3:29 in 3:28-3:36 +static
    variable text 4:12 in 4:0-4:17 +public
    variable server 5:14 in 5:0-5:21 +public : server
    variable callbacks 6:6 in 6:0-6:33 +public
    variable big 7:19 +public
    variable array 7:24 in 7:24-7:35 +public
    ");
}

#[test]
fn structs_with_members_of_all_kinds() {
    assert_snapshot!(definitions(&c("
        struct list {
            struct list *next, *prev;
            void (*free)(void *ptr);
            unsigned flag : 1;
            union { int i; double d; };
            struct inner { int k; } inner;
            struct { int z; } unnamed;
        };
    ")), @"
    struct list 1:7 in 1:0-8:1 +public
      field next 2:17 +public : list
      field prev 2:24 in 2:23-2:28 +public : list
      field free 3:11 in 3:4-3:28 +public
        parameter ptr 3:23 in 3:17-3:26
      field flag 4:13 in 4:4-4:22 +public
      field i 5:16 in 5:12-5:18 +public
      field d 5:26 in 5:19-5:28 +public
      field inner 6:28 in 6:4-6:34 +public : inner
      struct inner 6:11 in 6:4-6:27 +public
        field k 6:23 in 6:19-6:25 +public
      field unnamed 7:22 in 7:4-7:30 +public
        field z 7:17 in 7:13-7:19 +public
    ");
}

#[test]
fn a_typedef_names_what_has_no_name() {
    assert_snapshot!(show(&c("
        typedef struct { int x; } point, *point_ptr;
        typedef enum { RED, GREEN } color;
        typedef union { int i; } *value;
        int f(point p) { return p.x; }
    ")), @"
    struct point 1:26 in 1:0-1:44 +public
      field x 1:21 in 1:17-1:23 +public
      type_alias point_ptr 1:34 in 1:33-1:43 +public
    enum color 2:28 in 2:0-2:34 +public
      enum_member RED 2:15 +public
      enum_member GREEN 2:20 +public
    union value 3:26 in 3:0-3:32 +public
      field i 3:20 in 3:16-3:22 +public
    function f(1) 4:4 in 4:0-4:30 +public
      parameter p 4:12 in 4:6-4:13 : point
    4:6 type point in f -> struct 1:26
    4:24 read p in f -> parameter 4:12
    4:26 read p.x in f
    ");
}

#[test]
fn a_typedef_leads_to_its_struct() {
    assert_snapshot!(show(&c("
        typedef struct object { int type; } robj;
        struct pair { int a; } first;
        int f(robj *o) { return o->type + first.a; }
    ")), @"
    type_alias robj 1:36 in 1:0-1:41 +public : object
    struct object 1:15 in 1:8-1:35 +public
      field type 1:28 in 1:24-1:33 +public
    variable first 2:23 in 2:0-2:29 +public : pair
    struct pair 2:7 in 2:0-2:22 +public
      field a 2:18 in 2:14-2:20 +public
    function f(1) 3:4 in 3:0-3:44 +public
      parameter o 3:12 in 3:6-3:13 : robj
    1:15 type object in robj -> struct 1:15
    2:7 type pair in first -> struct 2:7
    3:6 type robj in f -> type_alias 1:36
    3:24 read o in f -> parameter 3:12
    3:27 read o.type in f
    3:34 read first in f -> variable 2:23
    3:40 read first.a in f
    ");
}

#[test]
fn other_typedefs() {
    assert_snapshot!(definitions(&c("
        typedef int (*compare)(const void *, const void *);
        typedef void handler(int);
        typedef char *sds, buffer[16];
        typedef struct opaque opaque;
        typedef unsigned int uint32_t;
    ")), @"
    type_alias compare 1:14 in 1:0-1:51 +public
    type_alias handler 2:13 in 2:0-2:26 +public
    type_alias sds 3:14 +public
    type_alias buffer 3:19 in 3:19-3:29 +public
    type_alias opaque 4:22 in 4:0-4:29 +public : opaque
    type_alias uint32_t 5:21 in 5:0-5:30 +public
    ");
}

#[test]
fn enumerators_are_names_of_the_file() {
    assert_snapshot!(show(&c("
        enum state { OFF, ON = OFF + 1 };
        enum { MAX = 3 };
        int f(void) { return ON + MAX; }
    ")), @"
    enum state 1:5 in 1:0-1:32 +public
      enum_member OFF 1:13 +public
      enum_member ON 1:18 in 1:18-1:30 +public
    enum_member MAX 2:7 in 2:7-2:14 +public
    function f(0) 3:4 in 3:0-3:32 +public
    1:23 read OFF in state -> enum_member 1:13
    3:21 read ON in f -> enum_member 1:18
    3:26 read MAX in f -> enum_member 2:7
    ");
}

#[test]
fn tags_are_apart_from_other_names() {
    assert_snapshot!(show(&c("
        struct stat { int size; };
        struct later;
        int stat(struct stat *stat) { return stat->size; }
        struct later { int x; };
        struct later l;
        union unknown *u;
    ")), @"
    struct stat 1:7 in 1:0-1:25 +public
      field size 1:18 in 1:14-1:23 +public
    struct later 2:7 in 2:0-2:12 +public +declaration
    function stat(1) 3:4 in 3:0-3:50 +public
      parameter stat 3:22 in 3:9-3:26 : stat
    struct later 4:7 in 4:0-4:23 +public
      field x 4:19 in 4:15-4:21 +public
    variable l 5:13 in 5:0-5:15 +public : later
    variable u 6:15 in 6:0-6:17 +public : unknown
    3:16 type stat in stat -> struct 1:7
    3:37 read stat in stat -> parameter 3:22
    3:43 read stat.size in stat
    5:7 type later in l -> struct 4:7
    6:6 type unknown in u -> free
    ");
}

#[test]
fn macros_and_what_their_bodies_call() {
    assert_snapshot!(show(&c(r#"
        #define MAX 16
        #define alias target
        #define SQUARE(x) ((x) * (x))
        #define log(level, ...) do { \
            if (enabled(level)) write_log("f(", __VA_ARGS__); /* g( */ \
        } while (0) // h(
        #define call(o, m) (o)->m(o), o.run(1), m(2), sizeof(int)
        int target;
        int f(int a) { return SQUARE(a) + alias + MAX; }
    "#)), @"
    macro MAX 1:8 in 1:0-1:14 +public
    macro alias 2:8 in 2:0-2:20 +public = target
    macro SQUARE 3:8 in 3:0-3:29 +public
    macro log 4:8 in 4:0-6:17 +public
    macro call 7:8 in 7:0-7:57 +public
    variable target 8:4 in 8:0-8:11 +public
    function f(1) 9:4 in 9:0-9:48 +public
      parameter a 9:10 in 9:6-9:11
    2:14 read target in alias -> variable 8:4
    5:8 call enabled(*) in log -> free
    5:24 call write_log(*) in log -> free
    9:22 call SQUARE(1) in f -> macro 3:8
    9:29 read a in f -> parameter 9:10
    9:34 read alias in f -> macro 2:8
    9:42 read MAX in f -> macro 1:8
    ");
}

#[test]
fn includes() {
    assert_snapshot!(imports(&c(r#"
        #include "server.h"
        #include "../lib/util.h"
        #  include <stdio.h>
        #include <sys/types.h>
        #define CONFIG "config.h"
        #include CONFIG
        #include UNKNOWN
    "#)), @r#"
    import include "server.h" 1:9
    import include "../lib/util.h" 2:9
    import system include "stdio.h" 3:11
    import system include "sys/types.h" 4:9
    import include "config.h" 6:9
    "#);
}

#[test]
fn documentation_stands_above_or_behind() {
    assert_snapshot!(definitions(&c("
        /* License. */

        /**
         * Adds.
         * -----
         * @param a one
         */
        int add(int a);

        // One.
        // Two.
        static int x; // not doc of y
        int y;
        struct s {
            int a; /* About a. */
            /* About b. */
            int b;
        };
        enum e { A, /* About A. */
                 B  // About B.
        };
        #include <x.h> /* not doc */
        int z;
    ")), @r#"
    function add(1) 8:4 in 8:0-8:15 +public +declaration "Adds.\n\n@param a one"
      parameter a 8:12 in 8:8-8:13
    variable x 12:11 in 12:0-12:13 +static "One.\nTwo."
    variable y 13:4 in 13:0-13:6 +public
    struct s 14:7 in 14:0-18:1 +public
      field a 15:8 in 15:4-15:10 +public "About a."
      field b 17:8 in 17:4-17:10 +public "About b."
    enum e 19:5 in 19:0-21:1 +public
      enum_member A 19:9 +public "About A."
      enum_member B 20:9 +public "About B."
    variable z 23:4 in 23:0-23:6 +public
    "#);
}

#[test]
fn signatures_are_heads_in_one_line() {
    assert_snapshot!(signatures(&c("
        static int add(int a,
                       int b) { return a; }
        struct s { int *a, b; };
        int table[] = { 1, 2, 3 };
        #define F(x) \\
            (x)
        #define N 3
        typedef struct t { int x; } t;
        int proto(void);
    ")), @"
    static int add(int a, int b)
    struct s
    int *a
    b
    int table[]
    #define F(x)
    #define N 3
    typedef struct t
    struct t
    int x
    int proto(void)
    ");
}

#[test]
fn all_branches_of_conditions_are_taken() {
    assert_snapshot!(show(&c("
        #ifdef A
        int f(void) { return 1; }
        #elif B > 2
        int f(void) { return 2; }
        #else
        #define f() 3
        #endif
        int g(void) { return f(); }
    ")), @"
    function f(0) 2:4 in 2:0-2:25 +public
    function f(0) 4:4 in 4:0-4:25 +public
    macro f 6:8 in 6:0-6:13 +public
    function g(0) 8:4 in 8:0-8:27 +public
    1:7 read A -> free
    3:6 read B -> free
    8:21 call f(0) in g -> function 2:4
    ");
}

#[test]
fn a_definition_stands_for_its_announcements() {
    assert_snapshot!(crate::extract::testing::references_of(&c("
        int f(int a);
        int before(void) { return f(1); }
        int f(int a) { return a; }
        int after(void) { return f(2); }
    "), "f"), @"
    2:26 call f(1) in before -> function 3:4
    4:25 call f(1) in after -> function 3:4
    ");
}
