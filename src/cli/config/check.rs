//! Whether what the settings say makes sense, all of it at once, before a start.
//!
//! Takes values, gives settings, or what is wrong in a line each. Files that are named are looked at, nothing is asked
//! of the network.

use std::fmt::Display;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use clap::ValueEnum;
use jiff::SignedDuration;

use super::Settings;
use super::values::Values;
use crate::cli::log::LogFormat;
use cip_service::app::{Policy, ReasonPolicy};
use cip_service::identity::{self, ALGORITHMS, ClaimsFrom, Secret, SessionLimits};
use cip_service::server::{FairUse, ForwardedHeader, Proxies, TlsFiles};

/// Looks at values and gathers what is wrong.
struct Check<'a> {
    values: &'a Values,
    faults: Vec<String>,
}

/// The settings that the values say, or what is wrong.
pub(super) fn checked(values: &Values, mut faults: Vec<String>) -> Result<Settings, Vec<String>> {
    let mut check = Check { values, faults: Vec::new() };
    let identity = values.has_section("identity").then(|| check.identity()).flatten();
    let settings = Settings {
        identity,
        log_format: check.log_format(),
        tls: check.tls(),
        proxies: check.proxies(),
        fair_use: check.fair_use(),
        policy: check.policy(),
        values: values.clone(),
    };
    check.serving(&settings);
    check.without_identity();
    faults.append(&mut check.faults);
    if faults.is_empty() { Ok(settings) } else { Err(faults) }
}

/// Whether this can be listened on, as far as that is seen without asking the network for a name.
fn is_address(text: &str) -> bool {
    let named = |(name, port): (&str, &str)| {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._".contains(letter);
        !name.is_empty() && name.chars().all(plain) && port.parse::<u16>().is_ok()
    };
    text.parse::<SocketAddr>().is_ok() || text.rsplit_once(':').is_some_and(named)
}

