//! A PostgreSQL of our own for the length of a test run: in a temporary folder, on a free port of this machine only. It
//! knows nothing of what is tested.
//!
//! A second process, the *keeper*, holds the other end of a pipe. When this process ends, in whichever way (Ctrl-C, a
//! panic, a kill that cannot be caught), the pipe closes, and the keeper stops the server and removes the folder.

use crate::cargo::must_read;
use crate::machine::{self, is_root};
use anyhow::{Context, bail};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The environment variable in which tests look for the server.
pub const VARIABLE: &str = "AUYL_TEST_POSTGRES";

const KEEPER: &str = r#"
trap "" HUP INT TERM
cat >/dev/null
if [ -f "$2/data/postmaster.pid" ]; then "$1/pg_ctl" -D "$2/data" -m immediate -w stop; fi
rm -rf "$2"
"#;

/// Without a thought for durability.
const HASTY: &str = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

/// A running server; dropping it stops the server and deletes all it held.
pub struct Postgres {
    keeper: Child,
    port: u16,
}

/// Where the programs and the data are, and as whom they run: the server refuses to run as root.
struct Setup {
    programs: PathBuf,
    folder: PathBuf,
    account: Option<(u32, u32)>,
}

impl Postgres {
    /// Starts a server, installing PostgreSQL first if the machine has none and we may.
    pub fn start() -> anyhow::Result<Postgres> {
        Postgres::start_with(HASTY)
    }

    /// One that acknowledges what is on the disk, as in earnest: for measuring.
    pub fn start_durable() -> anyhow::Result<Postgres> {
        Postgres::start_with("")
    }

    fn start_with(settings: &str) -> anyhow::Result<Postgres> {
        let programs = match find_programs() {
            Some(programs) => programs,
            None => install()?,
        };
        let account = if is_root()? { Some(server_account()?) } else { None };
        // The folder that TMPDIR names for root may be closed to others.
        let temporary = if account.is_some() { PathBuf::from("/tmp") } else { std::env::temp_dir() };
        let setup = Setup { programs, folder: new_folder(&temporary)?, account };
        if let Some((user, group)) = account {
            chown(&setup.folder, Some(user), Some(group)).context("cannot hand the folder to the server's account")?;
        }
        let mut postgres = Postgres { keeper: setup.start_keeper()?, port: 0 };
        must_read(setup.program("initdb").arg("-D").arg(setup.folder.join("data")).args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]))?;
        postgres.port = setup.start_server(settings)?;
        Ok(postgres)
    }

    /// The address for sqlx and psql.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The end of its input is the keeper's signal; it is waited for so that nothing is left when we say so.
        drop(self.keeper.stdin.take());
        if let Err(trouble) = self.keeper.wait() {
            eprintln!("the keeper of the throw-away PostgreSQL cannot be waited for: {trouble}");
        }
    }
}

impl Setup {
    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        if let Some((user, group)) = self.account {
            command.uid(user).gid(group);
        }
        command
    }

    fn program(&self, name: &str) -> Command {
        self.command(self.programs.join(name))
    }

    fn start_keeper(&self) -> anyhow::Result<Child> {
        self.command("/bin/sh")
            .args(["-c", KEEPER, "keeper"])
            .args([&self.programs, &self.folder])
            // It leaves the folder itself alone until it removes it, and Ctrl-C in our terminal does not reach it.
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start the keeper of the throw-away PostgreSQL")
    }

    /// Between asking for a free port and using it somebody else may take it; then another is tried.
    fn start_server(&self, settings: &str) -> anyhow::Result<u16> {
        let log = self.folder.join("log");
        for _ in 0..5 {
            let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            let options = format!(
                "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 \
                 {settings}"
            );
            let status = self
                .program("pg_ctl")
                .args(["-w", "-t", "60", "-s", "-o", &options, "start", "-D"])
                .arg(self.folder.join("data"))
                .arg("-l")
                .arg(&log)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .context("cannot start pg_ctl")?;
            if status.success() {
                return Ok(port);
            }
        }
        let words = std::fs::read_to_string(&log).unwrap_or_default();
        bail!("the throw-away PostgreSQL does not start; its log says:\n{}", words.trim_end());
    }
}

/// The folder with `initdb` and `pg_ctl`: the first on PATH, else the newest that Debian keeps aside.
fn find_programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut aside: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|folders| folders.flatten().map(|folder| folder.path()).collect())
        .unwrap_or_default();
    aside.sort_by_key(|folder| std::cmp::Reverse(version_of(folder)));
    std::env::split_paths(&path)
        .chain(aside.into_iter().map(|folder| folder.join("bin")))
        .find(|folder| ["initdb", "pg_ctl"].iter().all(|name| folder.join(name).is_file()))
}

/// A folder that nobody else may enter. A container gives the same process id at every start, and one that was switched
/// off leaves its folder behind; so a name that is taken is passed over.
fn new_folder(temporary: &Path) -> anyhow::Result<PathBuf> {
    let names = (0..100).map(|number| format!("auyl-test-postgres-{}-{number}", std::process::id()));
    for folder in names.map(|name| temporary.join(name)) {
        match std::fs::DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => return Ok(folder),
            Err(trouble) if trouble.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(trouble) => {
                return Err(trouble).with_context(|| format!("cannot create the folder {}", folder.display()));
            }
        }
    }
    bail!("{} is full of folders `auyl-test-postgres-…` that nobody removed; remove them", temporary.display());
}

fn version_of(folder: &Path) -> u32 {
    folder.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok()).unwrap_or(0)
}

fn install() -> anyhow::Result<PathBuf> {
    let advice = "PostgreSQL (its programs initdb and pg_ctl) is needed for the tests and is not on this machine. \
                  Install it, on Debian or Ubuntu with `apt-get install postgresql`, and run this again.";
    machine::install(&["postgresql"], advice)?;
    find_programs().with_context(|| format!("apt-get installed it, yet initdb is not found. {advice}"))
}

/// `postgres` where Debian made it; otherwise the account that owns nothing.
fn server_account() -> anyhow::Result<(u32, u32)> {
    let mut trouble = None;
    for name in ["postgres", "nobody"] {
        match (number(&["-u", name]), number(&["-g", name])) {
            (Ok(user), Ok(group)) => return Ok((user, group)),
            (Err(why), _) | (_, Err(why)) => trouble = Some(why),
        }
    }
    Err(trouble.unwrap_or_else(|| anyhow::anyhow!("no account")))
        .context("PostgreSQL does not run as root, and there is no account `postgres` or `nobody` to run it")
}

fn number(arguments: &[&str]) -> anyhow::Result<u32> {
    must_read(Command::new("id").args(arguments))?.trim().parse().context("`id` printed no number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_servers_never_share_a_folder() {
        let (one, other) = (new_folder(&std::env::temp_dir()).unwrap(), new_folder(&std::env::temp_dir()).unwrap());
        std::fs::remove_dir(&one).unwrap();
        std::fs::remove_dir(&other).unwrap();
        assert_ne!(one, other);
    }

    #[test]
    fn debian_s_newest_version_is_taken_by_number_and_not_by_letter() {
        let version = |name: &str| version_of(&Path::new("/usr/lib/postgresql").join(name));
        assert!(version("15") > version("9.6"));
        assert!(version("100") > version("15"));
    }
}
