//! The grammar of SCIP symbols: what they are made of, how a text is read.
//!
//! ```text
//! symbol     ::= scheme ' ' manager ' ' package ' ' version ' ' descriptor+ | 'local ' simple
//! descriptor ::= name '/' | name '#' | name '.' | name ':' | name '!'
//!              | name '(' simple? ').' | '[' name ']' | '(' name ')'
//! name       ::= simple | '`' any character, a backtick doubled '`'
//! ```
//! A `.` stands for an empty manager, package or version, and a space in them is doubled.

use facts::DefinitionKind;

/// What a descriptor names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the grammar's own terms")]
pub enum Suffix {
    Namespace,
    Type,
    Method,
    Term,
    Macro,
    Meta,
    TypeParameter,
    Parameter,
}

impl Suffix {
    /// The suffix under which a definition is named. Locals are named by number instead.
    pub(crate) const fn of(kind: DefinitionKind) -> Suffix {
        match kind {
            DefinitionKind::Module | DefinitionKind::Namespace => Suffix::Namespace,
            DefinitionKind::Class
            | DefinitionKind::Struct
            | DefinitionKind::Union
            | DefinitionKind::Interface
            | DefinitionKind::Trait
            | DefinitionKind::Mixin
            | DefinitionKind::Enum
            | DefinitionKind::TypeAlias => Suffix::Type,
            DefinitionKind::Function | DefinitionKind::Method | DefinitionKind::Constructor => {
                Suffix::Method
            }
            DefinitionKind::Macro => Suffix::Macro,
            DefinitionKind::TypeParameter => Suffix::TypeParameter,
            DefinitionKind::Parameter => Suffix::Parameter,
            DefinitionKind::EnumMember
            | DefinitionKind::Field
            | DefinitionKind::Variable
            | DefinitionKind::Constant
            | DefinitionKind::Local
            | DefinitionKind::Label => Suffix::Term,
        }
    }
}

/// One step of a symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Descriptor {
    /// The name, without backticks.
    pub name: String,
    /// What tells a method from its namesakes; else empty.
    pub disambiguator: String,
    /// What is named.
    pub suffix: Suffix,
}

/// A symbol, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Symbol {
    /// A name that only its document knows.
    Local(String),
    /// A name for all.
    Global {
        /// Who named it.
        scheme: String,
        /// The ecosystem.
        manager: String,
        /// The package in it.
        package: String,
        /// The version of that.
        version: String,
        /// From the outermost to the thing itself.
        descriptors: Vec<Descriptor>,
    },
}

/// Whether a character needs no backticks.
const fn is_simple(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-' | b'$')
}

/// Writes a name, in backticks where the grammar wants them. It must not be empty.
pub(crate) fn push_name(out: &mut String, name: &str) {
    if name.bytes().all(is_simple) {
        out.push_str(name);
        return;
    }
    out.push('`');
    for (at, piece) in name.split('`').enumerate() {
        if at > 0 {
            out.push_str("``");
        }
        out.push_str(piece);
    }
    out.push('`');
}

/// Writes a field of the package, doubling spaces.
pub(crate) fn push_field(out: &mut String, field: &str) {
    if field.is_empty() {
        out.push('.');
    }
    for (at, piece) in field.split(' ').enumerate() {
        if at > 0 {
            out.push_str("  ");
        }
        out.push_str(piece);
    }
    out.push(' ');
}

/// Writes a descriptor. `repeat` tells the second and later ones of a name from the first: a
/// method has a place for it in the grammar; others get a meta descriptor before the name
/// (`+1:Name#`), which nothing else here has, so that the name itself stays as it is.
pub(crate) fn push_descriptor(out: &mut String, suffix: Suffix, name: &str, repeat: u32) {
    if repeat > 0 && suffix != Suffix::Method {
        out.push('+');
        out.push_str(&repeat.to_string());
        out.push(':');
    }
    match suffix {
        Suffix::TypeParameter => out.push('['),
        Suffix::Parameter => out.push('('),
        Suffix::Namespace
        | Suffix::Type
        | Suffix::Method
        | Suffix::Term
        | Suffix::Macro
        | Suffix::Meta => {}
    }
    push_name(out, name);
    match suffix {
        Suffix::Namespace => out.push('/'),
        Suffix::Type => out.push('#'),
        Suffix::Term => out.push('.'),
        Suffix::Macro => out.push('!'),
        Suffix::Meta => out.push(':'),
        Suffix::TypeParameter => out.push(']'),
        Suffix::Parameter => out.push(')'),
        Suffix::Method if repeat == 0 => out.push_str("()."),
        Suffix::Method => {
            out.push_str("(+");
            out.push_str(&repeat.to_string());
            out.push_str(").");
        }
    }
}

