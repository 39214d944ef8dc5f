// A real identity provider for the tests: oidc-provider with two people, a client for them and a record system, and a
// service that knows it. `trial.js` starts the provider alone, for trying it by hand.
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
const systemSecret = 'the secret of a record system, of this run alone';
/** The name of the API, as systems ask for a token for it, and as it stands in the token. */
const resource = 'urn:cip-brief-api';

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

/** What the provider says of a system. */
const systems = { pr2: ['ROLE_CIP_INGEST', 'ROLE_CIP_GOVERNANCE'] };

/** The provider, listening, for a client at this address. */
export async function startProvider(address, port, secrets = { pages: secret, system: systemSecret }) {
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'cip-brief-pages',
        client_secret: secrets.pages,
        redirect_uris: [`${address}/sign-in/return`],
        post_logout_redirect_uris: [`${address}/signed-out`],
        grant_types: ['authorization_code', 'refresh_token'],
      },
      {
        client_id: 'pr2',
        client_secret: secrets.system,
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
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
    extraTokenClaims: async (_, token) => ({ roles: systems[token.clientId] ?? [] }),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: async () => ({
          scope: '',
          audience: 'cip-brief-api',
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
      rpInitiatedLogout: { enabled: true },
    },
  });
  const server = createServer(provider.callback());
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { issuer, token: () => systemToken(issuer, secrets.system), stop: () => server.close() };
}

/** A token of the record system. */
async function systemToken(issuer, password) {
  // Name and secret are encoded before they are put together (RFC 6749, section 2.3.1).
  const encode = (text) => encodeURIComponent(text).replaceAll('%20', '+');
  const pair = Buffer.from(`pr2:${encode(password)}`).toString('base64');
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${pair}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource }),
  });
  return (await answer.json()).access_token;
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
  const provider = await startProvider(address, await freePort());
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
  return { address, issuer: provider.issuer, token: provider.token, stop };
}

async function firstLine(service) {
  for await (const line of createInterface(service.stdout)) {
    service.stdout.resume();
    return line;
  }
  throw new Error('the service ended before it listened');
}
