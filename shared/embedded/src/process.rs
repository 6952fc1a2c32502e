//! A server process that cannot outlive us.
//!
//! A process that is killed cannot clean up, so somebody else must: a shell stands between us and
//! the server and holds the other end of a pipe. When we are gone, in whatever way, the pipe ends,
//! and the shell kills the server and removes its folder. Signals go through the shell as well: it
//! is the server's parent, so the number it signals is the server's and not yet somebody else's.
//!
//! Both run in a process group of their own, so that Ctrl-C in a terminal reaches graphmill, which
//! drains and then stops the server, and not the server first.

use std::{
    io::{self, PipeWriter, Write as _},
    path::Path,
    process::{ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

/// The server's output, in its folder.
pub(crate) const LOG_FILE: &str = "server.log";
/// Its configuration, in its folder.
pub(crate) const CONFIG_FILE: &str = "server.conf";

/// `$0` is the server, `$1` its folder, which is the working folder too, `$2` its configuration,
/// `$3` its log. Standard input gives names of signals, one a line. The watch ends with status 7
/// when the pipe ends, and then nobody is left to remove the folder.
///
/// A background job reads from `/dev/null` unless told otherwise, hence descriptor 3.
const SUPERVISE: &str = r#"
umask 077
exec 3<&0 </dev/null
"$0" --config "$2" >>"$3" 2>&1 3<&- &
server=$!
{
    while read -r signal; do kill -s "$signal" "$server"; done
    trap '' TERM
    kill -s KILL "$server"
    exit 7
} <&3 >/dev/null &
watch=$!
exec 3<&-
echo "$server"
wait "$server"
status=$?
kill "$watch"
wait "$watch"
[ $? -ne 7 ] || { cd / && rm -rf -- "$1"; }
exit "$status"
"#;

/// A killed process is gone within milliseconds, unless the disk hangs.
const END_LIMIT: Duration = Duration::from_secs(5);

/// What the shell may be told to send.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Signal {
    Term,
    Kill,
}

/// A server and the shell that watches over it. Dropping it kills both and removes the folder.
#[derive(Debug)]
pub(crate) struct Process {
    shell: Child,
    /// Only we hold this end; `None` once dropped.
    orders: Option<PipeWriter>,
    pid: u32,
}

impl Process {
    /// Starts a server in its folder, which holds the configuration.
    pub(crate) async fn spawn(
        binary: &Path,
        folder: &Path,
        memory_bytes_max: Option<u64>,
    ) -> io::Result<Process> {
        let (orders_in, orders) = io::pipe()?;
        let mut shell = Command::new("/bin/sh");
        shell
            .arg("-c")
            .arg(SUPERVISE)
            .arg(binary)
            .arg(folder)
            .args([CONFIG_FILE, LOG_FILE]);
        // Our environment may hold credentials, which are none of the server's business.
        shell.env_clear().env("PATH", "/usr/bin:/bin");
        if let Some(bytes) = memory_bytes_max {
            shell.env("GOMEMLIMIT", format!("{bytes}B"));
        }
        shell.current_dir(folder).process_group(0);
        shell
            .stdin(Stdio::from(orders_in))
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut process = Process {
            shell: shell.spawn()?,
            orders: Some(orders),
            pid: 0,
        };

        let stdout = process
            .shell
            .stdout
            .take()
            .ok_or(io::ErrorKind::BrokenPipe)?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).await?;
        process.pid = line.trim().parse().map_err(io::Error::other)?;
        Ok(process)
    }

    /// The server's.
    pub(crate) fn pid(&self) -> u32 {
        self.pid
    }

    /// Sends the server a signal; to one that has ended already, nothing.
    pub(crate) fn signal(&self, signal: Signal) -> io::Result<()> {
        let name: &[u8] = match signal {
            Signal::Term => b"TERM\n",
            Signal::Kill => b"KILL\n",
        };
        match self
            .orders
            .as_ref()
            .map(|mut orders| orders.write_all(name))
        {
            Some(Err(error)) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
    }

    /// Waits for the server's end. A shell tells death by a signal as 128 and its number.
    pub(crate) async fn ended(&mut self) -> io::Result<ExitStatus> {
        self.shell.wait().await
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.orders.take());
        // The caller expects the folder to be gone, so wait; there is no async drop.
        let started = Instant::now();
        while matches!(self.shell.try_wait(), Ok(None)) {
            if started.elapsed() > END_LIMIT {
                tracing::warn!(pid = self.pid, "the embedded nats-server takes long to end");
                return;
            }
            thread::sleep(Duration::from_millis(1));
        }
    }
}