/// Takes a symbol apart, or says what is wrong with it. Stricter than most readers, as it judges
/// what is written here.
pub fn parse_symbol(text: &str) -> Result<Symbol, String> {
    if let Some(id) = text.strip_prefix("local ") {
        return if !id.is_empty() && id.bytes().all(is_simple) {
            Ok(Symbol::Local(id.to_owned()))
        } else {
            Err("a local's id is not simple".into())
        };
    }
    let mut reader = Reader { rest: text };
    let scheme = reader.field("scheme")?;
    if scheme.is_empty() || scheme.starts_with("local") {
        return Err("the scheme is empty or starts with `local`".into());
    }
    let manager = reader.field("manager")?;
    let package = reader.field("package")?;
    let version = reader.field("version")?;
    let mut descriptors = Vec::new();
    while !reader.rest.is_empty() {
        descriptors.push(reader.descriptor()?);
    }
    if descriptors.is_empty() {
        return Err("there is no descriptor".into());
    }
    Ok(Symbol::Global {
        scheme,
        manager,
        package,
        version,
        descriptors,
    })
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    /// Everything up to a single space.
    fn field(&mut self, what: &str) -> Result<String, String> {
        let mut field = String::new();
        loop {
            let Some(at) = self.rest.find(' ') else {
                return Err(format!("the {what} does not end"));
            };
            field.push_str(&self.rest[..at]);
            self.rest = &self.rest[at + 1..];
            match self.rest.strip_prefix(' ') {
                Some(rest) => {
                    field.push(' ');
                    self.rest = rest;
                }
                None if field.is_empty() => return Err(format!("the {what} is empty, not `.`")),
                None if field == "." => return Ok(String::new()),
                None => return Ok(field),
            }
        }
    }

    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn want(&mut self, token: &str) -> Result<(), String> {
        if self.eat(token) {
            Ok(())
        } else {
            Err(format!("`{token}` is missing before `{}`", self.rest))
        }
    }

    fn simple(&mut self) -> String {
        let end = self.rest.bytes().take_while(|b| is_simple(*b)).count();
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        name.to_owned()
    }

    fn name(&mut self) -> Result<String, String> {
        if !self.eat("`") {
            let name = self.simple();
            return if name.is_empty() {
                Err(format!("a name is missing before `{}`", self.rest))
            } else {
                Ok(name)
            };
        }
        let mut name = String::new();
        loop {
            let Some(at) = self.rest.find('`') else {
                return Err("a backtick is not closed".into());
            };
            name.push_str(&self.rest[..at]);
            self.rest = &self.rest[at + 1..];
            if !self.eat("`") {
                break;
            }
            name.push('`');
        }
        if name.bytes().all(is_simple) {
            return Err(format!("`{name}` needs no backticks"));
        }
        Ok(name)
    }

    fn descriptor(&mut self) -> Result<Descriptor, String> {
        let plain = |name, suffix| Descriptor {
            name,
            disambiguator: String::new(),
            suffix,
        };
        if self.eat("[") {
            let name = self.name()?;
            self.want("]")?;
            return Ok(plain(name, Suffix::TypeParameter));
        }
        if self.eat("(") {
            let name = self.name()?;
            self.want(")")?;
            return Ok(plain(name, Suffix::Parameter));
        }
        let name = self.name()?;
        for (token, suffix) in [
            ("/", Suffix::Namespace),
            ("#", Suffix::Type),
            (".", Suffix::Term),
            (":", Suffix::Meta),
            ("!", Suffix::Macro),
        ] {
            if self.eat(token) {
                return Ok(plain(name, suffix));
            }
        }
        self.want("(")?;
        let disambiguator = self.simple();
        self.want(").")?;
        Ok(Descriptor {
            name,
            disambiguator,
            suffix: Suffix::Method,
        })
    }
}
