//! Which nodes of a syntax tree are definitions, calls, imports and names, over all grammars.

use tree_sitter::Language;

/// The grammar of a file, by its extension; of a header by what is in it.
pub(crate) fn of(file: &str, text: &[u8]) -> Option<Language> {
    let (_, extension) = file.rsplit_once('.')?;
    Some(match extension {
        "py" | "pyi" => tree_sitter_python::LANGUAGE.into(),
        "js" | "mjs" | "cjs" | "jsx" => tree_sitter_javascript::LANGUAGE.into(),
        "ts" | "mts" | "cts" => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
        "tsx" => tree_sitter_typescript::LANGUAGE_TSX.into(),
        "go" => tree_sitter_go::LANGUAGE.into(),
        "rs" => tree_sitter_rust::LANGUAGE.into(),
        "h" if is_cpp(text) => tree_sitter_cpp::LANGUAGE.into(),
        "c" | "h" => tree_sitter_c::LANGUAGE.into(),
        "cc" | "cpp" | "cxx" | "hh" | "hpp" | "hxx" => tree_sitter_cpp::LANGUAGE.into(),
        "java" => tree_sitter_java::LANGUAGE.into(),
        _ => return None,
    })
}

/// Whether a line of a header begins as none of C does.
fn is_cpp(text: &[u8]) -> bool {
    let words: [&[u8]; 4] = [b"namespace ", b"class ", b"template <", b"template<"];
    let mut lines = text.split(|byte| *byte == b'\n');
    lines.any(|line| {
        let line = line.trim_ascii_start();
        words.iter().any(|word| line.starts_with(word))
    })
}

pub(crate) fn is_function(kind: &str) -> bool {
    matches!(
        kind,
        "function_definition"
            | "function_declaration"
            | "generator_function_declaration"
            | "method_definition"
            | "function_signature"
            | "method_signature"
            | "abstract_method_signature"
            | "method_declaration"
            | "method_elem"
            | "function_item"
            | "function_signature_item"
            | "constructor_declaration"
    )
}

pub(crate) fn is_class(kind: &str) -> bool {
    matches!(
        kind,
        "class_definition"
            | "class_declaration"
            | "abstract_class_declaration"
            | "interface_declaration"
            | "enum_declaration"
            | "type_alias_declaration"
            | "type_spec"
            | "type_alias"
            | "struct_item"
            | "enum_item"
            | "trait_item"
            | "union_item"
            | "type_item"
            | "record_declaration"
            | "class_specifier"
    )
}

/// What gives its value a name, which makes a function of it a definition.
pub(crate) fn gives_name(kind: &str) -> bool {
    matches!(
        kind,
        "variable_declarator"
            | "pair"
            | "public_field_definition"
            | "field_definition"
            | "assignment_expression"
            | "property_signature"
    )
}

/// A function or class that is a value.
pub(crate) fn is_value(kind: &str) -> bool {
    matches!(
        kind,
        "arrow_function" | "function_expression" | "function" | "generator_function" | "class"
    )
}

/// A container of definitions that is none itself.
pub(crate) fn is_space(kind: &str) -> bool {
    matches!(
        kind,
        "internal_module" | "module" | "impl_item" | "mod_item" | "namespace_definition"
    )
}

pub(crate) fn is_nameless(kind: &str) -> bool {
    is_value(kind) || matches!(kind, "lambda" | "func_literal" | "closure_expression")
}

/// What stands around a definition and belongs to it.
pub(crate) fn wraps(kind: &str) -> bool {
    matches!(
        kind,
        "decorated_definition" | "export_statement" | "ambient_declaration"
    )
}

pub(crate) fn imports(kind: &str) -> bool {
    matches!(
        kind,
        "import_statement"
            | "import_from_statement"
            | "import_declaration"
            | "use_declaration"
            | "future_import_statement"
    )
}

pub(crate) fn calls(kind: &str) -> bool {
    matches!(
        kind,
        "call" | "call_expression" | "new_expression" | "method_invocation"
    )
}

/// What a called name may be wrapped in.
pub(crate) fn is_path(kind: &str) -> bool {
    matches!(
        kind,
        "attribute"
            | "member_expression"
            | "selector_expression"
            | "field_expression"
            | "scoped_identifier"
            | "qualified_identifier"
            | "template_function"
            | "template_method"
            | "generic_function"
            | "parenthesized_expression"
            | "non_null_expression"
            | "instantiation_expression"
            | "generic_type"
    )
}

pub(crate) fn is_name(kind: &str) -> bool {
    matches!(
        kind,
        "identifier"
            | "property_identifier"
            | "type_identifier"
            | "private_property_identifier"
            | "shorthand_property_identifier"
            | "field_identifier"
            | "package_identifier"
            | "super"
    )
}

/// A constructor as a target is its class.
pub(crate) fn is_constructor(name: &str) -> bool {
    matches!(name, "__init__" | "__new__" | "constructor")
}
