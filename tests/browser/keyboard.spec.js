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

test('a fold opens and closes', async ({ page }) => {
  await page.goto(pages.delta);
  const fold = page.locator('details.fold').first();
  await fold.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await expect(fold).toHaveAttribute('open', '');
  await page.keyboard.press('Space');
  await expect(fold).not.toHaveAttribute('open', '');
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
