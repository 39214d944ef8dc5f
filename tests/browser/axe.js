// What axe-core can tell of WCAG 2.2 AA.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong on a page. It is run by the test, not by the page, whose policy allows no script. */
export async function violations(page) {
  // What is not laid out until it is scrolled to has no size that could be judged.
  await page.evaluate(() => document.querySelectorAll('section').forEach((one) => (one.style.contentVisibility = 'visible')));
  await page.evaluate(axe);
  const found = await page.evaluate((values) => globalThis.axe.run({ runOnly: { type: 'tag', values } }), rules);
  return found.violations.map(({ id, nodes }) => ({ id, at: nodes.slice(0, 3).map((node) => node.html) }));
}
