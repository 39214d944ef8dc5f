// On paper: A4, nothing of the screen's controls.
import { writeFile } from 'node:fs/promises';
import { expect, pages, test } from './site.js';

test('the brief of the person written by hand prints on two sides of A4', async ({ page }) => {
  await page.goto(pages.brief);
  const pdf = await page.pdf({ path: 'screenshots/brief.pdf', preferCSSPageSize: true });
  const text = pdf.toString('latin1');
  const sides = text.match(/\/Type\s*\/Page\b/g).length;
  test.info().annotations.push({ type: 'sides of A4', description: String(sides) });
  expect(sides).toBeLessThanOrEqual(2);
  const [, width, height] = text.match(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/);
  expect(Math.round(Number(width))).toBe(595);
  expect(Math.round(Number(height))).toBe(842);
});

test('paper has no controls', async ({ page }) => {
  await page.emulateMedia({ media: 'print' });
  for (const address of [pages.brief, pages.delta]) {
    await page.goto(address);
    for (const control of ['.masthead', '.skip', '.actions', '.filters', '.jumps']) {
      for (const one of await page.locator(control).all()) {
        await expect(one).toBeHidden();
      }
    }
  }
});

test('the delta prints', async ({ page }) => {
  await page.goto(pages.delta);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await writeFile('screenshots/delta.pdf', pdf);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});
