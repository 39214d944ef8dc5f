//! The address of a PostgreSQL database, and that no plan leaves this machine unencrypted.

use std::net::IpAddr;
use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use crate::StoreError;

/// Connection options from an address.
///
/// Over a network the connection is encrypted and the server's certificate checked (`sslmode=verify-full`), unless the
/// address asks for `verify-ca`; less is refused. A socket or a loopback address needs none.
///
/// # Errors
///
/// [`StoreError::PostgresAddress`].
pub(super) fn options(address: &str) -> Result<PgConnectOptions, StoreError> {
    let options = PgConnectOptions::from_str(address)
        .map_err(|_| StoreError::PostgresAddress("cannot be read as postgres://user@host/database"))?;
    if is_local(&options) {
        return Ok(options);
    }
    match options.get_ssl_mode() {
        PgSslMode::VerifyFull | PgSslMode::VerifyCa => Ok(options),
        // What an address that does not say reads as.
        PgSslMode::Prefer if !address.contains("sslmode") => Ok(options.ssl_mode(PgSslMode::VerifyFull)),
        _ => Err(StoreError::PostgresAddress(
            "leads over a network, so it takes sslmode=verify-full or verify-ca and no less",
        )),
    }
}

fn is_local(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    let loopback = host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    options.get_socket().is_some() || host == "localhost" || host.starts_with('/') || loopback
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_a_network_only_encrypted_and_checked() {
        let mode = |address: &str| options(address).map(|options| options.get_ssl_mode());
        assert!(matches!(mode("postgres://cip@db.example/cip"), Ok(PgSslMode::VerifyFull)));
        assert!(matches!(mode("postgres://cip@db.example/cip?sslmode=verify-ca"), Ok(PgSslMode::VerifyCa)));
        for weak in ["disable", "allow", "prefer", "require"] {
            let refused = mode(&format!("postgres://cip:secret@db.example/cip?sslmode={weak}"));
            let said = refused.unwrap_err().to_string();
            assert!(said.contains("verify-full") && !said.contains("secret"), "{said}");
        }
        for local in [
            "postgres://cip@127.0.0.1/cip",
            "postgres://cip@[::1]/cip",
            "postgres:///cip?host=/run/postgresql",
        ] {
            assert!(mode(local).is_ok(), "{local}");
        }
    }
}
