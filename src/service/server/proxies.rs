//! From where a request comes: the address of the connection, or what a trusted proxy says.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;

/// Who may speak for others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    /// Their addresses. What anyone else says of an address is not heard.
    pub trusted: Vec<IpNet>,
    /// In which header they say it. Only one is heard: a proxy that writes one lets whatever the client wrote into the
    /// other pass.
    pub header: ForwardedHeader,
}

/// A header in which a proxy says from where a request comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`, a list of addresses.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// The address at the other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Peer(pub(super) IpAddr);

impl ForwardedHeader {
    /// The header of this name.
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "x-forwarded-for" => Some(Self::XForwardedFor),
            "forwarded" => Some(Self::Forwarded),
            _ => None,
        }
    }

    fn name(self) -> HeaderName {
        match self {
            Self::XForwardedFor => HeaderName::from_static("x-forwarded-for"),
            Self::Forwarded => header::FORWARDED,
        }
    }

    /// The address in one element of the list.
    fn address(self, element: &str) -> Option<IpAddr> {
        match self {
            Self::XForwardedFor => address(element.trim()),
            Self::Forwarded => {
                let mut pairs = element.split(';').filter_map(|pair| pair.split_once('='));
                let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
                address(value.trim().trim_matches('"'))
            }
        }
    }
}

impl Proxies {
    /// An address or a network, as a setting says it.
    pub fn network(text: &str) -> Option<IpNet> {
        text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
    }

    /// Whether an address is one of them.
    pub fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.trusted.iter().any(|network| network.contains(&address))
    }

    /// From where a request comes. The list is read from its end, where the nearest proxy writes; the first address that
    /// is none of a proxy is the client's, for what stands before it the client wrote itself.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.trusts(peer) {
            return peer;
        }
        let lines = headers.get_all(self.header.name()).iter().filter_map(|line| line.to_str().ok());
        let elements: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
        let mut client = peer;
        for element in elements.into_iter().rev() {
            // Before what cannot be read, nothing can be believed.
            let Some(address) = self.header.address(element) else { break };
            client = address.to_canonical();
            if !self.trusts(client) {
                break;
            }
        }
        client
    }
}

/// An address with or without a port: `192.0.2.7`, `192.0.2.7:4711`, `[2001:db8::7]:4711`, `2001:db8::7`.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.split_once(']')).map_or(text, |(bare, _)| bare);
    bare.parse().ok().or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, name: &'static str, lines: &[&str]) -> String {
        let proxies = Proxies {
            trusted: ["10.0.0.0/24", "::1"].iter().filter_map(|text| Proxies::network(text)).collect(),
            header: ForwardedHeader::named(name).unwrap_or_default(),
        };
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(HeaderName::from_static(name), line.parse().unwrap());
        }
        proxies.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn a_stranger_speaks_for_nobody() {
        assert_eq!(client("192.0.2.9", "x-forwarded-for", &["127.0.0.1"]), "192.0.2.9");
        assert_eq!(client("10.0.1.1", "x-forwarded-for", &["192.0.2.7"]), "10.0.1.1");
    }

    #[test]
    fn a_proxy_says_who_asks() {
        assert_eq!(client("10.0.0.1", "x-forwarded-for", &["192.0.2.7"]), "192.0.2.7");
        assert_eq!(client("::ffff:10.0.0.1", "x-forwarded-for", &["192.0.2.7:4711"]), "192.0.2.7");
        assert_eq!(client("10.0.0.1", "x-forwarded-for", &[]), "10.0.0.1");
        let forwarded = "for=\"[2001:db8::7]:4711\";proto=https;by=10.0.0.1";
        assert_eq!(client("::1", "forwarded", &[forwarded]), "2001:db8::7");
    }

    #[test]
    fn what_the_client_wrote_itself_does_not_count() {
        assert_eq!(client("10.0.0.1", "x-forwarded-for", &["127.0.0.1, 192.0.2.7, 10.0.0.2"]), "192.0.2.7");
        assert_eq!(client("10.0.0.1", "x-forwarded-for", &["127.0.0.1", "192.0.2.7"]), "192.0.2.7");
        assert_eq!(client("10.0.0.1", "x-forwarded-for", &["192.0.2.7, nonsense"]), "10.0.0.1");
    }
}
