// The demonstration as a fixture: started once, found by the address it prints, ended with the tests.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';

const binary =
  process.env.CIP_BRIEF_BINARY ?? fileURLToPath(new URL('../../target/debug/cip-brief', import.meta.url));

export const test = base.extend({
  site: [
    async ({}, use) => {
      const service = spawn(binary, ['demo'], { stdio: ['ignore', 'pipe', 'inherit'] });
      await use(await printedAddress(service));
      service.kill('SIGTERM');
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site),
});

export { expect } from '@playwright/test';

/** The first address the service prints; fails if it ends without one. */
async function printedAddress(service) {
  for await (const line of createInterface(service.stdout)) {
    const address = line.match(/http:\/\/127\.0\.0\.1:\d+/);
    if (address) {
      service.stdout.resume();
      return address[0];
    }
  }
  throw new Error('the demonstration ended without printing an address');
}

/** The hand-written person's pages, by name. */
export const pages = {
  people: '/',
  person: '/people/p-17',
  brief: '/people/p-17/brief',
  condensed: '/people/p-17/condensed',
  delta: '/people/p-17/delta?from=4&to=5',
  'delta-risk': '/people/p-17/delta?from=4&to=5&show=risk',
  'delta-side': '/people/p-17/delta?from=4&to=5&view=side&agency=CBSW&rewordings=hide',
  'delta-unfolded': '/people/p-17/delta?from=4&to=5&unfold=all',
  version: '/people/p-17/versions/5',
  plan: '/people/p-17/plan',
  passage: '/people/p-17/versions/5/passages/3266-3319',
  passages: '/people/p-17/versions/5/passages/20052-20300',
  report: '/people/p-17/sources/1',
  'add-plan': '/people/p-17/versions/new',
  'set-conference': '/people/p-17/conferences/new',
  'add-person': '/new',
  sought: '/?id=nobody',
  docs: '/docs',
  problem: '/people/nobody',
};
