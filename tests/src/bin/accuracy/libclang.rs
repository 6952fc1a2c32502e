//! Makes a truth of C and C++ with libclang, from the commands that CMake would compile with.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::problem::Problem;
use crate::tools::{Checkout, Workshop, path_with, run, shell};

/// What PyPI gives.
const LIBCLANG: &str = "18.1.1";
const CMAKE: &str = "4.4.5";
const READER: &str = include_str!("libclang.py");
/// Where CMake builds, in the checkout; what it makes there is no part of the repository.
const BUILD: &str = ".truth";
const PREPARE: &str = "cmake -S . -B .truth -DCMAKE_EXPORT_COMPILE_COMMANDS=ON";
const PYTHON: &str = "install Python 3 with venv";

/// How such a truth is named in the tables, for the languages that have it.
pub(crate) fn named(language: &str) -> Option<String> {
    matches!(language, "c" | "cpp").then(|| format!("libclang {LIBCLANG}"))
}

/// What libclang says of a checkout. It is asked once for a commit.
pub(crate) fn truth(
    workshop: &Workshop,
    checkout: &Checkout,
    prepare: Option<&str>,
) -> Result<PathBuf, Problem> {
    let folder = workshop.place("truths", checkout)?;
    let truth = folder.join("truth.ndjson");
    if truth.exists() {
        return Ok(truth);
    }
    let environment = install(workshop)?;
    let bin = environment.join("bin");
    shell(prepare.unwrap_or(PREPARE), &checkout.tree, Some(&bin))?;
    let reader = folder.join("libclang.py");
    fs::write(&reader, READER).map_err(Problem::file(&reader))?;
    let unfinished = truth.with_extension("part");
    let mut python = Command::new(bin.join("python"));
    python
        .arg(&reader)
        .arg(&checkout.tree)
        .arg(checkout.tree.join(BUILD).join("compile_commands.json"))
        .arg(&unfinished);
    let said = run(
        python
            .current_dir(&checkout.tree)
            .env("PATH", path_with(&bin)?),
        PYTHON,
    )?;
    print!("{said}");
    fs::rename(&unfinished, &truth).map_err(Problem::file(&unfinished))?;
    Ok(truth)
}

/// An environment with libclang and CMake.
fn install(workshop: &Workshop) -> Result<PathBuf, Problem> {
    let name = format!("libclang@{LIBCLANG}");
    let environment = workshop.cache.join("indexers").join(name);
    if environment.join("bin/cmake").exists() {
        return Ok(environment);
    }
    fs::create_dir_all(&workshop.cache).map_err(Problem::file(&workshop.cache))?;
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv"]).arg(&environment);
    run(venv.current_dir(&workshop.cache), PYTHON)?;
    let mut pip = Command::new(environment.join("bin/pip"));
    pip.args(["install", "--quiet"])
        .arg(format!("libclang=={LIBCLANG}"))
        .arg(format!("cmake=={CMAKE}"));
    run(pip.current_dir(&workshop.cache), PYTHON)?;
    Ok(environment)
}
