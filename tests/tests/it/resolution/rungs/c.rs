//! C.

use insta::assert_snapshot;

use super::{Case, told};

#[rustfmt::skip]
pub(super) const RUNGS: Case = &[
    ("list.h", "
        typedef struct node { struct node *next; int value; } node;
        node *first(node *list);
        #define EMPTY 0
        #define touch(n) first(n)
    "),
    ("list.c", r#"
        #include "list.h"
        node *first(node *list) { return list; }
    "#),
    ("far.c", "
        int linked(void) { return 1; }
    "),
    ("app.c", r#"
        #include "list.h"
        struct desk { node kept; };
        static int helper(void) { return 1; }
        int run(node *given, struct desk *desk) {
            int count = 1;
            count++; //: local
            helper(); //: file
            first(given); //: wildcard
            count = EMPTY; //: wildcard
            given->value; //: annotated
            desk->kept.value; //: field
            first(given)->value; //: returned
            struct node many[3];
            many[0].value; //: element
            touch(given); //: macro
            linked(); //: unique
            return count;
        }
    "#),
];

#[rustfmt::skip]
pub(super) const NEGATIVES: Case = &[
    ("lib.h", "
        struct cache { int get; int save; int log; int run; };
    "),
    ("lib.c", "
        static int hidden(void) { return 1; }
        int twice(void) { return 1; }
    "),
    ("other/lib.c", "
        int twice(void) { return 2; }
    "),
    ("lib.py", "
        def far(): ...
    "),
    ("tests/test_lib.c", "
        int fake(void) { return 1; }
    "),
    ("app.c", r#"
        #include "lib.h"
        int run(void);
        int use(void *thing, int (*run)(void)) {
            thing->get; //: common
            thing->save; //: common
            thing->log; //: common
            first(thing)->run; //: common
            run(); //: shadowed
            hidden(); //: unseen
            twice(); //: unseen
            far(); //: family
            thing->far; //: family
            fake(); //: double
            return 0;
        }
    "#),
];

#[test]
fn rungs() {
    assert_snapshot!(told(RUNGS), @"
    local                app.c:6 count -> app.c:5 run.count [local 100 write]
    file                 app.c:7 helper -> app.c:3 helper [same_file 100 call]
    wildcard             app.c:8 first -> list.c:2 first [wildcard 95 call]
    wildcard             app.c:9 EMPTY -> list.h:3 EMPTY [wildcard 95 read]
    annotated            app.c:10 value -> list.h:1 node.value [receiver_type 90 read]
    field                app.c:11 kept -> app.c:2 desk.kept [receiver_type 90 read]
    field                app.c:11 value -> list.h:1 node.value [receiver_type 90 read]
    returned             app.c:12 first -> list.c:2 first [wildcard 95 call]
    returned             app.c:12 value -> list.h:1 node.value [receiver_type 90 read]
    element              app.c:14 value -> list.h:1 node.value [receiver_type 90 read]
    macro                app.c:15 touch -> list.h:4 touch [wildcard 95 call]
    macro                app.c:15 touch -> list.c:2 first [macro 90 call beside]
    unique               app.c:16 linked -> far.c:1 linked [unique_name 60 call]
    ");
}

#[test]
fn negatives() {
    assert_snapshot!(told(NEGATIVES), @"
    common               app.c:4 get -> perhaps lib.h:1 cache.get
    common               app.c:5 save -> perhaps lib.h:1 cache.save
    common               app.c:6 log -> perhaps lib.h:1 cache.log
    common               app.c:7 first -> ?
    common               app.c:7 run -> perhaps lib.h:1 cache.run
    shadowed             app.c:8 run -> app.c:3 use.run [local 100 call]
    unseen               app.c:9 hidden -> ?
    unseen               app.c:10 twice -> ?
    family               app.c:11 far -> ?
    family               app.c:12 far -> ?
    double               app.c:13 fake -> ?
    ");
}
