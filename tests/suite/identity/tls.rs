//! TLS over a real socket: the certificate that is shown, before and after its file has changed, and what browsers are
//! told of it.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Request;
use cip_service::app::App;
use cip_service::server::{self, Setup, TlsFiles};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;

use super::provider::Provider;
use super::{Guarded, SITE, identity};

/// As the service writes it: a year, and for whatever stands below its name as well.
const HSTS: &str = "max-age=31536000; includeSubDomains";

/// Makes a certificate for the service's name, and its key, in place of those in the folder.
fn make_certificate(folder: &Path) -> CertificateDer<'static> {
    let settings = format!(
        "[req]\ndistinguished_name = name\n[name]\n[leaf]\nbasicConstraints = CA:FALSE\nsubjectAltName = DNS:{SITE}\n"
    );
    std::fs::write(folder.join("openssl.cnf"), settings).unwrap();
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "1",
        ])
        .args(["-subj", "/CN=plans", "-config", "openssl.cnf", "-extensions", "leaf"])
        .args(["-keyout", "key.pem", "-out", "certificate.pem"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    CertificateDer::from_pem_file(folder.join("certificate.pem")).unwrap()
}

/// What the service shows to somebody who trusts these certificates, and its answer.
async fn shown(at: SocketAddr, trusted: &[&CertificateDer<'static>]) -> (CertificateDer<'static>, String) {
    let mut roots = RootCertStore::empty();
    for certificate in trusted {
        roots.add((*certificate).clone()).unwrap();
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let connector = TlsConnector::from(Arc::new(config.with_root_certificates(roots).with_no_client_auth()));
    let stream = TcpStream::connect(at).await.unwrap();
    let mut stream = connector.connect(ServerName::try_from(SITE).unwrap(), stream).await.unwrap();
    assert_eq!(stream.get_ref().1.protocol_version(), Some(rustls::ProtocolVersion::TLSv1_3));
    let certificate = stream.get_ref().1.peer_certificates().unwrap()[0].clone().into_owned();
    let request = format!("GET /info HTTP/1.1\r\nhost: {SITE}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    (certificate, answer)
}

/// Lets the service look at its files again.
async fn it_looks_again() {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(31)).await;
    tokio::time::resume();
    // It reads them when it is its turn.
    tokio::time::sleep(Duration::from_millis(50)).await;
}

#[tokio::test]
async fn a_changed_certificate_is_taken_over_and_a_wrong_one_is_not() {
    let (folder, provider) = (tempfile::tempdir().unwrap(), Provider::start().await);
    let first = make_certificate(folder.path());
    let address = format!("sqlite:{}", folder.path().join("test.db").display());
    let app = App::new(cip_store::open(&address).await.unwrap());
    let files = ["certificate.pem", "key.pem"].map(|name| folder.path().join(name));
    let [certificate, key] = files.clone();
    let tls = Some(TlsFiles { certificate, key });
    let setup = Setup { identity: Some(identity(&provider)), tls, ..Setup::default() };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move { server::serve(listener, app, setup, std::future::pending()).await.unwrap() });
    let (certificate, answer) = shown(at, &[&first]).await;
    assert!(certificate == first);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(answer.contains(&format!("strict-transport-security: {HSTS}\r\n")), "{answer}");
    // A key that is another certificate's, as while somebody is still copying: the old pair stays.
    let old = std::fs::read(&files[0]).unwrap();
    let second = make_certificate(folder.path());
    let new = std::fs::read(&files[0]).unwrap();
    std::fs::write(&files[0], old).unwrap();
    it_looks_again().await;
    assert!(shown(at, &[&first]).await.0 == first);
    std::fs::write(&files[0], new).unwrap();
    it_looks_again().await;
    assert!(shown(at, &[&second]).await.0 == second);
}

#[tokio::test]
async fn who_speaks_in_the_clear_to_a_port_of_tls_is_told_nothing() {
    let (folder, provider) = (tempfile::tempdir().unwrap(), Provider::start().await);
    make_certificate(folder.path());
    let address = format!("sqlite:{}", folder.path().join("test.db").display());
    let app = App::new(cip_store::open(&address).await.unwrap());
    let [certificate, key] = ["certificate.pem", "key.pem"].map(|name| folder.path().join(name));
    let tls = Some(TlsFiles { certificate, key });
    let setup = Setup { identity: Some(identity(&provider)), tls, ..Setup::default() };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move { server::serve(listener, app, setup, std::future::pending()).await.unwrap() });
    let mut stream = TcpStream::connect(at).await.unwrap();
    stream.write_all(format!("GET /info HTTP/1.1\r\nhost: {SITE}\r\n\r\n").as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    // No page, no redirect: at most the alert of TLS.
    assert!(!answer.windows(4).any(|bytes| bytes == b"HTTP"), "{answer:?}");
}

#[tokio::test]
async fn browsers_are_told_of_tls_only_by_a_service_that_serves_it() {
    let service = Guarded::new().await;
    let reply = service.send(Request::get("/info"), "").await;
    assert_eq!((reply.status.as_u16(), reply.header("strict-transport-security")), (200, ""));
}
