// A practitioner's way through a delta with nothing but the keyboard: from the people to a change, into a fold, to what
// one agency wrote; with JavaScript and without.
import { expect, test } from './site.js';

/** Presses Tab until something is focused, as a person would; fails if it never is. */
async function tabTo(page, target) {
  for (let presses = 0; presses < 250; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard never gets there');
}

async function follow(page, target) {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

async function toTheDelta(page) {
  await page.goto('/');
  await follow(page, page.getByRole('link', { name: 'Craig Tolverie' }).first());
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Craig Tolverie');
  await follow(page, page.locator('a[href*="/delta?from=4&to=5"]').first());
  await expect(page.getByRole('heading', { level: 1 })).toContainText('11 November 2025');
}

/** Chooses an agency in the form and submits it. */
async function chooseAgency(page) {
  await follow(page, page.locator('details.narrow > summary'));
  await tabTo(page, page.getByLabel('Written by'));
  await page.keyboard.type('CBSW');
  await tabTo(page, page.getByRole('button', { name: 'Show these' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/agency=CBSW/);
}

const article = (page) => page.getByRole('article');

test('with JavaScript', async ({ page }) => {
  await toTheDelta(page);
  await page.keyboard.press('n');
  await expect(page.locator('.note .address').first()).toBeFocused();
  await page.keyboard.press('u');
  await expect(page.locator('details.fold[open]')).toHaveCount(1);
  await chooseAgency(page);
  await expect(article(page)).toContainText('I have withdrawn my support for the address.');
  await expect(article(page)).not.toContainText('He is prescribed Buvidal');
});

test('without JavaScript', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await toTheDelta(page);
  await expect(page.locator('.keys')).toBeHidden();
  const section = page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: /Victim issues/ });
  await follow(page, section);
  await expect(article(page).getByRole('heading', { name: /Victim issues/ })).toBeInViewport();
  await page.keyboard.press('Tab');
  const fold = page.locator('a.fold').first();
  const id = await fold.getAttribute('id');
  await page.goto(await page.evaluate(() => location.href.split('#')[0]));
  await follow(page, fold);
  await expect(page.locator(`details#${id}`)).toHaveAttribute('open', '');
  await expect(page.locator(`details#${id}`)).toBeInViewport();
  await chooseAgency(page);
  await expect(article(page)).toContainText('I have withdrawn my support for the address.');
  await expect(page.getByText(/touch(es)? risk, which (is|are) always shown/)).toBeVisible();
  await context.close();
});
