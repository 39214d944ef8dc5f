// The same two plans of 30 pages as a page of this service, by jsdiff with diff2html, and by pandiff (if pandoc is
// there): bytes, bytes on the wire, time to the first byte and until everything is drawn. Each page is made when it is
// asked for. Medians; one round before is not counted. Pandiff takes so long that one round has to do.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createTwoFilesPatch } from 'diff';
import { html as diff2html } from 'diff2html';
import { chromium } from 'playwright-core';

const rounds = 21;
const person = 'generated-101';
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [before, after] = [4, 5].map((version) => here(`../../fixtures/${person}/v${version}.md`));
const binary = process.env.CIP_BRIEF_BINARY ?? here('../../target/release/cip-brief');
const style = readFileSync(createRequire(import.meta.url).resolve('diff2html/bundles/css/diff2html.min.css'), 'utf8');

const peers = {
  '/line-by-line': () => withDiff2html('line-by-line'),
  '/side-by-side': () => withDiff2html('side-by-side'),
  '/pandiff': () => execFileSync(here('node_modules/.bin/pandiff'), [before, after, '--to=html'], { stdio: ['ignore', 'pipe', 'ignore'] }),
};

function withDiff2html(outputFormat) {
  const texts = [before, after].map((path) => readFileSync(path, 'utf8'));
  const patch = createTwoFilesPatch('v4.md', 'v5.md', ...texts, '', '', { context: 3 });
  const body = diff2html(patch, { outputFormat, drawFileList: false, matching: 'lines' });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Diff</title><style>${style}</style>${body}`;
}

async function demonstration() {
  const service = spawn(binary, ['demo'], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(service.stdout)) {
    const address = line.match(/http:\/\/127\.0\.0\.1:\d+/);
    if (address) {
      service.stdout.resume();
      return { address: address[0], stop: () => service.kill('SIGTERM') };
    }
  }
  throw new Error('the demonstration ended without printing an address');
}

async function shown() {
  const server = createServer((request, response) => {
    const page = peers[request.url]?.();
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' });
    response.end(gzipSync(page ?? ''));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

async function measure(browser, name, address, count) {
  const taken = [];
  for (let round = 0; round <= count; round += 1) {
    const page = await browser.newPage();
    await page.goto(address, { waitUntil: 'load' });
    taken.push(await page.evaluate(async () => {
      const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
      await frame();
      await frame();
      const drawn = performance.now();
      const [entry] = performance.getEntriesByType('navigation');
      return { drawn, first: entry.responseStart, raw: entry.decodedBodySize, wire: entry.encodedBodySize };
    }));
    await page.close();
  }
  const of = (key) => median(taken.slice(1).map((one) => one[key]));
  const size = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;
  console.log(`| ${name} | ${size(of('raw'))} | ${size(of('wire'))} | ${of('first').toFixed(0)} ms | ${of('drawn').toFixed(0)} ms |`);
}

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const [ours, theirs] = [await demonstration(), await shown()];
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  console.log('| page | bytes | on the wire | first byte | drawn |\n| --- | ---: | ---: | ---: | ---: |');
  const delta = `${ours.address}/people/p-101/delta?from=4&to=5`;
  await measure(browser, 'delta', delta, rounds);
  await measure(browser, 'delta, everything unfolded', `${delta}&unfold=all`, rounds);
  await measure(browser, 'jsdiff, diff2html by line', `${theirs.address}/line-by-line`, rounds);
  await measure(browser, 'jsdiff, diff2html side by side', `${theirs.address}/side-by-side`, rounds);
  if (existsSync('/usr/bin/pandoc')) {
    await measure(browser, 'pandiff', `${theirs.address}/pandiff`, 1);
  }
} finally {
  await browser.close();
  ours.stop();
  theirs.stop();
}
