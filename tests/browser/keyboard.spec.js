// All can be done from the keyboard.
import { expect, pages, test } from './site.js';

test('the skip link is the first stop and leads to the content', async ({ page }) => {
  for (const address of Object.values(pages)) {
    await page.goto(address);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the content' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  }
});

test('a fold opens without leaving the page, closes, and is remembered', async ({ page }) => {
  await page.goto(pages.delta);
  const link = page.locator('a.fold').first();
  const id = await link.getAttribute('id');
  await link.focus();
  await page.keyboard.press('Enter');
  const fold = page.locator(`details#${id}`);
  await expect(fold).toHaveAttribute('open', '');
  await expect(fold.locator('summary')).toBeFocused();
  await expect(page).toHaveURL((url) => !url.search.includes('unfold'));
  await page.reload();
  await expect(fold).toHaveAttribute('open', '');
  await fold.locator('summary').focus();
  await page.keyboard.press('Space');
  await expect(fold).not.toHaveAttribute('open', '');
  // The browser tells the page of it a moment after the attribute has gone.
  await page.waitForFunction((fold) => !Object.values(sessionStorage).some((kept) => kept.includes(`"${fold}"`)), id);
  await page.reload();
  await expect(page.locator(`a#${id}`)).toBeVisible();
});

test('a section and everything unfold without leaving the page', async ({ page }) => {
  await page.goto(pages.delta);
  const closed = page.locator('a.fold');
  const before = await closed.count();
  await page.getByRole('link', { name: /^Unfold this section.*Accommodation/ }).press('Enter');
  await expect.poll(() => closed.count()).toBeLessThan(before);
  await page.getByRole('link', { name: 'Unfold everything' }).press('Enter');
  await expect(closed).toHaveCount(0);
  await page.getByRole('link', { name: 'Fold what is unchanged' }).press('Enter');
  await expect(closed).toHaveCount(before);
});

test('n and p go from change to change, c copies one, and keys can be turned off', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(pages.delta);
  const stops = page.locator('.note .address');
  await page.keyboard.press('n');
  await expect(stops.nth(0)).toBeFocused();
  await page.keyboard.press('n');
  await expect(stops.nth(1)).toBeFocused();
  await expect(page).toHaveURL(/#u\d+$/);
  await page.keyboard.press('p');
  await expect(stops.nth(0)).toBeFocused();
  await page.keyboard.press('p');
  await expect(page.getByRole('status')).toHaveText('No change before this one.');
  await page.keyboard.press('c');
  await expect(page.getByRole('status')).toHaveText('Copied.');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('Establishment: [HMP Carrickmoss → HMP Lochwarden]');
  expect(copied).toMatch(/\(COMMUNITY INTEGRATION PLAN\. What changed, 12 November 2024 .*delta\?from=4&to=5#u\d+\)$/);
  await page.getByRole('button', { name: 'Keys are on' }).press('Enter');
  await page.keyboard.press('n');
  await expect(stops.nth(1)).not.toBeFocused();
  await page.getByRole('button', { name: 'Keys are off' }).press('Enter');
});

test('an address that leads into a fold unfolds it', async ({ page, request }) => {
  const whole = await (await request.get(`${pages.delta}&unfold=all`)).text();
  const folded = await (await request.get(pages.delta)).text();
  const names = [...whole.matchAll(/ id="(u\d+)"/g)].map(([, name]) => name);
  const hidden = names.filter((name) => !folded.includes(` id="${name}"`));
  expect(hidden.length).toBeGreaterThan(100);
  await page.goto(`${pages.delta}#${hidden[50]}`);
  await expect(page.locator(`#${hidden[50]}`)).toBeInViewport();
});

test('a fact in the list leads to its passage', async ({ page }) => {
  await page.goto(pages.delta);
  const jump = page.getByRole('navigation', { name: 'Facts that changed' }).getByRole('link').first();
  const target = (await jump.getAttribute('href')).slice(1);
  await jump.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator(`[id="${target}"]`)).toBeInViewport();
});

test('a choice of changes is said and can be undone', async ({ page }) => {
  await page.goto(pages.delta);
  const choices = page.getByRole('navigation', { name: 'Show only' });
  await choices.getByRole('link', { name: /New/ }).press('Enter');
  await expect(choices.locator('[aria-current]')).toContainText('New');
  await choices.getByRole('link', { name: /All changes/ }).press('Enter');
  await expect(choices.locator('[aria-current]')).toContainText('All changes');
});

test('every stop of the keyboard can be seen', async ({ page }) => {
  await page.goto(pages.brief);
  const stops = await page.locator('a[href], summary, [tabindex="0"]').count();
  for (let stop = 0; stop < Math.min(stops, 40); stop += 1) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    expect(outline).not.toBe('none');
  }
});
