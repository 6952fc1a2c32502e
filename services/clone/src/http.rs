//! A clone over HTTP: bare, and no deeper than the one commit where the server can do that.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use git2::{
    AutotagOption, Cred, CredentialType, Direction, ErrorClass, ErrorCode, FetchOptions,
    ObjectType, Oid, ProxyOptions, RemoteCallbacks, Repository, RepositoryInitOptions,
};

use crate::CloneError;
use crate::classify::{self, Stop};
use crate::credentials::for_url;
use crate::fetch::{KEPT, Order};
use crate::revision::{self, Named, Prefixed, Target, by_prefix};

/// Everything that a short id, or an id that the server does not give out by itself, may be in.
const ALL: [&str; 3] = [
    "+refs/heads/*:refs/heads/*",
    "+refs/tags/*:refs/tags/*",
    "+HEAD:refs/graphmill/head",
];

/// How much of the history is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// The commit without its parents.
    One,
    /// All of it.
    Full,
}

/// Fetches into `order.staging`; returns the commit's id.
pub(crate) fn fetch(order: &Order<'_>, url: &str) -> Result<String, CloneError> {
    let mut bare = RepositoryInitOptions::new();
    // Hooks and the like come with Git's templates; a clone that is only read has no use for any.
    bare.bare(true).no_reinit(true).external_template(false);
    let repo = Repository::init_opts(order.staging, &bare)
        .map_err(|error| classify::storage(order, error))?;
    let talk = Talk {
        order,
        url,
        repo: &repo,
        given: Cell::new(false),
        stop: Cell::new(None),
    };
    order.watch.talks(true);
    let commit = talk.fetch();
    order.watch.talks(false);
    let commit = commit?;
    keep(&repo, commit).map_err(|error| classify::storage(order, error))?;
    Ok(commit.to_string())
}

/// Names the commit, so that it counts as used.
fn keep(repo: &Repository, commit: Oid) -> Result<(), git2::Error> {
    repo.reference(KEPT, commit, true, "graphmill")?;
    repo.set_head_detached(commit)
}

/// One clone's talk with its server.
struct Talk<'a> {
    order: &'a Order<'a>,
    url: &'a str,
    repo: &'a Repository,
    /// Whether credentials were given.
    given: Cell<bool>,
    /// Why we broke off, if we did: libgit2 only knows that we did.
    stop: Cell<Option<Stop>>,
}

