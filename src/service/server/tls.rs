//! TLS by rustls: a certificate and a key out of two files, read again when they change.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use rustls::crypto::aws_lc_rs::{default_provider, sign::any_supported_type};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert, ServerConfig};
use rustls::sign::CertifiedKey;
use tokio_rustls::TlsAcceptor;

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// Where certificate and key are, as PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate, and those between it and one that is trusted.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// A certificate with its key, in use.
#[derive(Debug)]
struct InUse(RwLock<Arc<CertifiedKey>>);

impl TlsFiles {
    /// Whether the files hold a certificate and its key.
    ///
    /// # Errors
    ///
    /// Says which file cannot be read, or that they do not belong together.
    pub fn check(&self) -> Result<()> {
        self.read().map(drop)
    }

    fn read(&self) -> Result<CertifiedKey> {
        let certificates = CertificateDer::pem_file_iter(&self.certificate)
            .and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>)
            .with_context(|| format!("{} holds no certificate", self.certificate.display()))?;
        let none = || format!("{} holds no certificate", self.certificate.display());
        anyhow::ensure!(!certificates.is_empty(), none());
        // What rustls says of a key that it cannot use holds nothing of the key.
        let key = PrivateKeyDer::from_pem_file(&self.key).map_err(|_| ());
        let key = key.ok().with_context(|| format!("{} holds no private key", self.key.display()))?;
        let key = any_supported_type(&key).context("the key is of no known kind")?;
        let pair = CertifiedKey::new(certificates, key);
        pair.keys_match().context("the key is not that of the certificate")?;
        Ok(pair)
    }

    /// When the files were last written.
    fn written(&self) -> Option<(SystemTime, SystemTime)> {
        let time = |file: &Path| fs::metadata(file).and_then(|data| data.modified()).ok();
        Some((time(&self.certificate)?, time(&self.key)?))
    }
}

/// What answers with the certificate in use, and goes on looking at its files.
///
/// # Errors
///
/// Certificate and key cannot be read, or do not belong together.
pub(super) fn acceptor(files: &TlsFiles) -> Result<TlsAcceptor> {
    let written = files.written();
    let in_use = Arc::new(InUse(RwLock::new(Arc::new(files.read()?))));
    tokio::spawn(keep_up(files.clone(), written, Arc::downgrade(&in_use)));
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth();
    let mut config = config.with_cert_resolver(in_use);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Takes changed files over as long as somebody uses them. Files that are wrong leave what is in use.
async fn keep_up(
    files: TlsFiles,
    mut written: Option<(SystemTime, SystemTime)>,
    in_use: std::sync::Weak<InUse>,
) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let Some(in_use) = in_use.upgrade() else { return };
        let now = files.written();
        if now.is_none() || now == written {
            continue;
        }
        match files.read() {
            Ok(pair) => {
                written = now;
                in_use.replace(pair);
                tracing::info!("the TLS certificate was read anew");
            }
            Err(error) => {
                tracing::error!(cause = format!("{error:#}"), "the TLS certificate cannot be read anew");
            }
        }
    }
}

impl InUse {
    fn replace(&self, pair: CertifiedKey) {
        if let Ok(mut place) = self.0.write() {
            *place = Arc::new(pair);
        }
    }
}

impl ResolvesServerCert for InUse {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.read().ok().map(|pair| Arc::clone(&pair))
    }
}
