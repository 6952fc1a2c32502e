"""Writes what libclang says of each reference in a tree: libclang.py TREE COMPILE_COMMANDS OUT

A line is {"file","line","col","defs","ext"}, as ACCURACY.md tells. A place counts only where the name that is
meant stands: what a macro comes to, an implicit conversion or an operator stands nowhere. Of a template that is
not instantiated libclang does not know what hangs on its parameters, and there is no line for that.
"""

import collections
import ctypes
import json
import os
import re
import shlex
import subprocess
import sys

import clang.cindex as ci

KIND = ci.CursorKind
REFERENCES = {
    KIND.TYPE_REF, KIND.DECL_REF_EXPR, KIND.MEMBER_REF_EXPR, KIND.MEMBER_REF, KIND.OVERLOADED_DECL_REF,
    KIND.TEMPLATE_REF, KIND.NAMESPACE_REF, KIND.VARIABLE_REF, KIND.CALL_EXPR, KIND.MACRO_INSTANTIATION,
    KIND.LABEL_REF,
}
TYPES = {
    KIND.CLASS_DECL, KIND.STRUCT_DECL, KIND.UNION_DECL, KIND.ENUM_DECL, KIND.CLASS_TEMPLATE,
    KIND.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION,
}
NAME = re.compile(rb"[A-Za-z_$][A-Za-z0-9_$]*")
DETAILED = ci.TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD

LIB = ci.conf.lib
LIB.clang_getNumOverloadedDecls.argtypes = [ci.Cursor]
LIB.clang_getNumOverloadedDecls.restype = ctypes.c_uint
LIB.clang_getOverloadedDecl.argtypes = [ci.Cursor, ctypes.c_uint]
LIB.clang_getOverloadedDecl.restype = ci.Cursor
LIB.clang_getFileLocation.argtypes = [
    ci.SourceLocation, ctypes.POINTER(ci.c_object_p), *[ctypes.POINTER(ctypes.c_uint)] * 3,
]


