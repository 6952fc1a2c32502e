//! C and C++, rung by rung.

use insta::assert_snapshot;

use super::edges;

#[test]
fn a_prototype_in_a_header_leads_to_what_defines_it() {
    assert_snapshot!(edges(&[
        ("src/list.h", "
            typedef struct node { struct node *next; } node;
            node *push(node *list);
            #define EMPTY 0
        "),
        ("src/list.c", "
            #include \"list.h\"
            node *push(node *list) { return list->next; }
        "),
        ("src/main.c", "
            #include \"list.h\"
            int main(void) { node *n = EMPTY; push(n); return n->next == EMPTY; }
        "),
    ]), @r"
    src/list.c:2 push node -> src/list.h:1 node (wildcard)
    src/list.c:2 push node -> src/list.h:1 node (wildcard)
    src/list.c:2 push next -> src/list.h:1 node.next (receiver_type)
    src/list.h:1 node node -> src/list.h:1 node (same_file)
    src/list.h:1 node.next node -> src/list.h:1 node (same_file)
    src/list.h:2 push node -> src/list.h:1 node (same_file)
    src/list.h:2 push node -> src/list.h:1 node (same_file)
    src/main.c:2 main node -> src/list.h:1 node (wildcard)
    src/main.c:2 main EMPTY -> src/list.h:3 EMPTY (wildcard)
    src/main.c:2 main push -> src/list.c:2 push (wildcard)
    src/main.c:2 main next -> src/list.h:1 node.next (receiver_type)
    src/main.c:2 main EMPTY -> src/list.h:3 EMPTY (wildcard)
    ");
}

#[test]
fn an_include_is_looked_for_beside_the_file_and_then_by_the_end_of_its_path() {
    assert_snapshot!(edges(&[
        ("include/app/log.h", "
            int put(int level);
        "),
        ("lib/log.h", "
            int put(int level, int code);
        "),
        ("lib/use.c", "
            #include \"log.h\"
            int near(void) { return put(1, 2); }
        "),
        ("src/use.c", "
            #include <app/log.h>
            int far(void) { return put(1); }
        "),
    ]), @r"
    lib/use.c:2 near put -> lib/log.h:1 put (wildcard)
    src/use.c:2 far put -> include/app/log.h:1 put (wildcard)
    ");
}

#[test]
fn what_is_static_is_seen_in_its_file_only() {
    assert_snapshot!(edges(&[
        ("a.c", "
            static int helper(void) { return 1; }
            int a(void) { return helper(); }
        "),
        ("b.c", "
            int b(void) { return helper(); }
        "),
    ]), @r"
    a.c:2 a helper -> a.c:1 helper (same_file)
    b.c:1 b helper -> ?
    ");
}

#[test]
fn two_programs_of_one_tree_do_not_share_their_functions() {
    assert_snapshot!(edges(&[
        ("one/main.c", "
            int run(void) { return 1; }
        "),
        ("two/main.c", "
            int run(void) { return 2; }
        "),
        ("three.c", "
            int three(void) { return run(); }
        "),
    ]), @r"
    three.c:1 three run -> ?
    ");
}

#[test]
fn names_of_the_library_and_of_other_languages_make_no_edge() {
    assert_snapshot!(edges(&[
        ("app.py", "
            def get(): ...
            def save(): ...
        "),
        ("app.c", "
            #include <stdio.h>
            int log(int x);
            int use(int save) { printf(\"\"); get(); return save + log(save); }
        "),
    ]), @r"
    app.c:3 use printf -> ?
    app.c:3 use get -> ?
    app.c:3 use log -> app.c:2 log (same_file)
    ");
}

#[test]
fn members_of_a_class_are_defined_out_of_line() {
    assert_snapshot!(edges(&[
        ("shop.h", "
            namespace shop {
            class Base { public: int id() const; };
            class Order : public Base {
             public:
                int total(int tax);
             private:
                int sum_ = 0;
            };
            }
        "),
        ("shop.cc", "
            #include \"shop.h\"
            namespace shop {
            int Base::id() const { return 1; }
            int Order::total(int tax) { return this->sum_ + sum_ + tax + id(); }
            }
        "),
        ("main.cc", "
            #include \"shop.h\"
            using namespace shop;
            int main() { Order order; shop::Order *other = &order; return order.total(1) + other->id(); }
        "),
    ]), @r"
    main.cc:3 main Order -> shop.h:3 shop.Order (wildcard)
    main.cc:3 main shop -> shop.h:1 shop (wildcard)
    main.cc:3 main Order -> shop.h:3 shop.Order (import)
    main.cc:3 main total -> shop.cc:4 shop.Order.total (receiver_type)
    main.cc:3 main id -> shop.cc:3 shop.Base.id (inherited)
    shop.cc:3 shop.Base.id Base -> shop.h:2 shop.Base (wildcard)
    shop.cc:4 shop.Order.total Order -> shop.h:3 shop.Order (wildcard)
    shop.cc:4 shop.Order.total sum_ -> shop.h:7 shop.Order.sum_ (same_class)
    shop.cc:4 shop.Order.total sum_ -> shop.h:7 shop.Order.sum_ (same_class)
    shop.cc:4 shop.Order.total id -> shop.cc:3 shop.Base.id (inherited)
    shop.h:3 shop.Order Base -> shop.h:2 shop.Base (same_file)
    ");
}

#[test]
fn a_using_brings_one_name_and_overloads_differ_by_their_number_of_arguments() {
    assert_snapshot!(edges(&[
        ("m.hpp", "
            namespace m {
            int cut(int a) { return a; }
            int cut(int a, int b) { return a + b; }
            int same(int a) { return a; }
            int same(char a) { return a; }
            }
        "),
        ("use.cpp", "
            #include \"m.hpp\"
            using m::cut;
            int f() { return cut(1) + cut(1, 2) + m::same(1) + same(1); }
        "),
    ]), @r"
    use.cpp:3 f cut -> m.hpp:2 m.cut (import)
    use.cpp:3 f cut -> m.hpp:3 m.cut (import)
    use.cpp:3 f m -> m.hpp:1 m (wildcard)
    use.cpp:3 f same -> perhaps m.hpp:4 m.same, m.hpp:5 m.same
    use.cpp:3 f same -> perhaps m.hpp:4 m.same, m.hpp:5 m.same
    ");
}

#[test]
fn what_a_macro_calls_is_called_where_it_is_used() {
    assert_snapshot!(edges(&[
        ("log.h", "
            void put_line(int level, const char *text);
            #define note(level, text) do { if (level > 1) put_line(level, text); } while (0)
            #define warn(text) note(2, text)
            #define emit put_line
            #define LIMIT 3
            #define HAS_NOTE note(1, \"\")
        "),
        ("log.c", "
            #include \"log.h\"
            void put_line(int level, const char *text) {}
        "),
        ("main.c", "
            #include \"log.h\"
            #define again(text) warn(text)
            #if HAS_NOTE
            #endif
            int run(int warn_me) {
                warn(\"a\");
                emit(LIMIT, \"b\");
                return warn_me;
            }
        "),
    ]), @r"
    log.h:2 note put_line -> log.c:2 put_line (wildcard)
    log.h:3 warn note -> log.h:2 note (same_file)
    log.h:4 emit put_line -> log.c:2 put_line (wildcard)
    log.h:6 HAS_NOTE note -> log.h:2 note (same_file)
    main.c:2 again warn -> log.h:3 warn (wildcard)
    main.c:3  HAS_NOTE -> log.h:6 HAS_NOTE (wildcard)
    main.c:6 run warn -> log.h:3 warn (wildcard)
    main.c:7 run emit -> log.h:4 emit (wildcard)
    main.c:7 run LIMIT -> log.h:5 LIMIT (wildcard)
    main.c:6 warn calls log.c:2 put_line (macro)
    main.c:7 emit calls log.c:2 put_line (macro)
    ");
}
