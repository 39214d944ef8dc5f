//! What the file and the environment say, before anybody asks whether it makes sense.
//!
//! Takes the text of a TOML file and the variables of the environment, which go over it; gives values by setting. What
//! is wrong is gathered, not told one by one; the words of the file are never repeated, for one of them may be a secret
//! that does not belong there.

use std::collections::BTreeMap;

use toml::{Table, Value as Toml};

use super::keys::{KEYS, Kind, Place, sections};

/// Values by setting.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Values(BTreeMap<&'static str, Value>);

/// What stands at a setting.
#[derive(Clone, PartialEq, Eq)]
enum Value {
    Text(String),
    Number(u64),
    List(Vec<String>),
}

impl Values {
    /// Reads both; says what is wrong in a line each.
    pub(crate) fn read(
        file: &str,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> (Self, Vec<String>) {
        let (mut values, mut faults) = (Self::default(), Vec::new());
        match file.parse::<Table>() {
            Ok(table) => values.take_file(&table, &mut faults),
            Err(error) => faults.push(format!("{}{}", line_of(file, error.span()), error.message())),
        }
        for (variable, text) in environment {
            values.take_variable(&variable, &text, &mut faults);
        }
        (values, faults)
    }

    /// The text of a setting.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        match self.0.get(path) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The number of a setting.
    pub(crate) fn number(&self, path: &str) -> Option<u64> {
        match self.0.get(path) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The texts of a setting.
    pub(crate) fn list(&self, path: &str) -> Option<&[String]> {
        match self.0.get(path) {
            Some(Value::List(texts)) => Some(texts),
            _ => None,
        }
    }

    /// Whether anything under a section is set.
    pub(crate) fn has_section(&self, section: &str) -> bool {
        self.0.keys().any(|path| path.split_once('.').is_some_and(|(of, _)| of == section))
    }

    fn take_file(&mut self, table: &Table, faults: &mut Vec<String>) {
        for (name, value) in table {
            match value {
                Toml::Table(section) if sections().any(|known| known == name) => {
                    for (key, value) in section {
                        self.take(&format!("{name}.{key}"), value, faults);
                    }
                }
                _ => self.take(name, value, faults),
            }
        }
    }

    fn take(&mut self, path: &str, value: &Toml, faults: &mut Vec<String>) {
        match KEYS.iter().find(|key| key.path == path) {
            None => faults.push(format!("{path}: there is no such setting")),
            Some(key) if key.place == Place::Environment => {
                let variable = key.variable();
                faults.push(format!("{path}: no secret stands in this file; give {path}_file or {variable}"));
            }
            Some(key) => match of_toml(key.kind, value) {
                Some(value) => drop(self.0.insert(key.path, value)),
                None => faults.push(format!("{path}: {} belongs here", key.kind.name())),
            },
        }
    }

    fn take_variable(&mut self, variable: &str, text: &str, faults: &mut Vec<String>) {
        match KEYS.iter().find(|key| key.variable() == variable) {
            Some(key) => match of_text(key.kind, text) {
                Some(value) => drop(self.0.insert(key.path, value)),
                None => faults.push(format!("{variable}: {} belongs here", key.kind.name())),
            },
            None if is_slip(variable) => {
                faults.push(format!("{variable}: there is no such setting"));
            }
            None => {}
        }
    }
}

/// How all variables of this program begin.
const OURS: &str = "CIP_BRIEF_";
/// What else begins so: what the commands take beside settings, what the tests and benches of this program are told by, and
/// what a container's platform says of a service of this name.
const NO_SETTINGS: [&str; 8] =
    ["CONFIG", "COPY_FROM", "COPY_TO", "BINARY", "BLESS", "TEST_", "SERVICE_", "PORT"];

/// Whether a variable that is no setting looks like one: a slip of typing, which must not go unseen.
fn is_slip(variable: &str) -> bool {
    let rest = variable.strip_prefix(OURS);
    rest.is_some_and(|rest| !NO_SETTINGS.iter().any(|other| rest.starts_with(other)))
}

fn of_toml(kind: Kind, value: &Toml) -> Option<Value> {
    match (kind, value) {
        (Kind::Text, Toml::String(text)) => Some(Value::Text(text.clone())),
        (Kind::Number, Toml::Integer(number)) => u64::try_from(*number).ok().map(Value::Number),
        (Kind::List, Toml::Array(all)) => {
            let texts = all.iter().map(|one| one.as_str().map(str::to_owned));
            texts.collect::<Option<_>>().map(Value::List)
        }
        _ => None,
    }
}

fn of_text(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::Text => Some(Value::Text(text.to_owned())),
        Kind::Number => text.parse().ok().map(Value::Number),
        Kind::List => {
            let all = text.split(',').map(str::trim).filter(|one| !one.is_empty());
            Some(Value::List(all.map(str::to_owned).collect()))
        }
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Number => "a whole number",
            Self::List => "a list of texts",
        }
    }
}

/// "line 3: ", where it is known.
fn line_of(file: &str, span: Option<std::ops::Range<usize>>) -> String {
    let before = span.and_then(|span| file.get(..span.start));
    before.map_or_else(String::new, |before| format!("line {}: ", before.matches('\n').count() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str, environment: &[(&str, &str)]) -> (Values, Vec<String>) {
        Values::read(file, environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn the_environment_goes_over_the_file() {
        let file = "listen = \"127.0.0.1:1\"\nqueue = 3\n[proxies]\ntrusted = [\"10.0.0.1\"]\n";
        let (values, faults) = read(
            file,
            &[("CIP_BRIEF_LISTEN", "127.0.0.1:2"), ("CIP_BRIEF_PROXIES_TRUSTED", "10.0.0.2, ::1")],
        );
        assert_eq!(faults, [""; 0]);
        assert_eq!(values.text("listen"), Some("127.0.0.1:2"));
        assert_eq!(values.number("queue"), Some(3));
        assert_eq!(values.list("proxies.trusted").unwrap(), ["10.0.0.2", "::1"]);
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let file = "lisen = \"x\"\nqueue = \"many\"\ncache = -1\n[identity]\nisuer = \"x\"\n[idntity]\nissuer = \"x\"\n";
        let environment = ["IDENTITY_ISUER", "LISTN", "BINARY", "COPY_FROM", "SERVICE_HOST", "PORT_80_TCP"];
        let environment = environment.map(|name| format!("CIP_BRIEF_{name}"));
        let environment: Vec<(&str, &str)> = environment.iter().map(|name| (&**name, "x")).collect();
        let (_, faults) = read(file, &environment);
        let wrong = [
            "CIP_BRIEF_IDENTITY_ISUER",
            "CIP_BRIEF_LISTN",
            "cache",
            "identity.isuer",
            "idntity",
            "lisen",
            "queue",
        ];
        let mut named: Vec<&str> = faults.iter().filter_map(|fault| fault.split(':').next()).collect();
        named.sort_unstable();
        assert_eq!(named, wrong);
    }

    #[test]
    fn no_word_of_the_file_is_repeated() {
        for file in [
            "[identity]\nclient_secret = \"hunter2\"\n",
            "[identity]\nclient_secret = \"hunter2\n",
            "queue = \"hunter2\"\n",
        ] {
            let (_, faults) = read(file, &[]);
            assert_eq!(faults.len(), 1);
            assert!(!faults[0].contains("hunter2"), "{}", faults[0]);
        }
    }
}
