//! Documents read in a process of their own.
//!
//! The library that interprets PDF is trusted with memory and time only inside a process with limits: the same program,
//! started with [`COMMAND`], takes the bytes on its standard input and gives the reading on its standard output. It sets
//! its limits itself before it reads anything. Other formats are read where they are asked for: their readers are
//! bounded.

mod limits;
mod message;

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use cip_formats::limits::BYTES_MAX;
use cip_formats::{MediaType, Reading, Refused};

/// The command of the program that reads a document for another process.
pub const COMMAND: &str = "read-pdf";
/// Longest time that a document may take, however busy the machine is.
const WALL: Duration = Duration::from_secs(20);
/// Longest answer, in bytes: a reading is hardly longer than what was unpacked for it.
const ANSWER_MAX: u64 = 128 << 20;

static OWN_PROCESS: OnceLock<()> = OnceLock::new();

/// Says that this program knows [`COMMAND`], so that documents can be read in a process of their own. Without it they
/// are read in this one, as tests do.
pub fn start_in_own_process() {
    OWN_PROCESS.get_or_init(|| ());
}

/// Reads a document.
///
/// # Errors
///
/// [`Refused`] as [`cip_formats::read`], and where the process goes beyond its limits or fails.
pub fn read(bytes: &[u8], media: MediaType) -> Result<Reading, Refused> {
    if media != MediaType::Pdf || OWN_PROCESS.get().is_none() {
        return cip_formats::read(bytes, media, None);
    }
    cip_formats::check(bytes, media)?;
    let failed =
        |error: io::Error| Refused::Damaged { what: format!("its reader could not be started: {error}") };
    let mut child = start().map_err(failed)?;
    let answer = exchange(&mut child, bytes);
    let ended = child.wait().map_err(failed)?;
    match answer {
        Some(answer) if ended.success() => message::reading(&answer).unwrap_or_else(|| Err(gave_up())),
        Some(_) if ended.code().is_some() => Err(gave_up()),
        // Killed by a limit, or by us.
        _ => Err(Refused::TooCostly),
    }
}

fn gave_up() -> Refused {
    Refused::Damaged { what: "its reader gave up on it".to_owned() }
}

fn start() -> io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .arg(COMMAND)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Sends the bytes and takes the answer; none if it took too long, and the process is ended.
fn exchange(child: &mut Child, bytes: &[u8]) -> Option<Vec<u8>> {
    let (input, output) = (child.stdin.take()?, child.stdout.take()?);
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut input = input;
            // A process that ends before it has taken everything says so by its status.
            let _ = input.write_all(bytes);
        });
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = output.take(ANSWER_MAX).read_to_end(&mut answer);
            let _ = send.send(read.map(|_| answer).ok());
        });
        let answer = receive.recv_timeout(WALL).ok().flatten();
        if answer.is_none() {
            let _ = child.kill();
        }
        answer
    })
}

/// Reads a document from standard input and writes the reading to standard output: what [`COMMAND`] does.
///
/// # Errors
///
/// [`io::Error`] if the limits cannot be set, or input or output fail.
pub fn serve() -> io::Result<()> {
    limits::set_memory()?;
    let mut bytes = Vec::new();
    io::stdin().lock().take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    limits::set_time(bytes.len())?;
    let answer = message::write(&cip_formats::read(&bytes, MediaType::Pdf, None));
    io::stdout().lock().write_all(&answer)
}
