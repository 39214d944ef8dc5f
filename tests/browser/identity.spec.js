// Signing in at a real provider and out again, by keyboard, with and without JavaScript.
import { expect, test as base } from '@playwright/test';
import { start } from './provider.js';

const test = base.extend({
  guarded: [
    async ({}, use) => {
      const guarded = await start();
      await use(guarded);
      guarded.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ guarded }, use) => use(guarded.address),
  ignoreHTTPSErrors: true,
});

/** Goes on with the keyboard until this is focused, and presses Enter. */
async function press(page, target) {
  for (let stops = 0; stops < 20; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
  await page.keyboard.press('Enter');
}

async function signIn(page, name) {
  await press(page, page.getByRole('link', { name: 'Sign in' }));
  await page.locator('input[name="login"]').focus();
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type('any password');
  await page.keyboard.press('Enter');
  // The provider asks whether the service may know.
  await page.getByRole('button', { name: 'Continue' }).focus();
  await page.keyboard.press('Enter');
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('somebody signs in by keyboard, comes back, posts, and signs out here and at the provider', async ({ page, guarded }) => {
      const asked = await page.goto('/people/p-17');
      expect(asked.status()).toBe(401);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
      await signIn(page, 'a.keeper');
      await expect(page).toHaveURL(`${guarded.address}/people/p-17`);
      await expect(page.getByText('Signed in as')).toContainText('a.keeper');
      const [cookie] = (await page.context().cookies()).filter(({ name }) => name.startsWith('__Host-cip'));
      expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax', path: '/' });

      // Whoever has no place on a case opens it in an emergency, with a reason, and governance sees it at once.
      const id = javaScriptEnabled ? 'p-21' : 'p-22';
      await page.goto('/break-glass/open');
      await page.getByLabel(/Id/i).first().fill(id);
      await page.getByLabel(/Why|Reason/i).first().fill('On call tonight; the hall rang about medicines.');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL((url) => url.pathname === `/people/${id}`);
      await page.goto('/break-glass');
      await expect(page.getByRole('main')).toContainText('the hall rang about medicines');

      await page.goto('/new');
      await page.getByLabel(/Id/i).first().fill(id);
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL((url) => url.pathname === `/people/${id}`);

      const out = page.getByRole('button', { name: 'Sign out' });
      await out.focus();
      await page.keyboard.press('Enter');
      // The browser goes on to the provider by itself, which asks once more.
      await page.waitForURL((url) => url.href.startsWith(guarded.issuer));
      await page.getByRole('button', { name: /yes/i }).focus();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL((url) => url.pathname === '/signed-out');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signed out');
      expect((await page.goto('/')).status()).toBe(401);
    });

    test('somebody without a role is told so and can sign out', async ({ page }) => {
      await page.goto('/');
      await signIn(page, 'n.obody');
      await expect(page.getByText('names no role for you')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    });
  });
}

test('a record system posts with a token of its own, which opens nothing else', async ({ request, guarded }) => {
  const headers = { authorization: `Bearer ${await guarded.token()}`, 'content-type': 'text/markdown' };
  const plan = '# Plan\n\nHe has a room in Wick.\n';
  const posted = await request.post('/v1/people/p-31/versions?as_of=2025-03-12', { headers, data: plan });
  expect(posted.status()).toBe(201);
  // Who posts does not read, and who has no token is not known.
  expect((await request.get('/v1/people/p-31/brief', { headers })).status()).toBe(403);
  expect((await request.get('/v1/people/p-31/brief')).status()).toBe(401);
});
