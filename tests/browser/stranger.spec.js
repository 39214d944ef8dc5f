// What somebody who has never seen the pages wants to know, from the demonstration's address in at most three clicks.
import { expect, pages, test } from './site.js';

/** Clicks what is given, at most three, each found by what it says. */
async function click(page, ...ways) {
  expect(ways.length).toBeLessThanOrEqual(3);
  await page.goto(pages.people);
  for (const way of ways) await way(page).click();
}

const brief = (page) => page.getByRole('link', { name: 'Brief for Craig Tolverie' });
const person = (page) => page.getByRole('link', { name: 'Craig Tolverie', exact: true });

test('what changed in accommodation since the last conference', async ({ page }) => {
  await click(page, brief, (page) => page.getByRole('link', { name: /part 3/ }).first());
  const change = page.locator('li', { hasText: 'The proposed release address is his sister' }).first();
  await expect(change.locator('ins')).toContainText('not');
  await expect(change).toBeVisible();
});

test('when the sentence about contact with the family was first written, and how it read then', async ({ page }) => {
  await click(
    page,
    person,
    (page) => page.getByRole('link', { name: /Family and child contact/ }),
    (page) => page.getByRole('link', { name: /the past of “He speaks with his sister/ }),
  );
  await expect(page.locator('.life').first()).toContainText('First written in the plan of 15 November 2021.');
  await expect(page.locator('.stage').first()).toContainText('He speaks with his sister, Lorna, by telephone weekly.');
});

test('the same from the brief, by the line’s place', async ({ page }) => {
  await click(
    page,
    brief,
    (page) => page.locator('li', { hasText: 'The proposed release address' }).getByRole('link', { name: 'In the plan' }),
    (page) => page.locator('.noted', { hasText: 'The proposed release address' }).getByRole('link', { name: 'its past' }),
  );
  await expect(page.locator('.life').first()).toContainText('First written in the plan of 15 November 2021.');
});

test('which action of the last plan is not on this one', async ({ page }) => {
  await click(page, brief);
  const part = page.locator('section.part', { hasText: 'Actions' }).first();
  await expect(part).toContainText('Gone from the plan');
  await expect(part).toContainText('Safety plan for K.M. before any leave');
});
