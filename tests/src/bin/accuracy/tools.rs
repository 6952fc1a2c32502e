//! Runs what makes trees, graphs and truths: Git, graphmill, and the indexers of npm.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;

/// An indexer that knows what a compiler knows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Indexer {
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
    program: &'static str,
    npm_instead: &'static str,
}

const NPM: &str = "install Node.js with npm, or give a truth with --truth FILE";

pub(crate) fn indexer(language: &str) -> Result<Indexer, Problem> {
    let (package, version, program) = match language {
        "python" => ("@sourcegraph/scip-python", "0.6.6", "scip-python"),
        "typescript" | "javascript" => ("@sourcegraph/scip-typescript", "0.4.0", "scip-typescript"),
        _ => {
            return Err(Problem::Asked(format!(
                "there is no indexer for {language}; give a truth with --truth FILE"
            )));
        }
    };
    Ok(Indexer {
        package,
        version,
        program,
        npm_instead: NPM,
    })
}

/// A tree of files at a commit, which may be changed at will.
pub(crate) struct Checkout {
    pub(crate) tree: PathBuf,
    pub(crate) commit: String,
    /// `owner/name`.
    pub(crate) name: String,
}

/// Where everything is kept from one run to the next.
pub(crate) struct Workshop {
    pub(crate) cache: PathBuf,
    pub(crate) graphmill: PathBuf,
}

impl Workshop {
    /// Clones into the cache, also a repository on this machine: what installs its dependencies
    /// would change it.
    pub(crate) fn checkout(
        &self,
        repository: &str,
        revision: Option<&str>,
        name: Option<&str>,
    ) -> Result<Checkout, Problem> {
        let name = name.map_or_else(|| name_of(repository), str::to_owned);
        let tree = self.cache.join("trees").join(name.replace('/', "+"));
        if !tree.join(".git").exists() {
            let parent = tree.parent().unwrap_or(&tree);
            fs::create_dir_all(parent).map_err(Problem::file(parent))?;
            let mut git = Command::new("git");
            git.args(["clone", "--quiet", "--no-checkout", repository]);
            run(git.arg(&tree).current_dir(parent), "install Git")?;
        }
        let git = |arguments: &[&str]| {
            let mut git = Command::new("git");
            run(git.args(arguments).current_dir(&tree), "install Git")
        };
        let revision = revision.unwrap_or("HEAD");
        git(&["checkout", "--quiet", "--force", "--detach", revision])?;
        let commit = git(&["rev-parse", "HEAD"])?.trim().to_owned();
        Ok(Checkout { tree, commit, name })
    }

    /// Our index of a checkout.
    pub(crate) fn graph(&self, checkout: &Checkout) -> Result<PathBuf, Problem> {
        let out = self.place("graphs", checkout)?;
        let mut graphmill = Command::new(&self.graphmill);
        graphmill
            .arg("index")
            .arg(&checkout.tree)
            .args(["--revision", &checkout.commit, "--out"])
            .arg(&out);
        run(
            graphmill.current_dir(&checkout.tree),
            "build it with `cargo build --release -p graphmill`, or say where it is with --graphmill FILE",
        )?;
        Ok(out.join("index.scip"))
    }

