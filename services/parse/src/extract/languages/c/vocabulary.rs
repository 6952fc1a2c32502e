//! The words of C's and C++'s grammars that matter.

use crate::extract::vocabulary::vocabulary;

vocabulary! {
    /// Kinds of nodes.
    pub(crate) enum Kind {
        AbstractFunctionDeclarator = "abstract_function_declarator",
        AccessSpecifier = "access_specifier",
        AliasDeclaration = "alias_declaration",
        AlignasQualifier = "alignas_qualifier",
        ArgumentList = "argument_list",
        ArrayDeclarator = "array_declarator",
        AssignmentExpression = "assignment_expression",
        Attribute = "attribute",
        AttributeSpecifier = "attribute_specifier",
        AttributedDeclarator = "attributed_declarator",
        BaseClassClause = "base_class_clause",
        CallExpression = "call_expression",
        CastExpression = "cast_expression",
        CatchClause = "catch_clause",
        ClassSpecifier = "class_specifier",
        Comment = "comment",
        CompoundLiteralExpression = "compound_literal_expression",
        CompoundStatement = "compound_statement",
        ConceptDefinition = "concept_definition",
        Declaration = "declaration",
        DeclarationList = "declaration_list",
        Decltype = "decltype",
        DefaultMethodClause = "default_method_clause",
        DependentName = "dependent_name",
        DependentType = "dependent_type",
        DestructorName = "destructor_name",
        EnumSpecifier = "enum_specifier",
        Enumerator = "enumerator",
        ExtensionExpression = "extension_expression",
        FieldDeclaration = "field_declaration",
        FieldDeclarationList = "field_declaration_list",
        FieldDesignator = "field_designator",
        FieldExpression = "field_expression",
        FieldIdentifier = "field_identifier",
        FieldInitializer = "field_initializer",
        ForRangeLoop = "for_range_loop",
        ForStatement = "for_statement",
        FriendDeclaration = "friend_declaration",
        FunctionDeclarator = "function_declarator",
        FunctionDefinition = "function_definition",
        GnuAsmGotoList = "gnu_asm_goto_list",
        GnuAsmInputOperand = "gnu_asm_input_operand",
        GnuAsmOutputOperand = "gnu_asm_output_operand",
        GotoStatement = "goto_statement",
        Identifier = "identifier",
        IfStatement = "if_statement",
        InitDeclarator = "init_declarator",
        InitializerList = "initializer_list",
        InitializerPair = "initializer_pair",
        LabeledStatement = "labeled_statement",
        LambdaCaptureInitializer = "lambda_capture_initializer",
        LambdaExpression = "lambda_expression",
        MacroTypeSpecifier = "macro_type_specifier",
        MsDeclspecModifier = "ms_declspec_modifier",
        NamespaceAliasDefinition = "namespace_alias_definition",
        NamespaceDefinition = "namespace_definition",
        NamespaceIdentifier = "namespace_identifier",
        NewExpression = "new_expression",
        Null = "null",
        OffsetofExpression = "offsetof_expression",
        OperatorCast = "operator_cast",
        OperatorName = "operator_name",
        OptionalParameterDeclaration = "optional_parameter_declaration",
        OptionalTypeParameterDeclaration = "optional_type_parameter_declaration",
        ParameterDeclaration = "parameter_declaration",
        ParameterList = "parameter_list",
        ParameterPackExpansion = "parameter_pack_expansion",
        ParenthesizedDeclarator = "parenthesized_declarator",
        ParenthesizedExpression = "parenthesized_expression",
        PlaceholderTypeSpecifier = "placeholder_type_specifier",
        PointerDeclarator = "pointer_declarator",
        PointerExpression = "pointer_expression",
        PointerTypeDeclarator = "pointer_type_declarator",
        PreprocCall = "preproc_call",
        PreprocDef = "preproc_def",
        PreprocFunctionDef = "preproc_function_def",
        PreprocIfdef = "preproc_ifdef",
        PreprocInclude = "preproc_include",
        PrimitiveType = "primitive_type",
        PureVirtualClause = "pure_virtual_clause",
        QualifiedIdentifier = "qualified_identifier",
        ReferenceDeclarator = "reference_declarator",
        RequiresExpression = "requires_expression",
        SizedTypeSpecifier = "sized_type_specifier",
        StatementIdentifier = "statement_identifier",
        StorageClassSpecifier = "storage_class_specifier",
        StructSpecifier = "struct_specifier",
        StructuredBindingDeclarator = "structured_binding_declarator",
        SubscriptDesignator = "subscript_designator",
        SubscriptExpression = "subscript_expression",
        SubscriptRangeDesignator = "subscript_range_designator",
        SwitchStatement = "switch_statement",
        TemplateArgumentList = "template_argument_list",
        TemplateDeclaration = "template_declaration",
        TemplateFunction = "template_function",
        TemplateInstantiation = "template_instantiation",
        TemplateMethod = "template_method",
        TemplateTemplateParameterDeclaration = "template_template_parameter_declaration",
        TemplateType = "template_type",
        This = "this",
        TrailingReturnType = "trailing_return_type",
        TranslationUnit = "translation_unit",
        TypeDefinition = "type_definition",
        TypeDescriptor = "type_descriptor",
        TypeIdentifier = "type_identifier",
        TypeParameterDeclaration = "type_parameter_declaration",
        TypeQualifier = "type_qualifier",
        UnionSpecifier = "union_specifier",
        UpdateExpression = "update_expression",
        UsingDeclaration = "using_declaration",
        VariadicDeclarator = "variadic_declarator",
        VariadicParameter = "variadic_parameter",
        VariadicParameterDeclaration = "variadic_parameter_declaration",
        VariadicTypeParameterDeclaration = "variadic_type_parameter_declaration",
        WhileStatement = "while_statement",
    }
}

