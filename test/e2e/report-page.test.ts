import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser } from './browser';
import { run } from './command';
import { Tab } from './tab';

const slipway = join(__dirname, '../../bin/slipway.js');

const compose = `name: shop
services:
  web:
    image: example/web:1.2.3
    command: serve </script><script>document.title='taken over'</script> ${'a-very-long-word'.repeat(12)}
    environment:
      GREETING: '<img src=x onerror="document.title=1">'
      DB_PASSWORD: correct-horse
    ports: ["8080:80"]
    depends_on:
      db: { condition: service_healthy }
  db:
    image: postgres:16.4
    environment: { POSTGRES_USER: shop, POSTGRES_DB: shop, POSTGRES_PASSWORD: correct-horse }
    pids_limit: 100
`;

const [image, refused] = ['#file-1-line-4', '#file-1-line-15'];

/** The texts of the lines of the chart that are highlighted. */
const litOfChart = `[...document.querySelectorAll('.chart .lit > code')].map(({ textContent }) => textContent.trim())`;

/** The contrast of the word for each fate to the page, by the formula of WCAG 2. */
const contrasts = `(() => {
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/\\d+/g).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const page = luminance(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll('#fates b')].map((word) => {
    const text = luminance(getComputedStyle(word).color);
    return (Math.max(text, page) + 0.05) / (Math.min(text, page) + 0.05);
  });
})()`;

describe('report.html in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-report-'));
  const page = join(folder, 'apps/shop/report.html');
  let browser: Browser;
  let tab: Tab;

  beforeAll(async () => {
    writeFileSync(join(folder, 'compose.yaml'), compose);
    await run('node', [slipway, 'import', 'compose.yaml'], '', folder);
    browser = new Browser();
    tab = await Tab.open(browser);
  });

  beforeEach(async () => {
    await tab.resize(1280, 'light');
    await tab.visit(page);
  });

  afterEach(() => {
    expect(tab.problems).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test('a line at which the mouse points shows what it became', async () => {
    await tab.hover(`${image} code`);

    expect(await tab.value(litOfChart)).toEqual(["image: 'example/web:1.2.3',"]);
  });

  test('a line of the chart at which the mouse points shows what it came from', async () => {
    await tab.hover(`${image} code`);
    const id = await tab.value<string>("document.querySelector('.chart .lit').id");
    await tab.hover('h1');
    await tab.hover(`#${id} code`);

    expect(await tab.value("[...document.querySelectorAll('.source .lit')].map(({ id }) => id)")).toEqual([
      image.slice(1),
    ]);
  });

  test('a click opens a line, and a second one closes it', async () => {
    await tab.click(`${image} code`);
    expect(await tab.value(`document.querySelector('${image} .note').textContent`)).toMatch(
      /mapped services\.web\.image\s+Deployment\/web spec\.template\.spec\.containers\[0\]\.image/,
    );
    expect(await tab.value(`document.querySelector('${image} .at').ariaExpanded`)).toBe('true');

    await tab.click(`${image} code`);
    expect(await tab.value("document.querySelectorAll('.note').length")).toBe(0);
  });

  test('a decision leads to its line', async () => {
    await tab.click('#decide a');

    expect(await tab.value(`document.querySelector('${refused} .note .fate').textContent`)).toBe('refused');
    expect(await tab.value(`document.activeElement === document.querySelector('${refused} .at')`)).toBe(true);
  });

  test('a link in an open line leads to the chart', async () => {
    await tab.click(`${image} code`);
    await tab.click(`${image} .note a[href^="#chart-"]`);

    expect(await tab.value("document.querySelector('.chart .note h3 code').textContent")).toBe(
      'services.web.image',
    );
  });

  test('the keys do all that the mouse does', async () => {
    await tab.value("document.querySelector('.source a.at').focus()");
    await tab.press('ArrowDown');
    expect(await tab.value(litOfChart)).toEqual(["image: 'example/web:1.2.3',"]);

    await tab.press('Enter');
    expect(await tab.value(`document.querySelectorAll('${image} .note').length`)).toBe(1);

    await tab.press('ArrowRight');
    expect(await tab.value("document.activeElement.closest('.chart') !== null")).toBe(true);

    await tab.press('ArrowLeft');
    expect(await tab.value(`document.activeElement === document.querySelector('${image} .at')`)).toBe(true);

    await tab.press('Escape');
    expect(await tab.value("document.querySelectorAll('.note').length")).toBe(0);
  });

  test('a listing takes one stop of the tab key', async () => {
    expect(
      await tab.value(
        "[...document.querySelectorAll('.code')].map((each) => each.querySelectorAll('a.at[tabindex=\"0\"]').length)",
      ),
    ).toEqual([1, 1]);
  });

  test('a fate that is not wanted is dimmed in the file and hidden in the list', async () => {
    await tab.click('#fates input[value="mapped"]');

    expect(await tab.value(`document.querySelector('${image}').classList.contains('dim')`)).toBe(true);
    expect(await tab.value(`document.querySelector('${refused}').classList.contains('dim')`)).toBe(false);
    expect(await tab.value("document.querySelectorAll('article.mapped:not(.hidden)').length")).toBe(0);

    await tab.click('#fates input[value="mapped"]');
    expect(await tab.value("document.querySelectorAll('.dim, .hidden').length")).toBe(0);
  });

  test('nothing that the Compose file says is run, and no secret of it is shown', async () => {
    expect(await tab.value('document.title')).toBe('What became of shop');
    expect(await tab.value("document.querySelectorAll('script').length")).toBe(1);
    expect(await tab.value("document.documentElement.outerHTML.includes('correct-horse')")).toBe(false);
  });

  test.each([
    [400, 'light', 'rgb(255, 255, 255)'],
    [400, 'dark', 'rgb(13, 17, 23)'],
    [1280, 'dark', 'rgb(13, 17, 23)'],
  ] as const)('at %i px in %s the page is as wide as the window', async (width, scheme, background) => {
    await tab.resize(width, scheme);
    await tab.click(`${image} code`);

    expect(
      await tab.value('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
    ).toBe(true);
    expect(await tab.value('getComputedStyle(document.body).backgroundColor')).toBe(background);
    expect(await tab.value("document.querySelector('.drawing img').naturalWidth > 0")).toBe(true);
  });

  test.each(['light', 'dark'] as const)(
    'the words for the fates have enough contrast in %s',
    async (scheme) => {
      await tab.resize(1280, scheme);
      const ratios = await tab.value<number[]>(contrasts);

      expect(ratios).toHaveLength(5);
      expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test('all of it is printed', async () => {
    await tab.value("dispatchEvent(new Event('beforeprint'))");

    expect(await tab.value("document.getElementById('values').open")).toBe(true);
  });
});