    /// What a compiler says of a checkout. It is asked once for a commit.
    pub(crate) fn truth(
        &self,
        indexer: Indexer,
        checkout: &Checkout,
        prepare: Option<&str>,
        projects: &[String],
    ) -> Result<PathBuf, Problem> {
        let truth = self.place("truths", checkout)?.join("truth.scip");
        if truth.exists() {
            return Ok(truth);
        }
        let program = self.install(indexer)?;
        let mut command = Command::new(program);
        command.arg("index");
        if indexer.program == "scip-python" {
            let environment = self.python(checkout, prepare)?;
            // The index is of the checkout, so every name that it gives has to be one of this project.
            command
                .args(["--project-name", &checkout.name, "--project-version", "0"])
                .env("VIRTUAL_ENV", &environment)
                .env("PATH", path_with(&environment.join("bin"))?);
        } else {
            let install = "npm install --ignore-scripts --no-audit --no-fund --legacy-peer-deps";
            shell(prepare.unwrap_or(install), &checkout.tree, None)?;
            if projects.is_empty() && !checkout.tree.join("tsconfig.json").exists() {
                command.arg("--infer-tsconfig");
            }
            command.args(projects);
        }
        let unfinished = truth.with_extension("part");
        command.arg("--output").arg(&unfinished);
        run(
            command
                .current_dir(&checkout.tree)
                .env("NODE_OPTIONS", "--max-old-space-size=6144"),
            indexer.npm_instead,
        )?;
        fs::rename(&unfinished, &truth).map_err(Problem::file(&unfinished))?;
        Ok(truth)
    }

    /// A folder of the cache for what is made of a checkout.
    pub(crate) fn place(&self, what: &str, checkout: &Checkout) -> Result<PathBuf, Problem> {
        let short = checkout.commit.get(..12).unwrap_or(&checkout.commit);
        let name = checkout.name.replace('/', "+");
        let place = self.cache.join(what).join(format!("{name}@{short}"));
        fs::create_dir_all(&place).map_err(Problem::file(&place))?;
        Ok(place)
    }

    fn install(&self, indexer: Indexer) -> Result<PathBuf, Problem> {
        let named = format!("{}@{}", indexer.package, indexer.version);
        let folder = self.cache.join("indexers").join(named.replace('/', "+"));
        let program = folder.join("node_modules/.bin").join(indexer.program);
        if !program.exists() {
            fs::create_dir_all(&folder).map_err(Problem::file(&folder))?;
            let mut npm = Command::new("npm");
            npm.args(["install", "--no-audit", "--no-fund", "--prefix"]);
            run(
                npm.arg(&folder).arg(&named).current_dir(&folder),
                indexer.npm_instead,
            )?;
        }
        Ok(program)
    }

    /// An environment with the dependencies of a project, in which the project itself is its
    /// sources: installed as a copy it would be a library to its own tests.
    fn python(&self, checkout: &Checkout, prepare: Option<&str>) -> Result<PathBuf, Problem> {
        let environment = self.place("environments", checkout)?;
        let python = "install Python 3 with venv";
        let mut venv = Command::new("python3");
        venv.args(["-m", "venv"]).arg(&environment);
        run(venv.current_dir(&checkout.tree), python)?;
        let bin = environment.join("bin");
        let activated = |script: &str| {
            let mut shell = Command::new("sh");
            shell.args(["-ec", script]).env("PATH", path_with(&bin)?);
            run(
                shell
                    .current_dir(&checkout.tree)
                    .env("VIRTUAL_ENV", &environment),
                python,
            )
        };
        activated(prepare.unwrap_or(
            "pip install --quiet . && pip uninstall --quiet --yes \
             \"$(python -c 'import tomllib; print(tomllib.load(open(\"pyproject.toml\", \"rb\"))[\"project\"][\"name\"])')\"",
        ))?;
        let sources = ["src", "."].map(|folder| checkout.tree.join(folder));
        let lines = sources.iter().filter(|folder| folder.is_dir());
        let lines: Vec<String> = lines.map(|folder| folder.display().to_string()).collect();
        let site =
            activated("python -c 'import sysconfig; print(sysconfig.get_path(\"purelib\"))'")?;
        let link = Path::new(site.trim()).join("sources.pth");
        fs::write(&link, lines.join("\n")).map_err(Problem::file(&link))?;
        Ok(environment)
    }
}

/// `owner/name` of a URL or a path.
pub(crate) fn name_of(repository: &str) -> String {
    let plain = repository.trim_end_matches('/').trim_end_matches(".git");
    let plain = plain.rsplit_once(':').map_or(plain, |(_, path)| path);
    let parts: Vec<&str> = plain.split('/').filter(|part| !part.is_empty()).collect();
    parts[parts.len().saturating_sub(2)..].join("/")
}

