// Posting by hand: the same with and without JavaScript, all from the keyboard.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { violations } from './axe.js';
import { expect, pages, test } from './site.js';

const plan = readFileSync(fileURLToPath(new URL('../../fixtures/craig-tolverie/v5.md', import.meta.url)), 'utf8');

/** Moves on with the tabulator until what is wanted has the focus. */
async function tabTo(page, wanted) {
  for (let stop = 0; stop < 120; stop += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`the keyboard does not reach ${wanted}`);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('a chair goes from the people to a line’s place and back, by keyboard', async ({ page }) => {
      await page.goto(pages.people);
      await tabTo(page, page.getByRole('link', { name: 'Craig Tolverie', exact: true }));
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Craig Tolverie');
      await tabTo(page, page.getByRole('link', { name: 'Brief for the next conference' }));
      await page.keyboard.press('Enter');
      await page.waitForURL('**/brief');
      const place = page.locator('a.place').first();
      const target = (await place.getAttribute('href')).split('#')[1];
      await tabTo(page, place);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/delta?**');
      await expect(page.locator(`[id="${target}"]`)).toBeInViewport();
      await page.goBack();
      await page.waitForURL('**/brief');
      await expect(place).toBeVisible();
    });

    test('a chair posts a plan, by keyboard', async ({ page }) => {
      const id = `w-${javaScriptEnabled ? 'on' : 'off'}`;
      await page.goto(pages.people);
      await tabTo(page, page.getByRole('link', { name: 'Add a person' }));
      await page.keyboard.press('Enter');
      await tabTo(page, page.getByLabel('Id', { exact: true }));
      await page.keyboard.type(id);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('status')).toContainText(`${id} is added.`);
      await tabTo(page, page.getByRole('link', { name: 'Add a plan' }));
      await page.keyboard.press('Enter');
      await tabTo(page, page.getByLabel('Or paste its text'));
      await page.keyboard.insertText(plan);
      await tabTo(page, page.getByLabel('Date of the plan'));
      await page.keyboard.type('some day');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('alert')).toContainText('This is not a whole date');
      await expect(page.getByLabel('Or paste its text')).toHaveValue(plan);
      await page.getByRole('alert').getByRole('link').focus();
      await page.keyboard.press('Enter');
      await expect(page.getByLabel('Date of the plan')).toBeFocused();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('11 November 2025');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look before storing');
      await expect(page.locator('.found li')).toHaveCount(31);
      await tabTo(page, page.getByRole('button', { name: 'Store this plan' }));
      await page.keyboard.press('Enter');
      await expect(page.getByRole('status')).toContainText('The plan of 11 November 2025 is stored as version 1.');
    });
  });
}

test('a file is stored to the byte', async ({ page, request }) => {
  await page.goto('/new');
  await page.getByLabel('Id', { exact: true }).fill('w-file');
  await page.getByRole('button', { name: 'Add the person' }).click();
  await page.goto('/people/w-file/versions/new');
  await page.getByLabel('The plan’s file').setInputFiles({ name: 'v5.md', mimeType: 'text/markdown', buffer: Buffer.from(plan) });
  await page.getByRole('button', { name: 'Look before storing' }).click();
  await expect(page.locator('main')).toContainText('13 November 2025, as its own header says');
  await page.getByRole('button', { name: 'Store this plan' }).click();
  await expect(page.getByRole('status')).toContainText('stored as version 1');
  const kept = await request.get('/v1/people/w-file/versions/1/source');
  expect(await kept.text()).toBe(plan);
});

test('a page of another site cannot post', async ({ request }) => {
  const post = (headers) => request.post('/new', { form: { id: 'w-foreign' }, headers });
  expect((await post({ 'sec-fetch-site': 'cross-site' })).status()).toBe(403);
  expect((await post({ 'sec-fetch-site': 'same-site' })).status()).toBe(403);
  expect((await post({ origin: 'http://127.0.0.1:1' })).status()).toBe(403);
  expect((await request.get('/people/w-foreign')).status()).toBe(404);
});

for (const colorScheme of ['light', 'dark']) {
  test(`forms with mistakes and what was understood have no barrier in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(pages['set-conference']);
    await page.getByRole('button', { name: 'Store the conference' }).click();
    await expect(page).toHaveTitle(/^Error: /);
    expect(await violations(page)).toEqual([]);
    await page.goto(pages['add-plan']);
    await page.getByRole('button', { name: 'Look before storing' }).click();
    await expect(page).toHaveTitle(/^Error: /);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Or paste its text').fill(plan);
    await page.getByRole('button', { name: 'Look before storing' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look before storing');
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `screenshots/look-${colorScheme}.png`, fullPage: true });
  });
}
