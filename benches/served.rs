//! The service in a process of its own, and a connection to it that stays open.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A person with five plans of 30 pages.
const FIXTURE: &str = "fixtures/generated-101";

/// A connection that stays open.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
    /// Lines of the head that say who asks, each with its end.
    who: String,
}

impl Connection {
    pub(crate) fn new(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream: BufReader::new(stream), host: address.to_owned(), who: String::new() }
    }

    /// The same, saying this of who asks: `cookie: …`.
    pub(crate) fn saying(address: &str, who: &str) -> Self {
        Self { who: format!("{who}\r\n"), ..Self::new(address) }
    }

    /// Asks, reads the whole answer, and says how long it took. Any other status ends the load.
    pub(crate) fn ask(
        &mut self,
        method: &str,
        path: &str,
        media_type: &str,
        body: &str,
        status: u16,
    ) -> Duration {
        let (answered, text, took) = self.exchange(method, path, media_type, body);
        assert_eq!(answered, status, "{method} {path}: {text}");
        took
    }

    pub(crate) fn exchange(
        &mut self,
        method: &str,
        path: &str,
        media_type: &str,
        body: &str,
    ) -> (u16, String, Duration) {
        let begun = Instant::now();
        let content_type = if body.is_empty() {
            String::new()
        } else {
            format!("content-type: {media_type}\r\ncontent-length: {}\r\n", body.len())
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\n{}{content_type}\r\n{body}",
            self.host, self.who
        );
        self.stream.get_mut().write_all(request.as_bytes()).unwrap();
        let (mut status, mut length) = (0, 0);
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).unwrap();
            let line = line.trim_end().to_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(rest) = line.strip_prefix("http/1.1 ") {
                status = rest[..3].parse().unwrap();
            } else if let Some(rest) = line.strip_prefix("content-length: ") {
                length = rest.parse().unwrap();
            }
        }
        let mut text = vec![0; length];
        self.stream.read_exact(&mut text).unwrap();
        (status, String::from_utf8_lossy(&text).into_owned(), begun.elapsed())
    }
}

/// The service in a process of its own, as it is deployed.
pub(crate) struct Service {
    process: Child,
    address: String,
}

impl Service {
    /// Starts it with these arguments, on a port that is free unless they say which.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        // A binary that was built before, where one is named: a bench in another profile may ask it.
        let binary = std::env::var("CIP_BRIEF_BINARY");
        let mut command = Command::new(binary.as_deref().unwrap_or(env!("CARGO_BIN_EXE_cip-brief")));
        command.arg("serve").args(arguments).env("RUST_LOG", "warn");
        if !arguments.contains(&"--listen") {
            command.args(["--listen", "127.0.0.1:0"]);
        }
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap().split([',', '\n']).next().unwrap().to_owned();
        Self { process, address }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The most memory it ever held, in KB, as Linux counts it.
    pub(crate) fn peak_kb(&self) -> u64 {
        self.memory_kb("VmHWM:")
    }

    /// The memory that it holds now, in KB, as Linux counts it.
    pub(crate) fn held_kb(&self) -> u64 {
        self.memory_kb("VmRSS:")
    }

    /// 0 where the system does not tell.
    fn memory_kb(&self, name: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A plan of the person, from 1.
pub(crate) fn plan(number: usize) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE).join(format!("v{number}.md"));
    fs::read_to_string(file).unwrap()
}