#[expect(
    clippy::disallowed_methods,
    reason = "a child process gets the path of this one with a folder in front; it is no setting"
)]
pub(crate) fn path_with(folder: &Path) -> Result<std::ffi::OsString, Problem> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path));
    std::env::join_paths(folders).map_err(|error| Problem::Asked(error.to_string()))
}

/// Runs a script, with a folder of programs that are found before others.
pub(crate) fn shell(script: &str, folder: &Path, programs: Option<&Path>) -> Result<(), Problem> {
    let mut shell = Command::new("sh");
    shell.args(["-ec", script]).current_dir(folder);
    if let Some(programs) = programs {
        shell.env("PATH", path_with(programs)?);
    }
    run(&mut shell, NPM).map(drop)
}

/// Runs to the end and gives what was said on standard output.
pub(crate) fn run(command: &mut Command, instead: &'static str) -> Result<String, Problem> {
    let program = command.get_program().to_string_lossy().into_owned();
    let folder = command.get_current_dir().map(Path::to_owned);
    let output = command.output().map_err(|source| {
        let absent = source.kind() == io::ErrorKind::NotFound;
        if absent {
            Problem::Absent {
                program: program.clone(),
                instead,
            }
        } else {
            Problem::File {
                path: PathBuf::from(&program),
                source,
            }
        }
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let arguments = command.get_args().map(|one| one.to_string_lossy());
    Err(Problem::Ended {
        command: std::iter::once(program.as_str().into())
            .chain(arguments)
            .collect::<Vec<_>>()
            .join(" "),
        folder: folder.unwrap_or_default(),
        last: said
            .lines()
            .rev()
            .take(12)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
            .join("\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repositories_are_named_by_the_end_of_their_address() {
        for address in [
            "https://example.org/ann/shop.git",
            "git@example.org:ann/shop.git",
            "/srv/git/ann/shop/",
        ] {
            assert_eq!(name_of(address), "ann/shop", "{address}");
        }
    }

    #[test]
    fn a_program_that_is_not_there_is_told_with_what_to_do() {
        let problem = run(&mut Command::new("no-such-npm"), NPM).unwrap_err();
        assert_eq!(
            problem.to_string(),
            "no-such-npm cannot be started; install Node.js with npm, or give a truth with --truth FILE"
        );
        let problem = run(Command::new("sh").args(["-c", "echo why >&2; exit 3"]), NPM);
        let problem = problem.unwrap_err().to_string();
        assert!(problem.contains("why"), "{problem}");
    }

    #[test]
    fn a_language_without_an_indexer_asks_for_a_truth() {
        let problem = indexer("ruby").unwrap_err().to_string();
        assert!(problem.contains("--truth"), "{problem}");
    }

    #[test]
    fn a_checkout_is_a_clone_at_a_commit() {
        let folder = tempfile::tempdir().unwrap();
        let repository = folder.path().join("ann/shop");
        fs::create_dir_all(&repository).unwrap();
        let script = "git init -q && git config user.name ann && git config user.email ann@example.org \
            && echo 1 > a && git add a && git commit -qm one && echo 2 > a && git commit -qam two";
        shell(script, &repository, None).unwrap();
        let workshop = Workshop {
            cache: folder.path().join("cache"),
            graphmill: PathBuf::new(),
        };
        let address = repository.to_string_lossy();
        let checkout = workshop.checkout(&address, Some("HEAD~1"), None).unwrap();
        assert_eq!(checkout.name, "ann/shop");
        assert_eq!(checkout.commit.len(), 40);
        assert_eq!(fs::read_to_string(checkout.tree.join("a")).unwrap(), "1\n");
        assert_eq!(fs::read_to_string(repository.join("a")).unwrap(), "2\n");
    }
}
