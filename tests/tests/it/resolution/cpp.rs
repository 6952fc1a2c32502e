//! What only C++ has: namespaces that macros open, the library's own, templates' special cases.

use insta::assert_snapshot;

use super::edges_in;

#[test]
fn a_macro_may_open_the_namespace_of_what_follows() {
    assert_snapshot!(edges_in("app.cc", &[
        ("config.h", "
            #define SHOP_BEGIN namespace shop { inline namespace v1 {
            #define SHOP_END }}
        "),
        ("shop.h", "
            #include \"config.h\"
            SHOP_BEGIN
            struct Order { void save(); };
            Order open();
            SHOP_END
        "),
        ("shop.cc", "
            #include \"shop.h\"
            SHOP_BEGIN
            void Order::save() {}
            Order open() { return Order(); }
            SHOP_END
        "),
        ("app.cc", "
            #include \"shop.h\"
            void run(shop::Order order) {
                order.save();
                shop::open().save();
            }
        "),
    ]), @"
    app.cc:2 run shop -> config.h:1 shop (wildcard)
    app.cc:2 run Order -> shop.h:3 Order (import)
    app.cc:3 run save -> shop.cc:3 Order.save (receiver_type)
    app.cc:4 run shop -> config.h:1 shop (wildcard)
    app.cc:4 run open -> shop.cc:4 open (import)
    app.cc:4 run save -> shop.cc:3 Order.save (receiver_type)
    ");
}

#[test]
fn what_is_put_into_std_adds_to_the_librarys() {
    assert_snapshot!(edges_in("app.cc", &[
        ("order.h", "
            #include <functional>
            namespace shop { struct Order { int id; }; struct vector {}; }
            namespace std {
                template <> struct hash<shop::Order> { int operator()(const shop::Order &) const; };
            }
        "),
        ("app.cc", "
            #include \"order.h\"
            #include <vector>
            int run(shop::Order order) {
                std::vector<shop::Order> all;
                std::hash<int> number;
                std::hash<shop::Order> own;
                shop::vector other;
                return order.id;
            }
        "),
    ]), @"
    app.cc:3 run shop -> order.h:2 shop (wildcard)
    app.cc:3 run Order -> order.h:2 shop.Order (import)
    app.cc:4 run std -> external std
    app.cc:4 run vector -> external std vector
    app.cc:4 run shop -> order.h:2 shop (wildcard)
    app.cc:4 run Order -> order.h:2 shop.Order (import)
    app.cc:5 run std -> external std
    app.cc:5 run hash -> external std hash
    app.cc:6 run std -> external std
    app.cc:6 run hash -> external std hash
    app.cc:6 run shop -> order.h:2 shop (wildcard)
    app.cc:6 run Order -> order.h:2 shop.Order (import)
    app.cc:7 run shop -> order.h:2 shop (wildcard)
    app.cc:7 run vector -> order.h:2 shop.vector (import)
    app.cc:8 run id -> order.h:2 shop.Order.id (receiver_type)
    ");
}

#[test]
fn a_template_is_meant_before_its_special_cases() {
    assert_snapshot!(edges_in("app.cc", &[
        ("trait.h", "
            template <typename T> struct Trait;
            template <> struct Trait<int> { static void run(); };
            template <typename T> struct Trait { static void run(); };
        "),
        ("app.cc", "
            #include \"trait.h\"
            void run() { Trait<long>::run(); }
        "),
    ]), @"
    app.cc:2 run Trait -> trait.h:3 Trait (wildcard)
    app.cc:2 run run -> trait.h:3 Trait.run (receiver_type)
    ");
}

#[test]
fn a_method_may_find_its_class_by_another_name() {
    assert_snapshot!(edges_in("fixture_test.cc", &[
        ("fixture.h", "
            struct Base { void check(); int count; };
            typedef Base Fixture;
            using Other = Base;
        "),
        ("fixture_test.cc", "
            #include \"fixture.h\"
            void Fixture::first() { check(); count++; }
            void Other::second() { check(); }
        "),
    ]), @"
    fixture_test.cc:2 Base.first Fixture -> fixture.h:2 Fixture (wildcard)
    fixture_test.cc:2 Base.first check -> fixture.h:1 Base.check (same_class)
    fixture_test.cc:2 Base.first count -> fixture.h:1 Base.count (same_class)
    fixture_test.cc:3 Base.second Other -> fixture.h:3 Other (wildcard)
    fixture_test.cc:3 Base.second check -> fixture.h:1 Base.check (same_class)
    ");
}

#[test]
fn of_several_conditions_that_of_gnu_on_linux_counts() {
    assert_snapshot!(edges_in("app.c", &[
        ("port.h", "
            int windows(void);
            int linux_(void);
            #if defined(_WIN32)
            #define now() windows()
            #else
            #define now() linux_()
            #endif
        "),
        ("port.c", "
            #include \"port.h\"
            int windows(void) { return 1; }
            int linux_(void) { return 2; }
        "),
        ("app.c", "
            #include \"port.h\"
            int run(void) { return now(); }
        "),
    ]), @"
    app.c:2 run now -> port.h:6 now (wildcard)
    app.c:2 now calls port.c:3 linux_ (macro)
    ");
}
