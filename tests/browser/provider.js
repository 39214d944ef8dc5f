// A real identity provider for the tests: oidc-provider with two people and one client, and a service that knows it.
//
// The provider listens on a loopback address in the clear, which the settings allow; the service serves TLS with a
// certificate made for the run, for browsers keep `__Host-` cookies for secure addresses.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createPort } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Provider from 'oidc-provider';

const binary =
  process.env.CIP_BRIEF_BINARY ?? fileURLToPath(new URL('../../target/debug/cip-brief', import.meta.url));
const secret = 'a secret of this run alone, and of no other one';

/** Whom the provider knows, and what it says of them. */
const people = {
  'a.keeper': ['ROLE_CIP_READ', 'ROLE_CIP_INGEST', 'ROLE_CIP_CHAIR', 'ROLE_CIP_GOVERNANCE'],
  'n.obody': [],
};

/** A port of this machine that is free now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createPort().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The provider, listening, for a client at this address. */
async function startProvider(address) {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'cip-brief-pages',
        client_secret: secret,
        redirect_uris: [`${address}/sign-in/return`],
        post_logout_redirect_uris: [`${address}/signed-out`],
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    claims: { openid: ['sub', 'roles'] },
    // Roles stand in the token of the sign-in, where the service looks for them.
    conformIdTokenClaims: false,
    issueRefreshToken: async () => true,
    findAccount: async (_, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, roles: people[id] ?? [] }),
    }),
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  });
  const server = createServer(provider.callback());
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { issuer, stop: () => server.close() };
}

/** A certificate for this machine, for a day. */
function certificate(folder) {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
    '-days', '1', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
    '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { key, cert };
}

/** Provider and service; gives the address of the service and how to stop both. */
export async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'cip-brief-identity-'));
  const port = await freePort();
  const address = `https://localhost:${port}`;
  const provider = await startProvider(address);
  const { key, cert } = certificate(folder);
  const settings = join(folder, 'cip-brief.toml');
  writeFileSync(join(folder, 'secret'), `${secret}\n`, { mode: 0o600 });
  writeFileSync(settings, `
listen = "127.0.0.1:${port}"
database = "sqlite:${join(folder, 'plans.db')}"
address = "${address}"

[tls]
certificate = "${cert}"
key = "${key}"

[identity]
issuer = "${provider.issuer}"
audience = "cip-brief-api"
client_id = "cip-brief-pages"
client_secret_file = "${join(folder, 'secret')}"
scopes = ["openid"]
`);
  execFileSync(binary, ['config', 'check', settings]);
  const service = spawn(binary, ['serve', '--config', settings], { stdio: ['ignore', 'pipe', 'inherit'] });
  await firstLine(service);
  const stop = () => {
    service.kill('SIGTERM');
    provider.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, issuer: provider.issuer, stop };
}

async function firstLine(service) {
  for await (const line of createInterface(service.stdout)) {
    service.stdout.resume();
    return line;
  }
  throw new Error('the service ended before it listened');
}
