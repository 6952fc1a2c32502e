//! A certificate authority of a test's own, and a server's certificate signed by it.

use openssl::asn1::Asn1Time;
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
use openssl::x509::{X509, X509Builder, X509NameBuilder};

/// All in PEM.
pub(crate) struct Certificates {
    /// The authority's certificate: who trusts it trusts the server.
    pub(crate) authority: String,
    /// The server's certificate, then its key.
    pub(crate) server: String,
}

/// For a server that is reached under `host`, and under no other name.
pub(crate) fn certificates(host: &str) -> Result<Certificates, ErrorStack> {
    let authority_key = key()?;
    let mut authority = builder("an authority of a test", &authority_key)?;
    authority.append_extension(BasicConstraints::new().critical().ca().build()?)?;
    authority.sign(&authority_key, MessageDigest::sha256())?;
    let authority = authority.build();

    let key = key()?;
    let mut server = builder(host, &key)?;
    let names = SubjectAlternativeName::new()
        .dns(host)
        .build(&server.x509v3_context(Some(&authority), None))?;
    server.append_extension(names)?;
    server.set_issuer_name(authority.subject_name())?;
    server.sign(&authority_key, MessageDigest::sha256())?;
    Ok(Certificates {
        authority: text(&authority.to_pem()?),
        server: text(&server.build().to_pem()?) + &text(&key.private_key_to_pem_pkcs8()?),
    })
}

fn key() -> Result<PKey<Private>, ErrorStack> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
    PKey::from_ec_key(EcKey::generate(&group)?)
}

/// A certificate of that name about itself, as of now and for a day.
fn builder(name: &str, key: &PKey<Private>) -> Result<X509Builder, ErrorStack> {
    let mut subject = X509NameBuilder::new()?;
    subject.append_entry_by_nid(Nid::COMMONNAME, name)?;
    let subject = subject.build();
    let mut builder = X509::builder()?;
    builder.set_version(2)?;
    builder.set_subject_name(&subject)?;
    builder.set_issuer_name(&subject)?;
    builder.set_pubkey(key)?;
    let (now, tomorrow) = (Asn1Time::days_from_now(0)?, Asn1Time::days_from_now(1)?);
    builder.set_not_before(&now)?;
    builder.set_not_after(&tomorrow)?;
    Ok(builder)
}

fn text(pem: &[u8]) -> String {
    String::from_utf8_lossy(pem).into_owned()
}
