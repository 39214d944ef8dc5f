// What axe-core can tell of WCAG 2.2 AA: in light, in dark, at 320 pixels, with everything unfolded.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, pages, test } from './site.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong on a page. It is run by the test, not by the page, whose policy allows no script. */
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((values) => globalThis.axe.run({ runOnly: { type: 'tag', values } }), rules);
  return found.violations.map(({ id, nodes }) => ({ id, at: nodes.slice(0, 3).map((node) => node.html) }));
}

for (const [name, address] of Object.entries(pages)) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1440, 320]) {
      test(`${name} in ${colorScheme} at ${width} px`, async ({ page }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page.goto(address);
        await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));
        expect(await violations(page)).toEqual([]);
      });
    }
  }
}

test('what became of words is said to those who cannot see it', async ({ page }) => {
  await page.goto(pages.delta);
  const struck = page.locator('.plan del').first();
  await expect(struck).toContainText('was');
  await expect(page.locator('.plan ins').first()).toContainText('now');
});
