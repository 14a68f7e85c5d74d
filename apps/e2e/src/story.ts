/**
 * What every story shares. In: the product that `npm test` has started (addresses and token from
 * the environment). Out: `test`, which fails a story whose pages wrote an error to the console,
 * broke the content policy or were answered with a server error; `ask` for facts from the graph;
 * `opened` and `checked` for a page that stands and one that everybody can use.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';

export { expect, type Page };

/** Listens to everything that a page complains about. */
export function complaintsOf(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => heard.push(`thrown: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) heard.push(`${response.status()}: ${response.url()}`);
  });
  return heard;
}

/** Violations of the content policy are told to the story by a function in the page. */
async function tellViolations(page: Page, heard: string[]): Promise<void> {
  await page.exposeFunction('tellViolation', (told: string) => heard.push(`policy: ${told}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { tellViolation } = window as unknown as { tellViolation: (told: string) => void };
      tellViolation(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
}

export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const heard = complaintsOf(page);
      await tellViolations(page, heard);
      await use(heard);
      expect(heard).toEqual([]);
    },
    { auto: true },
  ],
});

/** Something that `npm test` says to the stories. */
export function told(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: \`npm test -- browser\` sets it.`);
  return value;
}

/** Asks the graph with the token for scripts, outside the browser and its session. */
export async function ask<T>(query: string): Promise<T> {
  const response = await fetch(`${told('CHAPERONE_E2E_URL')}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${told('CHAPERONE_E2E_API_TOKEN')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query }),
  });
  const reply = (await response.json()) as { data: T; errors?: unknown };
  expect(reply.errors).toBeUndefined();
  return reply.data;
}

/** Opens a path and waits until its content has come. */
export async function opened(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}

/** Waits until nothing is on its way any more. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
}

/** No fault that axe finds once the page stands, target sizes of WCAG 2.2 included. */
export async function checked(page: Page): Promise<void> {
  await settled(page);
  const builder = new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } });
  const { violations } = await builder.analyze();
  const faults = violations.map(({ id, nodes }) => [id, nodes.length, nodes[0]?.html]);
  expect(faults).toEqual([]);
}

/** The page itself does not scroll sideways; names what stands out, where something does. */
export async function fitsAcross(page: Page): Promise<void> {
  const outside = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return [
      `${scrollWidth} px`,
      ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 90)),
    ];
  });
  expect(outside).toEqual([]);
}

/** What stands on the page fits everybody: in light, in dark and on a phone; the page is as before then. */
export async function fitsEverybody(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await checked(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await checked(page);
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 320, height: 640 });
  await checked(page);
  await fitsAcross(page);
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** The figure that stands in a text such as "+23.7" or "−1.0". */
export function figureIn(text: string | null | undefined): number {
  return Number((text ?? '').replace('−', '-').replace(/[^\d.-]/g, ''));
}

/** A calendar day from today, as a date field wants it. */
export function dayFromToday(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The reply to the next question, read on its way: browsers forget bodies that a page has read. */
export async function nextReply(page: Page): Promise<{ readonly text: Promise<string> }> {
  let tell: (text: string) => void = () => undefined;
  const text = new Promise<string>((resolve) => (tell = resolve));
  await page.route(
    '**/graphql',
    async (route) => {
      const reply = await route.fetch();
      tell(await reply.text());
      await route.fulfill({ response: reply });
    },
    { times: 1 },
  );
  return { text };
}
