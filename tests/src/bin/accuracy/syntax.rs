//! The definitions and names of a source file, cut from its syntax tree in the same way for every
//! language, so that no index is measured by its own idea of what a definition is.

use std::collections::{HashMap, HashSet};

use tree_sitter::{Node, Parser};

use crate::grammar;

/// Line and column, from zero.
pub(crate) type Point = (u32, u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Function,
    Class,
}

/// A function, a method or something like a class.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) name: String,
    pub(crate) role: Role,
    /// Where its decorators or its `export` begin.
    pub(crate) start: Point,
    pub(crate) at: Point,
    pub(crate) end: Point,
    pub(crate) parent: Option<usize>,
    /// The first of that name in the same container: overloads and declarations that come again are one.
    pub(crate) same: usize,
}

/// What a file holds.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) definitions: Vec<Definition>,
    /// Names, by where they start.
    pub(crate) names: HashMap<Point, String>,
    /// The names that are called.
    pub(crate) callees: HashSet<Point>,
    /// The names in import statements.
    pub(crate) imports: HashSet<Point>,
    by_name: HashMap<Point, usize>,
    /// By each line from the start of a definition to its name.
    by_line: HashMap<u32, Vec<usize>>,
}

/// A container of definitions, as a number: two of the same name in the same one are the same.
#[derive(Default)]
struct Scopes<'a> {
    known: HashMap<(u32, Scope<'a>), u32>,
}

#[derive(PartialEq, Eq, Hash, Clone, Copy)]
enum Scope<'a> {
    Named(&'a str),
    At(usize),
}

impl<'a> Scopes<'a> {
    fn inside(&mut self, outer: u32, scope: Scope<'a>) -> u32 {
        let next = self.known.len() as u32 + 1;
        *self.known.entry((outer, scope)).or_insert(next)
    }
}

/// A node that is still to be looked at, and what is around it.
struct Step<'t> {
    node: Node<'t>,
    parent: Option<usize>,
    scope: u32,
    importing: bool,
    wrap: Option<Node<'t>>,
}

impl Source {
    /// None where the language of the file has no grammar here.
    pub(crate) fn parse(file: &str, text: &[u8]) -> Option<Source> {
        let mut parser = Parser::new();
        parser.set_language(&grammar::of(file, text)?).ok()?;
        let tree = parser.parse(text, None)?;
        let mut source = Source::default();
        source.walk(tree.root_node(), text);
        for (at, one) in source.definitions.iter().enumerate() {
            source.by_name.insert(one.at, at);
            for line in one.start.0..=one.at.0 {
                source.by_line.entry(line).or_default().push(at);
            }
        }
        Some(source)
    }

    fn walk<'t>(&mut self, root: Node<'t>, text: &'t [u8]) {
        let (mut scopes, mut first) = (Scopes::default(), HashMap::new());
        let mut steps = vec![Step {
            node: root,
            parent: None,
            scope: 0,
            importing: false,
            wrap: None,
        }];
        while let Some(step) = steps.pop() {
            let (node, kind) = (step.node, step.node.kind());
            let importing = step.importing || grammar::imports(kind);
            let (mut parent, mut scope) = (step.parent, step.scope);
            if let Some((name, role)) = defined(node, text) {
                let here = self.definitions.len();
                scope = scopes.inside(scope, Scope::Named(name_of(qualified(name), text)));
                self.definitions.push(Definition {
                    name: name_of(name, text).to_owned(),
                    role,
                    start: start(step.wrap.unwrap_or(node)),
                    at: start(name),
                    end: end(node),
                    parent,
                    same: *first.entry(scope).or_insert(here),
                });
                parent = Some(here);
            } else if node.is_named() && grammar::is_nameless(kind) {
                scope = scopes.inside(scope, Scope::At(node.start_byte()));
            } else if node.is_named() && grammar::is_space(kind) {
                let name = field(node, &["name", "type"]);
                let name = name.map_or("", |name| text_of(name, text));
                scope = scopes.inside(scope, Scope::Named(name));
            }
            if grammar::calls(kind)
                && let Some(callee) = callee(node)
            {
                self.callees.insert(start(callee));
            }
            if grammar::is_name(kind) {
                self.names
                    .insert(start(node), text_of(node, text).to_owned());
                if importing {
                    self.imports.insert(start(node));
                }
            }
            let wrap = match kind {
                _ if grammar::wraps(kind) => step.wrap.or(Some(node)),
                "lexical_declaration" | "variable_declaration" => step.wrap.or(Some(node)),
                _ => None,
            };
            let mut cursor = node.walk();
            let from = steps.len();
            steps.extend(node.children(&mut cursor).map(|node| Step {
                node,
                parent,
                scope,
                importing,
                wrap,
            }));
            steps[from..].reverse();
        }
    }

    /// The definition whose name stands there.
    pub(crate) fn named_at(&self, point: Point) -> Option<usize> {
        self.by_name.get(&point).copied()
    }

    /// The definition whose header holds a line: for indexes that mark another token of it.
    pub(crate) fn header(&self, line: u32) -> Option<usize> {
        let hits = self.by_line.get(&line)?;
        let latest = |wanted: &dyn Fn(&Definition) -> bool| {
            let found = hits.iter().copied();
            // Of equal ones the first.
            found
                .filter(|one| wanted(&self.definitions[*one]))
                .rev()
                .max_by_key(|one| self.definitions[*one].start)
        };
        latest(&|one| one.at.0 == line)
            .or_else(|| latest(&|one| one.start.0 == line))
            .or_else(|| latest(&|_| true))
    }

    /// For each name outside imports and headers, the innermost definition around it.
    pub(crate) fn held(&self) -> Vec<(Point, usize)> {
        let mut points: Vec<Point> = self
            .names
            .keys()
            .filter(|point| !self.imports.contains(*point) && !self.by_name.contains_key(*point))
            .copied()
            .collect();
        points.sort_unstable();
        let mut order: Vec<usize> = (0..self.definitions.len()).collect();
        order.sort_by_key(|one| {
            let one = &self.definitions[*one];
            (one.start, std::cmp::Reverse(one.end))
        });
        let mut order = order.into_iter().peekable();
        let (mut open, mut held) = (Vec::new(), Vec::new());
        for point in points {
            while let Some(one) = order.next_if(|one| self.definitions[*one].start <= point) {
                open.push(one);
            }
            // Definitions lie in each other or apart, so what has ended hides nothing that is open.
            while open
                .pop_if(|one| self.definitions[*one].end <= point)
                .is_some()
            {}
            held.extend(open.last().map(|one| (point, *one)));
        }
        held
    }
}

