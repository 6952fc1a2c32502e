//! A real server: what it serves, and that it ends however we end.

#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

use std::{
    env, fs,
    io::{self, BufRead as _, Read as _},
    net::Ipv4Addr,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use embedded::{EmbeddedError, Options, Server, ServerOptions, SyncInterval, locate};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    sync::OnceCell,
};

async fn binary() -> &'static Path {
    static BINARY: OnceCell<PathBuf> = OnceCell::const_new();
    BINARY
        .get_or_init(async || locate(&Options::from_env(), &|_| {}).await.unwrap())
        .await
}

async fn start() -> Server {
    Server::start(binary().await, ServerOptions::default())
        .await
        .unwrap()
}

/// What the server answers to one request, as the protocol has it; an error begins with `-ERR`.
async fn ask(server: &Server, password: &str, subject: &str, payload: &str) -> io::Result<String> {
    let port: u16 = server.url().rsplit(':').next().unwrap().parse().unwrap();
    let mut stream = BufReader::new(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?);
    let user = server.user();
    let request = format!(
        "CONNECT {{\"verbose\":false,\"user\":\"{user}\",\"pass\":\"{password}\"}}\r\n\
         SUB answer 1\r\nPUB {subject} answer {}\r\n{payload}\r\n",
        payload.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        if line.starts_with("-ERR") {
            return Ok(line);
        }
        if line.starts_with("MSG answer") {
            line.clear();
            stream.read_line(&mut line).await?;
            return Ok(line);
        }
        line.clear();
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

async fn api(server: &Server, subject: &str, payload: &str) -> String {
    ask(server, server.password().expose(), subject, payload)
        .await
        .unwrap()
}

fn is_running(pid: u32) -> bool {
    let probe = Command::new("kill")
        .args(["-0", &pid.to_string()])
        .stderr(Stdio::null())
        .status();
    probe.unwrap().success()
}

fn eventually(what: &str, met: impl Fn() -> bool) {
    let begin = Instant::now();
    while !met() {
        assert!(
            begin.elapsed() < Duration::from_secs(10),
            "not within 10 s: {what}"
        );
        thread::sleep(Duration::from_millis(5));
    }
}

#[tokio::test]
async fn only_who_has_the_password_is_served() {
    let server = start().await;
    let account = api(&server, "$JS.API.INFO", "").await;
    assert!(account.contains(r#""streams":0"#), "{account}");
    let refused = ask(&server, "guessed", "$JS.API.INFO", "").await.unwrap();
    assert!(refused.contains("Authorization Violation"), "{refused}");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_server_restarts_with_its_streams_on_its_port() {
    let options = ServerOptions {
        sync_interval: SyncInterval::Always,
        ..ServerOptions::default()
    };
    let mut server = Server::start(binary().await, options).await.unwrap();
    let (url, pid) = (server.url(), server.pid());
    let created = api(
        &server,
        "$JS.API.STREAM.CREATE.S",
        r#"{"name":"S","subjects":["s"]}"#,
    )
    .await;
    assert!(created.contains("did_create"), "{created}");
    let stored = api(&server, "s", "kept").await;
    assert!(stored.contains(r#""seq":1"#), "{stored}");

    server.kill().await.unwrap();
    assert!(!is_running(pid));
    assert!(ask(&server, "any", "s", "lost").await.is_err());
    // Killing twice is no error.
    server.kill().await.unwrap();

    server.restart().await.unwrap();
    assert_eq!(server.url(), url);
    assert_ne!(server.pid(), pid);
    let stream = api(&server, "$JS.API.STREAM.INFO.S", "").await;
    assert!(stream.contains(r#""messages":1"#), "{stream}");

    // A running one is killed first.
    let pid = server.pid();
    server.restart().await.unwrap();
    assert!(!is_running(pid));
    let stored = api(&server, "s", "kept").await;
    assert!(stored.contains(r#""seq":2"#), "{stored}");
}

#[tokio::test]
async fn nothing_is_left_after_a_stop() {
    let parent = tempfile::tempdir().unwrap();
    let options = ServerOptions {
        parent_dir: Some(parent.path().into()),
        ..ServerOptions::default()
    };
    let server = Server::start(binary().await, options).await.unwrap();
    let pid = server.pid();
    assert!(server.folder().starts_with(parent.path()));
    server.stop().await.unwrap();
    assert!(!is_running(pid));
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_server_that_does_not_stop_is_killed() {
    let server = start().await;
    let (pid, folder) = (server.pid(), server.folder().to_owned());
    // A stopped process is asked in vain, as a hanging one is.
    assert!(
        Command::new("kill")
            .arg("-STOP")
            .arg(pid.to_string())
            .status()
            .unwrap()
            .success()
    );
    server.stop().await.unwrap();
    assert!(!is_running(pid) && !folder.exists());
}

#[tokio::test]
async fn nothing_is_left_after_a_drop() {
    let server = start().await;
    let (pid, folder) = (server.pid(), server.folder().to_owned());
    drop(server);
    assert!(!is_running(pid));
    assert!(!folder.exists());
}

#[tokio::test]
async fn the_password_is_in_one_file_that_only_we_can_read() {
    let server = start().await;
    let password = server.password().expose();
    assert!(!format!("{server:?}").contains(password));
    assert!(!server.url().contains(password));

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let config = server.folder().join("server.conf");
    assert!(fs::read_to_string(&config).unwrap().contains(password));
    assert_eq!((mode(&config), mode(server.folder())), (0o600, 0o700));
    assert!(
        !fs::read_to_string(server.folder().join("server.log"))
            .unwrap()
            .contains(password)
    );

    if cfg!(target_os = "linux") {
        let all = fs::read_dir("/proc")
            .unwrap()
            .map(|entry| entry.unwrap().path().join("cmdline"));
        // Any user may read the arguments of any process, the shell among them.
        let arguments: Vec<String> = all
            .filter_map(|file| fs::read_to_string(file).ok())
            .collect();
        let ours = server.folder().to_str().unwrap();
        assert!(
            arguments.iter().any(|of_one| of_one.contains(ours)),
            "{arguments:?}"
        );
        assert!(!arguments.iter().any(|of_one| of_one.contains(password)));

        let environment = fs::read_to_string(format!("/proc/{}/environ", server.pid())).unwrap();
        assert!(
            environment.contains("GOMEMLIMIT=201326592B"),
            "{environment}"
        );
        assert!(
            !environment.contains("HOME="),
            "ours is not the server's business"
        );
    }
}

#[tokio::test]
#[cfg(target_os = "linux")]
async fn a_signal_from_the_terminal_does_not_reach_the_server() {
    let server = start().await;
    let group_of = |process: &str| {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
        let (_, after_name) = stat.rsplit_once(") ").unwrap();
        after_name.split(' ').nth(2).unwrap().to_owned()
    };
    assert_ne!(group_of(&server.pid().to_string()), group_of("self"));
}

#[tokio::test]
async fn servers_do_not_meet() {
    let (one, other) = tokio::join!(start(), start());
    assert_ne!(one.url(), other.url());
    let refused = ask(&other, one.password().expose(), "$JS.API.INFO", "")
        .await
        .unwrap();
    assert!(refused.contains("Authorization Violation"), "{refused}");
}

#[tokio::test]
async fn the_end_of_a_server_is_told_at_once() {
    let mut server = start().await;
    assert!(
        Command::new("kill")
            .arg("-KILL")
            .arg(server.pid().to_string())
            .status()
            .unwrap()
            .success()
    );
    let told = server.ended().await.to_string();
    assert!(
        told.contains("ended by itself") && told.contains("Server is ready"),
        "{told}"
    );
}

#[tokio::test]
async fn a_server_that_does_not_start_tells_why() {
    let folder = tempfile::tempdir().unwrap();
    for (body, expected) in [
        ("echo out of luck >&2; exit 4", "out of luck"),
        ("exit 0", "exit status: 0"),
    ] {
        let binary = folder.path().join("nats-server");
        let write = r#"printf '%s\n' '#!/bin/sh' "$1" >"$0" && chmod 755 "$0""#;
        assert!(
            Command::new("sh")
                .args(["-c", write])
                .arg(&binary)
                .arg(body)
                .status()
                .unwrap()
                .success()
        );
        let error = Server::start(&binary, ServerOptions::default())
            .await
            .unwrap_err();
        assert!(matches!(error, EmbeddedError::Ended { .. }), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    }
    let error = Server::start(&folder.path().join("absent"), ServerOptions::default())
        .await
        .unwrap_err();
    // Shells word it differently, but all name the file.
    assert!(error.to_string().contains("absent"), "{error}");
}

/// Not a test: the life of a process that the next test kills. Ends with its standard input.
#[tokio::test]
#[ignore = "started by the test below"]
#[expect(
    clippy::print_stdout,
    reason = "how it tells the test below what it started"
)]
async fn a_process_to_be_killed() {
    let server = start().await;
    println!(
        "\npid {}\nfolder {}",
        server.pid(),
        server.folder().display()
    );
    io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

#[tokio::test]
async fn a_server_ends_when_its_owner_is_killed() {
    binary().await;
    let mut owner = Command::new(env::current_exe().unwrap())
        .args([
            "--ignored",
            "--exact",
            "--nocapture",
            "a_process_to_be_killed",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = io::BufReader::new(owner.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let mut told = |what| {
        lines
            .find_map(|line| line.strip_prefix(what).map(str::to_owned))
            .unwrap()
    };
    let pid: u32 = told("pid ").parse().unwrap();
    let folder = PathBuf::from(told("folder "));
    assert!(is_running(pid) && folder.exists());

    owner.kill().unwrap();
    owner.wait().unwrap();
    eventually("the server of a killed process ends", || !is_running(pid));
    eventually("the folder of a killed process goes", || !folder.exists());
}