impl Talk<'_> {
    fn fetch(&self) -> Result<Oid, CloneError> {
        if for_url(self.order.config, self.url).is_some() {
            // libgit2 would hand the credentials on to whatever host the server sends us to.
            let set = self
                .repo
                .config()
                .and_then(|mut config| config.set_str("http.followRedirects", "false"));
            set.map_err(|error| classify::storage(self.order, error))?;
        }
        let mut remote = self.remote()?;
        let connected =
            remote.connect_auth(Direction::Fetch, Some(self.callbacks()), Some(proxy()));
        let mut connection = connected.map_err(|error| self.failed(error))?;
        let refs = advertised(connection.remote()).map_err(|error| self.failed(error))?;
        self.order.watch.beat();
        self.order.check()?;
        if refs.is_empty() {
            return Err(self.order.empty());
        }

        let target = revision::find(&refs, self.order.revision);
        let all = || ALL.map(str::to_owned).to_vec();
        let (specs, depth) = match &target {
            Target::Ref(named) => (vec![format!("+{}:{KEPT}", named.name)], Depth::One),
            Target::Id(hex) => (vec![format!("+{hex}:{KEPT}")], Depth::One),
            Target::Prefix(_) => (all(), Depth::Full),
            Target::Unknown => return Err(self.order.no_such_revision(&refs)),
            Target::NoDefault => return Err(self.order.no_default_branch(&refs)),
        };
        let first = self.download(connection.remote(), &specs, depth);
        drop(connection);
        match first {
            Ok(()) => {}
            Err(error) if self.stop.get().is_none() && wants_it_all(&target, &error) => {
                tracing::debug!(%error, "the server cannot give one commit alone; fetching all");
                let specs = if matches!(target, Target::Ref(_)) {
                    specs
                } else {
                    all()
                };
                self.download(&mut self.remote()?, &specs, Depth::Full)
                    .map_err(|error| self.failed(error))?;
            }
            Err(error) => return Err(self.failed(error)),
        }
        self.commit(&target, &refs)
    }

    fn remote(&self) -> Result<git2::Remote<'_>, CloneError> {
        self.repo
            .remote_anonymous(self.url)
            .map_err(|error| self.failed(error))
    }

    fn download(
        &self,
        remote: &mut git2::Remote<'_>,
        specs: &[String],
        depth: Depth,
    ) -> Result<(), git2::Error> {
        let mut options = FetchOptions::new();
        options
            .remote_callbacks(self.callbacks())
            .proxy_options(proxy())
            .download_tags(AutotagOption::None)
            .update_fetchhead(false)
            .depth(match depth {
                Depth::One => 1,
                Depth::Full => 0,
            });
        remote.fetch(specs, Some(&mut options), None)
    }

    /// What libgit2 calls meanwhile: to be let in, and to be told whether to go on.
    fn callbacks(&self) -> RemoteCallbacks<'_> {
        let mut callbacks = RemoteCallbacks::new();
        callbacks.credentials(|url, _, allowed| {
            self.order.watch.beat();
            let Some((username, password)) = for_url(self.order.config, url) else {
                return Err(unauthorized("there are no credentials for this host"));
            };
            // Asked again means that they were wrong. Trying the same again would only lock the
            // account, and libgit2 would ask for ever.
            if self.given.replace(true) || !allowed.contains(CredentialType::USER_PASS_PLAINTEXT) {
                return Err(unauthorized("the credentials were refused"));
            }
            Cred::userpass_plaintext(username, password.reveal())
        });
        callbacks.transfer_progress(|progress| self.goes_on(progress.received_bytes() as u64));
        callbacks.sideband_progress(|_| self.goes_on(0));
        callbacks
    }

    fn goes_on(&self, bytes: u64) -> bool {
        self.order.watch.beat();
        let stop = if self.order.watch.is_cancelled() {
            Stop::Cancelled
        } else if bytes > self.order.config.bytes_max {
            Stop::TooLarge
        } else if self.order.started.elapsed() > self.order.config.time_max {
            Stop::Deadline
        } else {
            return true;
        };
        self.stop.set(Some(stop));
        false
    }

    fn failed(&self, error: git2::Error) -> CloneError {
        classify::talk(self.order, self.given.get(), self.stop.get(), error)
    }

    /// The commit behind the target, now that everything is here.
    fn commit(&self, target: &Target, refs: &[Named]) -> Result<Oid, CloneError> {
        let none = || self.order.no_such_revision(refs);
        let oid = match target {
            Target::Ref(named) => named.oid,
            Target::Id(hex) => Oid::from_str(hex).map_err(|_| none())?,
            Target::Prefix(hex) => {
                match by_prefix(self.repo, hex).map_err(|error| self.order.incomplete(error))? {
                    Prefixed::One(oid) => oid,
                    Prefixed::None => return Err(none()),
                    Prefixed::Several => return Err(self.order.ambiguous()),
                }
            }
            Target::Unknown | Target::NoDefault => return Err(none()),
        };
        // A tag may also lead to a file or a folder; those are no commit to index.
        let object = self.repo.find_object(oid, None).map_err(|_| none())?;
        object
            .peel(ObjectType::Commit)
            .map(|commit| commit.id())
            .map_err(|_| none())
    }
}

/// The refs that the server lists.
fn advertised(remote: &git2::Remote<'_>) -> Result<Vec<Named>, git2::Error> {
    let heads = remote.list()?.iter();
    Ok(heads
        .filter_map(|head| {
            // git2 panics on a name that is not UTF-8. Such a ref cannot be asked for either.
            let name = catch_unwind(AssertUnwindSafe(|| head.name().to_owned())).ok()?;
            Some(Named {
                name,
                oid: head.oid(),
            })
        })
        .collect())
}

/// Whether the server might give the whole history, although it does not give one commit.
fn wants_it_all(target: &Target, error: &git2::Error) -> bool {
    if error.code() == ErrorCode::Auth {
        return false;
    }
    match target {
        // How a server says that it does not give out an object by its id depends on the server,
        // and how libgit2 takes it on the moment. Should it be unreachable, asking again will
        // find that out too.
        Target::Id(_) => matches!(
            error.class(),
            ErrorClass::Net | ErrorClass::Invalid | ErrorClass::Http
        ),
        // No code, only words, for what the server does not advertise.
        _ => error.message().contains("support shallow"),
    }
}

fn unauthorized(message: &str) -> git2::Error {
    git2::Error::new(ErrorCode::Auth, ErrorClass::Http, message)
}

/// As the environment says: many company networks have no other way out.
fn proxy<'a>() -> ProxyOptions<'a> {
    let mut proxy = ProxyOptions::new();
    proxy.auto();
    proxy
}