impl Check<'_> {
    fn wrong(&mut self, path: &str, what: impl Display) {
        self.faults.push(format!("{path}: {what}"));
    }

    /// What is said of the socket and the queue.
    fn serving(&mut self, settings: &Settings) {
        for path in ["connections", "queue"] {
            if self.values.number(path).is_some_and(|number| !(1..=u64::from(u16::MAX)).contains(&number)) {
                self.wrong(path, "1 to 65535 belongs here");
            }
        }
        if self.values.text("listen").is_some_and(|listen| !is_address(listen)) {
            self.wrong("listen", "an address and a port belong here, such as 127.0.0.1:8080");
        }
        if let Some(Err(error)) = self.values.text("database").map(cip_store::check_address) {
            self.wrong("database", format_args!("{:#}", anyhow::Error::from(error)));
        }
        // With faults above it is not known who may ask; a name is looked up at the start.
        if !self.faults.is_empty() {
            return;
        }
        let listen = self.values.text("listen").and_then(|listen| listen.parse().ok());
        if let Some(Err(fault)) = listen.map(|address| settings.may_listen(address)) {
            self.wrong("listen", fault);
        }
    }

    fn log_format(&mut self) -> Option<LogFormat> {
        let named = self.values.text("log_format")?;
        let format = LogFormat::from_str(named, false).ok();
        if format.is_none() {
            self.wrong("log_format", "text or json belongs here");
        }
        format
    }

    /// How access to a case is handled.
    fn policy(&mut self) -> Policy {
        let defaults = Policy::default();
        let named = self.values.text("access.reason");
        let reason = named.map_or(Some(defaults.reason), ReasonPolicy::from_name);
        if reason.is_none() {
            self.wrong("access.reason", "off, prompt or required belongs here");
        }
        let reason_kept = self.access_minutes("access.reason_minutes", defaults.reason_kept);
        let break_glass = self.access_minutes("access.break_glass_minutes", defaults.break_glass);
        let days = self.values.number("access.invited_days").map(u32::try_from);
        if days.is_some_and(|days| days.is_err()) {
            self.wrong("access.invited_days", "a number of days belongs here");
        }
        let added =
            self.values.number("access.added_days").map_or(Ok(defaults.added_for_days), u32::try_from);
        if added.is_err() {
            self.wrong("access.added_days", "a number of days belongs here");
        }
        Policy {
            reason: reason.unwrap_or_default(),
            reason_kept,
            break_glass,
            invited_for_days: days.and_then(Result::ok),
            added_for_days: added.unwrap_or(defaults.added_for_days),
        }
    }

    /// Minutes of a day at most.
    fn access_minutes(&mut self, path: &str, default: SignedDuration) -> SignedDuration {
        match self.values.number(path).map(i64::try_from) {
            None => default,
            Some(Ok(minutes @ 1..=1440)) => SignedDuration::from_mins(minutes),
            Some(_) => {
                self.wrong(path, "1 to 1440 belongs here");
                default
            }
        }
    }

    /// What cannot be done for whoever reaches the socket.
    fn without_identity(&mut self) {
        if self.values.has_section("identity") {
            return;
        }
        for section in ["proxies", "tls", "sessions", "fair_use", "access"] {
            if self.values.has_section(section) {
                self.wrong(section, "is of use only with [identity], and that is not set");
            }
        }
    }

    fn identity(&mut self) -> Option<identity::Settings> {
        let address = self.parsed("address", None);
        let issuer = self.issuer();
        let (audience, client_id) = (self.required("identity.audience"), self.required("identity.client_id"));
        if audience.is_some() && audience == client_id {
            // Else what proves to this service who signed in would open its API to whoever gets hold of it.
            self.wrong("identity.audience", "must differ from identity.client_id");
        }
        // All are looked at, so that all that is wrong is named.
        let (client_secret, algorithms, sessions) = (self.secret(), self.algorithms(), self.sessions());
        let (claims_from, scopes) = (self.claims_from(), self.scopes());
        let claims = [
            self.parsed("identity.roles_claim", Some("roles")),
            self.parsed("identity.name_claim", Some("sub")),
            self.parsed("identity.system_name_claim", Some("sub")),
        ];
        let [Some(roles_claim), Some(name_claim), Some(system_name_claim)] = claims else { return None };
        Some(identity::Settings {
            address: address?,
            issuer: issuer?,
            audience: audience?,
            client_id: client_id?,
            client_secret,
            roles_claim,
            name_claim,
            system_name_claim,
            claims_from,
            scopes,
            algorithms,
            sessions,
        })
    }

    fn issuer(&mut self) -> Option<String> {
        let issuer = self.required("identity.issuer")?;
        match issuer.parse() {
            Ok(uri) if identity::is_safe(&uri) => Some(issuer),
            _ => {
                self.wrong("identity.issuer", "an https address belongs here (http only for this machine)");
                None
            }
        }
    }

    fn claims_from(&mut self) -> ClaimsFrom {
        let named = self.values.text("identity.claims_from").map(ClaimsFrom::from_name);
        if named == Some(None) {
            self.wrong("identity.claims_from", "token or userinfo belongs here");
        }
        named.flatten().unwrap_or_default()
    }

    fn scopes(&mut self) -> Vec<String> {
        let scopes = self.values.list("identity.scopes").map(<[String]>::to_vec);
        let scopes = scopes.unwrap_or_else(|| vec!["openid".to_owned(), "offline_access".to_owned()]);
        if !scopes.iter().any(|scope| scope == "openid") {
            self.wrong("identity.scopes", "openid must be among them");
        }
        scopes
    }

    fn algorithms(&mut self) -> Vec<identity::Algorithm> {
        let Some(named) = self.values.list("identity.algorithms") else {
            return ALGORITHMS.map(|(_, algorithm)| algorithm).to_vec();
        };
        let mut algorithms = Vec::new();
        for name in named {
            match ALGORITHMS.iter().find(|(known, _)| known == name) {
                Some((_, algorithm)) => algorithms.push(*algorithm),
                None => self.faults.push(format!(
                    "identity.algorithms: {name:?} is none of {}",
                    ALGORITHMS.map(|(name, _)| name).join(", ")
                )),
            }
        }
        if named.is_empty() {
            self.wrong("identity.algorithms", "name at least one");
        }
        algorithms
    }

    fn secret(&mut self) -> Option<Secret> {
        let secret =
            match (self.values.text("identity.client_secret"), self.file("identity.client_secret_file")) {
                (Some(_), Some(_)) => {
                    self.wrong(
                        "identity.client_secret_file",
                        "is set, and so is CIP_BRIEF_IDENTITY_CLIENT_SECRET",
                    );
                    return None;
                }
                (Some(text), None) => text.to_owned(),
                (None, Some(file)) => self.read("identity.client_secret_file", &file)?,
                (None, None) => return None,
            };
        if secret.trim().is_empty() {
            self.wrong("identity.client_secret", "is empty");
        }
        Some(Secret::new(&secret))
    }

    fn sessions(&mut self) -> SessionLimits {
        let defaults = SessionLimits::default();
        let limits = SessionLimits {
            idle: self.minutes("sessions.idle_minutes", defaults.idle),
            absolute: self.minutes("sessions.absolute_minutes", defaults.absolute),
            recheck: self.minutes("sessions.recheck_minutes", defaults.recheck),
        };
        if limits.idle > limits.absolute {
            self.wrong("sessions.idle_minutes", "is longer than sessions.absolute_minutes");
        }
        limits
    }

    fn minutes(&mut self, path: &str, default: Duration) -> Duration {
        /// A week: nobody is signed in for longer.
        const MINUTES_MAX: u64 = 7 * 24 * 60;
        match self.values.number(path) {
            None => default,
            Some(minutes @ 1..=MINUTES_MAX) => Duration::from_mins(minutes),
            Some(_) => {
                self.wrong(path, format_args!("1 to {MINUTES_MAX} belongs here"));
                default
            }
        }
    }

    fn tls(&mut self) -> Option<TlsFiles> {
        if !self.values.has_section("tls") {
            return None;
        }
        let (certificate, key) = (self.needed_file("tls.certificate"), self.needed_file("tls.key"));
        let files = TlsFiles { certificate: certificate?, key: key? };
        if let Err(error) = files.check() {
            self.wrong("tls", error);
        }
        Some(files)
    }

    fn proxies(&mut self) -> Proxies {
        let mut trusted = Vec::new();
        for text in self.values.list("proxies.trusted").unwrap_or_default() {
            match Proxies::network(text) {
                Some(network) => trusted.push(network),
                None => self.faults.push(format!(
                    "proxies.trusted: {text:?} is no address or network such as 10.0.0.7 or 10.0.0.0/24"
                )),
            }
        }
        let header = self.values.text("proxies.header").map(ForwardedHeader::named);
        if header == Some(None) {
            self.wrong("proxies.header", "x-forwarded-for or forwarded belongs here");
        }
        Proxies { trusted, header: header.flatten().unwrap_or_default() }
    }

    fn fair_use(&mut self) -> FairUse {
        let default = FairUse::default();
        let whole = FairUse {
            reads: self.rate("fair_use.reads_per_minute", default.reads),
            posts: self.rate("fair_use.posts_per_minute", default.posts),
            strangers: self.rate("fair_use.strangers_per_minute", default.strangers),
        };
        whole.of_each(self.rate("fair_use.copies", std::num::NonZeroU32::MIN))
    }

    fn rate(&mut self, path: &str, default: std::num::NonZeroU32) -> std::num::NonZeroU32 {
        let Some(number) = self.values.number(path) else { return default };
        u32::try_from(number).ok().and_then(std::num::NonZeroU32::new).unwrap_or_else(|| {
            self.wrong(path, "1 or more belongs here");
            default
        })
    }

    fn parsed<T: FromStr<Err: Display>>(&mut self, path: &str, default: Option<&str>) -> Option<T> {
        let Some(text) = self.values.text(path).or(default) else {
            self.wrong(path, "is needed with [identity]");
            return None;
        };
        text.parse().map_err(|error| self.wrong(path, error)).ok()
    }

    fn required(&mut self, path: &str) -> Option<String> {
        let text = self.values.text(path).map(str::trim).filter(|text| !text.is_empty());
        if text.is_none() {
            self.wrong(path, "is needed with [identity]");
        }
        text.map(str::to_owned)
    }

    fn file(&self, path: &str) -> Option<PathBuf> {
        self.values.text(path).map(PathBuf::from)
    }

    fn needed_file(&mut self, path: &str) -> Option<PathBuf> {
        let file = self.file(path);
        if file.is_none() {
            self.wrong(path, "is needed with [tls]");
        }
        file
    }

    fn read(&mut self, path: &str, file: &Path) -> Option<String> {
        std::fs::read_to_string(file)
            .map_err(|error| self.wrong(path, format_args!("{}: {error}", file.display())))
            .ok()
    }
}