fn start(node: Node<'_>) -> Point {
    let point = node.start_position();
    (point.row as u32, point.column as u32)
}

fn end(node: Node<'_>) -> Point {
    let point = node.end_position();
    (point.row as u32, point.column as u32)
}

fn text_of<'t>(node: Node<'_>, text: &'t [u8]) -> &'t str {
    std::str::from_utf8(&text[node.byte_range()]).unwrap_or_default()
}

fn name_of<'t>(node: Node<'_>, text: &'t [u8]) -> &'t str {
    text_of(node, text).trim_matches(['\'', '"'])
}

fn field<'t>(node: Node<'t>, names: &[&str]) -> Option<Node<'t>> {
    names.iter().find_map(|name| node.child_by_field_name(name))
}

fn first_named(node: Node<'_>) -> Option<Node<'_>> {
    node.named_child(0)
}

/// The name of what a node defines.
fn defined<'t>(node: Node<'t>, text: &[u8]) -> Option<(Node<'t>, Role)> {
    let kind = node.kind();
    if !node.is_named() {
        return None;
    }
    let (name, role) = if grammar::is_function(kind) {
        let name = field(node, &["name"]);
        let name = match name {
            None if kind == "function_definition" => declared(node),
            name => name,
        };
        (name?, Role::Function)
    } else if grammar::is_class(kind) {
        if kind == "class_specifier" {
            // Without a body it is only announced, or used.
            field(node, &["body"])?;
        }
        (field(node, &["name"])?, Role::Class)
    } else if grammar::gives_name(kind) {
        let value = valued(node)?;
        let role = if value.kind() == "class" {
            Role::Class
        } else {
            Role::Function
        };
        let mut name = field(node, &["name", "key", "property", "left"])?;
        if name.kind() == "member_expression" {
            name = field(name, &["property"])?;
        }
        (name, role)
    } else {
        return None;
    };
    let pattern = ["object_pattern", "array_pattern", "computed_property_name"];
    let told =
        !pattern.contains(&name.kind()) && std::str::from_utf8(&text[name.byte_range()]).is_ok();
    told.then_some((name, role))
}