vocabulary! {
    /// Fields.
    pub(crate) enum Field {
        Argument = "argument",
        Arguments = "arguments",
        Declarator = "declarator",
        Designator = "designator",
        Field = "field",
        Function = "function",
        Left = "left",
        Name = "name",
        Scope = "scope",
        Symbol = "symbol",
        Type = "type",
        Value = "value",
    }
}

impl Kind {
    /// A declarator that wraps another: what is between a declaration and the name it declares.
    pub(super) const fn is_declarator(self) -> bool {
        matches!(
            self,
            Kind::ArrayDeclarator
                | Kind::AttributedDeclarator
                | Kind::FunctionDeclarator
                | Kind::InitDeclarator
                | Kind::ParenthesizedDeclarator
                | Kind::PointerDeclarator
                | Kind::PointerTypeDeclarator
                | Kind::ReferenceDeclarator
                | Kind::StructuredBindingDeclarator
                | Kind::VariadicDeclarator
        )
    }

    /// What declares names by declarators.
    pub(super) const fn is_declaration(self) -> bool {
        matches!(
            self,
            Kind::Declaration
                | Kind::FieldDeclaration
                | Kind::ForRangeLoop
                | Kind::FunctionDefinition
                | Kind::OptionalParameterDeclaration
                | Kind::ParameterDeclaration
                | Kind::TypeDefinition
                | Kind::VariadicParameterDeclaration
        )
    }

    /// A parameter with a type.
    pub(super) const fn is_parameter(self) -> bool {
        matches!(
            self,
            Kind::OptionalParameterDeclaration
                | Kind::ParameterDeclaration
                | Kind::VariadicParameterDeclaration
        )
    }

    /// A type that holds members.
    pub(super) const fn is_record(self) -> bool {
        matches!(
            self,
            Kind::ClassSpecifier | Kind::StructSpecifier | Kind::UnionSpecifier
        )
    }
}
