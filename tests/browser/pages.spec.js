// Each page loads cleanly, says what it is, and is whole without JavaScript.
import { expect, pages, test } from './site.js';

const desktop = { width: 1440, height: 1000 };
const phone = { width: 390, height: 844 };

for (const [name, address] of Object.entries(pages)) {
  test(`${name} loads without a complaint of the browser`, async ({ page }) => {
    const complaints = [];
    const missing = name === 'problem' ? 404 : 200;
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('requestfailed', (request) => complaints.push(request.url()));
    const response = await page.goto(address);
    expect(response.status()).toBe(missing);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
    await expect(page.getByRole('main')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const expected = missing === 404 ? complaints.filter((text) => !text.includes('404')) : complaints;
    expect(expected).toEqual([]);
  });

  test(`${name} is styled and whole without JavaScript`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address);
    await expect(page.getByRole('main')).toBeVisible();
    await expect(page.locator('body')).toHaveCSS('display', 'flex');
    await context.close();
  });

  test(`${name} has its picture taken`, async ({ page }) => {
    for (const [size, viewport] of Object.entries({ desktop, phone })) {
      for (const colorScheme of ['light', 'dark']) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await page.goto(address);
        const picture = await page.screenshot({ path: `screenshots/${name}-${size}-${colorScheme}.png` });
        expect(picture.length).toBeGreaterThan(10_000);
      }
    }
  });
}

test('a long word or table never makes a page scroll sideways', async ({ page }) => {
  for (const width of [320, 640]) {
    await page.setViewportSize({ width, height: 640 });
    for (const address of Object.values(pages)) {
      await page.goto(address);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${address} at ${width} px`).toBeLessThanOrEqual(0);
    }
  }
});

test('every line of the brief leads to its place', async ({ page, request }) => {
  await page.goto(pages.brief);
  const places = await page.locator('a.place').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(places.length).toBeGreaterThan(5);
  const targets = new Map();
  for (const place of new Set(places)) {
    const [address, fragment] = place.split('#');
    if (!targets.has(address)) {
      const response = await request.get(address);
      expect(response.status(), address).toBe(200);
      targets.set(address, await response.text());
    }
    expect(targets.get(address), place).toContain(` id="${fragment}"`);
  }
});

test('every link of every page leads somewhere', async ({ page, request }) => {
  const links = new Set();
  for (const address of Object.values(pages)) {
    await page.goto(address);
    const hrefs = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    hrefs.forEach((href) => links.add(href.split('#')[0]));
  }
  expect(links.size).toBeGreaterThan(10);
  for (const link of links) {
    expect((await request.get(link)).status(), link).toBe(200);
  }
});