/// The function or class that is given a name.
fn valued(node: Node<'_>) -> Option<Node<'_>> {
    let mut value = field(node, &["value", "right"])?;
    while matches!(
        value.kind(),
        "parenthesized_expression" | "as_expression" | "satisfies_expression"
    ) {
        value = first_named(value)?;
    }
    while value.kind() == "assignment_expression" {
        value = field(value, &["right"])?;
    }
    grammar::is_value(value.kind()).then_some(value)
}

/// The name of a function in C or C++, which stands inside pointers, scopes and parameter lists.
fn declared(node: Node<'_>) -> Option<Node<'_>> {
    let mut inner = field(node, &["declarator"])?;
    while !matches!(
        inner.kind(),
        "identifier" | "field_identifier" | "operator_name" | "destructor_name"
    ) {
        inner = match inner.kind() {
            "reference_declarator" => first_named(inner)?,
            "qualified_identifier" | "template_function" => field(inner, &["name"])?,
            _ => field(inner, &["declarator"])?,
        };
    }
    Some(inner)
}

/// A name with the scopes before it, as in C++'s `A::f`: functions of one name are apart by them.
fn qualified(name: Node<'_>) -> Node<'_> {
    let mut whole = name;
    while let Some(around) = whole.parent()
        && around.kind() == "qualified_identifier"
    {
        whole = around;
    }
    whole
}

/// The name that a call calls.
fn callee(node: Node<'_>) -> Option<Node<'_>> {
    let mut target = field(node, &["function", "constructor", "name"])?;
    while grammar::is_path(target.kind()) {
        let following = field(
            target,
            &["attribute", "property", "field", "name", "function"],
        );
        target = following.or_else(|| first_named(target))?;
    }
    Some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(file: &str, text: &str) -> Source {
        Source::parse(file, text.as_bytes()).unwrap()
    }

    fn holders(source: &Source) -> Vec<(String, String)> {
        let held = source.held().into_iter();
        held.map(|(point, holder)| {
            let holder = &source.definitions[holder];
            (source.names[&point].clone(), holder.name.clone())
        })
        .collect()
    }

    #[test]
    fn functions_that_are_values_are_definitions() {
        let source = source(
            "a.ts",
            "const a = () => b(), c = class { d = () => {} };\nx.y = function () {};\nlet [e] = () => {};",
        );
        let names: Vec<&str> = source.definitions.iter().map(|d| d.name.as_str()).collect();
        assert_eq!(names, ["a", "c", "d", "y"]);
        assert_eq!(holders(&source)[0], ("b".to_owned(), "a".to_owned()));
    }

    #[test]
    fn overloads_are_one_and_functions_of_that_name_elsewhere_are_not() {
        let source = source(
            "a.ts",
            "function f(a: A): void;\nfunction f(b: B): void {}\nclass C { f() {} }",
        );
        let same: Vec<usize> = source.definitions.iter().map(|d| d.same).collect();
        assert_eq!(same, [0, 0, 2, 3]);
    }

    #[test]
    fn a_decorator_is_held_by_what_it_decorates_and_an_import_by_nothing() {
        let source = source("a.py", "from x import y\n@y\ndef f():\n    pass\ny()\n");
        assert_eq!(holders(&source), [("y".to_owned(), "f".to_owned())]);
        assert_eq!(source.callees, [(4, 0)].into());
    }

    #[test]
    fn after_an_inner_definition_the_outer_one_holds_again() {
        let source = source(
            "a.py",
            "def f():\n    def g():\n        return a\n    return b\n",
        );
        let holders = holders(&source);
        assert_eq!(holders[0], ("a".to_owned(), "g".to_owned()));
        assert_eq!(holders[1], ("b".to_owned(), "f".to_owned()));
    }

    #[test]
    fn the_callee_is_the_last_name_of_a_path() {
        let source = source("a.ts", "a.b!.c(d); new E<F>();");
        let mut called: Vec<&str> = source
            .callees
            .iter()
            .map(|at| source.names[at].as_str())
            .collect();
        called.sort_unstable();
        assert_eq!(called, ["E", "c"]);
    }

    #[test]
    fn a_line_of_a_header_finds_its_definition() {
        let source = source("a.py", "@d\ndef f(\n    a,\n): pass\n");
        assert_eq!(source.header(0), Some(0));
        assert_eq!(source.header(1), Some(0));
        assert_eq!(source.header(2), None);
    }

    #[test]
    fn functions_of_c_are_named_by_their_declarators() {
        let source = source("a.c", "static char *f(int a) { return g(a); }");
        assert_eq!(source.definitions[0].name, "f");
    }

    #[test]
    fn functions_of_cpp_are_apart_by_their_scopes() {
        let source = source(
            "a.cc",
            "class A;\nclass A { int &f() { return b::g(); } };\nint A::h() {}\nvoid B::h() {}",
        );
        let names: Vec<&str> = source.definitions.iter().map(|d| d.name.as_str()).collect();
        assert_eq!(names, ["A", "f", "h", "h"]);
        let same: Vec<usize> = source.definitions.iter().map(|d| d.same).collect();
        assert_eq!(same, [0, 1, 2, 3]);
        assert_eq!(source.callees, [(1, 31)].into());
    }

    #[test]
    fn depth_is_no_matter() {
        let deep = "(".repeat(20_000);
        assert!(Source::parse("a.ts", deep.as_bytes()).is_some());
    }
}
