// A plan may say anything: it is shown as text, runs nothing, and keeps to its own place.
import { expect, test } from './site.js';

const cells = (count, cell) => `| ${Array.from({ length: count }, (_, at) => cell(at)).join(' | ')} |\n`;
const plan = (word) => `# Plan\n\n## <script>document.title = 'run'</script>\n\n`
  + `He ${word} [a report](javascript:document.title='run') <img src=x onerror="document.title='run'">.\n\n`
  + `He is \u202eton gnidnats ta ksir today.\n\nPiled ${'e\u0301\u030a\u0323'.repeat(40)}${'\u0301'.repeat(300)} up, ${word}.\n\n`
  + `${'long'.repeat(2_000)}\n\n`
  + cells(10_000, (at) => `h${at}`) + cells(10_000, () => '---') + cells(10_000, (at) => (at === 9_000 ? word : 'x'))
  + '\n## After\n\nThis stands below.\n';

test.beforeEach(async ({ request, baseURL }) => {
  for (const [year, word] of [[2024, 'wrote'], [2025, 'refused']]) {
    const response = await request.post(`${baseURL}/v1/people/hostile/versions?as_of=${year}-03-14`, {
      headers: { 'Content-Type': 'text/markdown' },
      data: plan(word),
    });
    expect(response.ok()).toBe(true);
  }
});

for (const address of ['versions/2', 'delta?from=1&to=2', 'delta?from=1&to=2&unfold=all&view=side', 'brief', 'condensed', 'plan']) {
  test(`${address} shows hostile text as text`, async ({ page }) => {
    const complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.setViewportSize({ width: 640, height: 900 });
    await page.goto(`/people/hostile/${address}`);
    await expect(page).not.toHaveTitle('run');
    expect(complaints).toEqual([]);
    expect(await page.locator('a[href^="javascript"], img, main script').count()).toBe(0);
    const measured = await page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - innerWidth,
      cells: document.querySelectorAll('td, th').length,
      turned: document.body.textContent.includes('\u202e'),
    }));
    expect(measured.overflow).toBeLessThanOrEqual(0);
    expect(measured.cells).toBeLessThan(1_000);
    expect(measured.turned).toBe(false);
  });
}

test('piled up marks do not cover the next paragraph', async ({ page }) => {
  await page.goto('/people/hostile/versions/2');
  const piled = page.locator('.plan p', { hasText: 'Piled' });
  await expect(piled).toHaveCSS('overflow', 'clip');
});