class Tree:
    """The files below a root: their names, and the words that stand in them."""

    def __init__(self, root):
        self.root, self.names, self.texts, self.handles, self.bodies = root, {}, {}, {}, {}

    def name(self, path):
        """The path of a file in the tree, none of one outside it."""
        if path not in self.names:
            name = os.path.relpath(os.path.realpath(os.path.join(self.root, path)), self.root)
            built = name.startswith(("..", os.path.join(".truth", "")))
            self.names[path] = None if built else name
        return self.names[path]

    def word(self, place):
        file, line, column = place
        if file not in self.texts:
            with open(os.path.join(self.root, file), "rb") as handle:
                self.texts[file] = handle.read().split(b"\n")
        lines = self.texts[file]
        found = NAME.match(lines[line - 1], column) if line <= len(lines) else None
        return found.group().decode() if found else None

    def place(self, cursor):
        """Where a cursor stands: of an argument of a macro where it is written. None outside the tree."""
        file, line, column, offset = ci.c_object_p(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
        LIB.clang_getFileLocation(
            cursor.location, ctypes.byref(file), ctypes.byref(line), ctypes.byref(column), ctypes.byref(offset))
        handle = ctypes.cast(file, ctypes.c_void_p).value
        if not handle:
            return None
        if handle not in self.handles:
            self.handles[handle] = self.name(ci.File(file).name)
        name = self.handles[handle]
        return None if name is None else (name, line.value, column.value - 1)

    def place_of_name(self, cursor):
        """Where a declaration has its name: of what the body of a macro declares in that body."""
        place = self.place(cursor)
        name = cursor.spelling.split("<")[0].lstrip("~")
        if place is None or self.word(place) == name:
            return place
        return self.in_body(place, name) or place

    def expand(self, use):
        """A macro is used: what it declares stands in its body."""
        meant = use.referenced
        place = self.place(use)
        if meant is not None and place is not None and self.place(meant) is not None:
            self.bodies[place] = (self.place(meant), meant.extent.end.line, meant.extent.end.column - 1)

    def in_body(self, place, name):
        """Where a name stands in the body of the macro that is used at a place."""
        if place not in self.bodies:
            return None
        (file, line, column), last, end = self.bodies[place]
        if file not in self.texts:
            self.word((file, line, column))
        for number in range(line, last + 1):
            text = self.texts[file][number - 1]
            text = text[:end] if number == last else text
            start = column + 1 if number == line else 0
            found = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b").search(text, start)
            if found and name:
                return file, number, found.start()
        return None


class Facts:
    def __init__(self, tree):
        self.tree = tree
        self.symbols = {}                                  # a declaration, by place and name: its symbol
        self.places = collections.defaultdict(set)         # a symbol: the places of its declarations
        self.defined = collections.defaultdict(set)        # a symbol: those that define it
        self.type_symbols = set()
        self.meant = collections.defaultdict(set)          # a place of a reference: declarations
        self.outside = set()
        self.unknown = set()
        self.read_already = set()                          # what headers hold is read in one unit

    def declare(self, cursor):
        place = self.tree.place_of_name(cursor)
        if place is None:
            return
        key = (place, cursor.spelling)
        symbol = self.symbols.setdefault(key, cursor.get_usr() or key)
        self.places[symbol].add(place)
        if cursor.is_definition():
            self.defined[symbol].add(place)
        if cursor.kind in TYPES:
            self.type_symbols.add(symbol)

    def refer(self, cursor):
        place = self.tree.place(cursor)
        if place is None:
            return
        meant = cursor.referenced
        if cursor.kind == KIND.OVERLOADED_DECL_REF:
            number = LIB.clang_getNumOverloadedDecls(cursor)
            if number != 1:
                self.unknown.add(place)
                return
            meant = LIB.clang_getOverloadedDecl(cursor, 0)
            meant._tu = cursor._tu
        if meant is None:
            return
        spelling = meant.spelling.split("<")[0].lstrip("~")
        if not spelling or self.tree.word(place) != spelling:
            return
        if cursor.kind == KIND.CALL_EXPR and meant.kind != KIND.CONSTRUCTOR:
            return
        targets = set()
        if meant.kind == KIND.NAMESPACE and self.tree.place(meant.canonical) is None:
            # What is put into `std` here does not make it ours.
            self.outside.add(place)
            return
        for one in (meant, meant.get_definition()):
            at = self.tree.place_of_name(one) if one is not None else None
            if at is not None:
                targets.add((at, one.spelling))
        if targets:
            self.meant[place] |= targets
        elif meant.location.file is not None or meant.kind == KIND.NAMESPACE:
            self.outside.add(place)

    def read(self, unit):
        self.tree.handles.clear()                          # they are of a unit
        self.tree.bodies.clear()
        stack = []
        for one in unit.cursor.get_children():
            place = self.tree.place(one)
            key = (place, one.kind, one.extent.end.line, one.extent.end.column)
            if one.kind == KIND.MACRO_INSTANTIATION:
                self.tree.expand(one)
            if place is not None and key not in self.read_already:
                self.read_already.add(key)
                stack.append(one)
        while stack:
            cursor = stack.pop()
            if cursor.kind in REFERENCES:
                self.refer(cursor)
            elif cursor.kind.is_declaration() or cursor.kind == KIND.MACRO_DEFINITION:
                self.declare(cursor)
            stack.extend(cursor.get_children())

    def rows(self):
        for place in sorted(set(self.meant) | self.outside | self.unknown):
            definitions = set()
            for target in self.meant.get(place, ()):
                symbol = self.symbols.get(target)
                # A type that is only declared ahead somewhere is defined where its body is.
                if symbol in self.type_symbols and self.defined[symbol]:
                    definitions |= self.defined[symbol]
                else:
                    definitions |= self.places[symbol] if symbol is not None else {target[0]}
            definitions.discard(place)
            if definitions or place not in self.meant:
                yield {
                    "file": place[0], "line": place[1], "col": place[2], "defs": sorted(definitions),
                    "ext": place in self.outside and not definitions,
                }


def arguments(entry):
    """What the compiler was told, without what it should read and write."""
    given = entry.get("arguments") or shlex.split(entry["command"])
    given, kept = iter(given[1:]), []
    for one in given:
        if one in ("-o", "-c", "-MF", "-MT", "-MQ"):
            if one != "-c":
                next(given, None)
        elif not one.startswith(("-M", "-flto", "-Werror", "-W")) and os.path.join(
                entry["directory"], one) != os.path.join(entry["directory"], entry["file"]):
            kept.append(one)
    return kept


def main():
    root, commands, out = os.path.realpath(sys.argv[1]), *map(os.path.abspath, sys.argv[2:4])
    with open(commands) as handle:
        entries = json.load(handle)
    entries = sorted({entry["file"]: entry for entry in entries}.values(), key=lambda entry: entry["file"])
    # The headers that belong to a compiler, which libclang is distributed without.
    own = subprocess.run(["g++", "-print-file-name=include"], capture_output=True, text=True, check=True)
    facts, index, failed = Facts(Tree(root)), ci.Index.create(), []
    for entry in entries:
        path = os.path.realpath(os.path.join(entry["directory"], entry["file"]))
        if facts.tree.name(path) is None:
            continue
        os.chdir(entry["directory"])
        told = [*arguments(entry), "-w", "-ferror-limit=0", "-idirafter", own.stdout.strip()]
        unit = index.parse(path, told, options=DETAILED)
        facts.read(unit)
        # Headers of another compiler may use words that libclang does not know.
        errors = [
            one for one in unit.diagnostics
            if one.severity >= 3 and one.location.file and facts.tree.name(one.location.file.name) is not None
        ]
        if errors:
            failed.append(path)
            print(f"{len(errors)} errors, the first: {errors[0]}", file=sys.stderr)
    with open(out, "w") as handle:
        for row in facts.rows():
            handle.write(json.dumps(row) + "\n")
    print(f"{len(entries)} units, {len(failed)} of them with errors")


if __name__ == "__main__":
    main()
