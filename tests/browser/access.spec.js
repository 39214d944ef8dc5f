// What axe-core can tell of WCAG 2.2 AA: in light, in dark, in the reader's own colours, at 320 pixels, with
// everything unfolded.
import { violations } from './axe.js';
import { expect, pages, test } from './site.js';

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

for (const [name, address] of Object.entries(pages)) {
  test(`${name} in forced colours`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto(address);
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `screenshots/${name}-forced.png` });
  });
}

test('what became of words is said to those who cannot see it', async ({ page }) => {
  await page.goto(pages.delta);
  const struck = page.locator('.plan del').first();
  await expect(struck).toContainText('was');
  await expect(page.locator('.plan ins').first()).toContainText('now');
});
