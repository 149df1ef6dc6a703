import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format } from 'prettier';
import { imported } from '../../../importer/imported';
import type { ComposeModel } from '../../../importer/read/compose-model';
import { readCompose } from '../../../importer/read/read-compose';
import { readFiles, readText } from '../../support/compose-files';

async function pageOf(model: ComposeModel, draw?: () => Promise<string>): Promise<string> {
  const project = dirname(model.files[0] ?? '');
  const chart = (stack: string): string => join(project, 'apps', stack, 'chart.ts');
  const { files } = await imported(model, { project, chart, ...(draw && { draw }) });
  return files['report.html'] ?? '';
}

/** The text of an element, by its id. */
function element(page: string, id: string): string {
  const [found] = new RegExp(`<(li|article) [^>]*id="${id}"[^>]*>[^]*?</\\1>`).exec(page) ?? [];
  if (found === undefined) throw new Error(`no element ${id}`);
  return found;
}

function textOf(html: string): string {
  return html.replaceAll(/<[^>]*>/g, '');
}

/** The lines of a listing, the mark of the fate before the number, one text. */
function listing(page: string, name: string): string {
  const [, list = ''] =
    new RegExp(`aria-label="${name.replaceAll('.', '\\.')}">[^]*?<ol class="code">\n([^]*?)</ol>`).exec(
      page,
    ) ?? [];
  return list
    .split('\n')
    .map((line) => textOf(line.replace('</a>', ' ').replace('</span><code', ' <code')))
    .join('\n');
}

/** The lines of the chart that a line of the first file leads to. */
function becomes(page: string, line: number): string[] {
  const [, values = ''] = /data-values="([^"]*)"/.exec(element(page, `file-1-line-${line}`)) ?? [];
  const ids = values.split(' ').flatMap((value) => {
    const [, chart = ''] = /data-chart="([^"]*)"/.exec(element(page, `value-${value}`)) ?? [];
    return chart.split(' ').filter(Boolean);
  });
  return [...new Set(ids)].map((id) => textOf(element(page, id)).replace(/^\d+\s*/, ''));
}

const shop = `name: shop
services:
  web:
    image: example/web:1.2.3
    command: serve --name "a & b" </script><script>alert(1)</script>
    user: "1000"
    environment:
      GREETING: '<img src=x onerror=alert(1)>"'
      DB_PASSWORD: correct-horse
      DATABASE_URL: postgres://shop:correct-horse@db/shop
    healthcheck:
      test: [CMD, check]
    ports: ["8080:80"]
    depends_on:
      db: { condition: service_healthy }
  db:
    image: postgres:16.4
    environment: { POSTGRES_USER: shop, POSTGRES_DB: shop, POSTGRES_PASSWORD: correct-horse }
    pids_limit: 100
    volumes: ["data:/var/lib/postgresql/data"]
volumes:
  data:
`;

describe('the page of a report', () => {
  let page = '';

  beforeAll(async () => {
    page = await pageOf(await readText(shop), () =>
      Promise.resolve('<svg><desc>web to db on 5432</desc></svg>'),
    );
  });

  test('has a mark for each line with a value, and an accessible name that says its fate', () => {
    expect(textOf(element(page, 'file-1-line-4'))).toBe('=4    image: example/web:1.2.3');
    expect(element(page, 'file-1-line-4')).toContain('aria-label="Line 4: mapped, 1 value"');
    expect(element(page, 'file-1-line-19')).toMatch(/class="line refused".*aria-label="Line 19: refused/);
    expect(textOf(element(page, 'file-1-line-2'))).toBe('2services:');
    expect(element(page, 'file-1-line-2')).not.toContain('data-values');
  });

  test('has each line of the chart', () => {
    expect(listing(page, 'chart.ts')).toContain("    const web = new slipway.WebService(this, 'web', {");
  });

  test.each([
    [1, ["super(scope, 'shop', { environment });"]],
    [4, ["image: 'example/web:1.2.3',"]],
    [6, ['user: 1000,']],
    [8, [expect.stringContaining('GREETING: ')]],
    [9, [expect.stringContaining('Postgres(this'), expect.stringContaining('DB_PASSWORD: ')]],
    [15, ['startsAfter: [db],']],
    [17, ["image: 'postgres:16.4',"]],
  ])('line %i leads to the lines of the chart that it became', (line, expected) => {
    expect(becomes(page, line)).toEqual(expected);
  });

  test('lists what is to be decided, each with a link to its line', () => {
    const [decide = ''] = /<section id="decide"[^]*?<\/section>/.exec(page) ?? [];

    expect(decide).toContain('<a href="#file-1-line-19">compose.yaml:19</a>');
    expect(decide.match(/<li>/g)).toHaveLength(1);
  });

  test('says of a value its object, field, rule and reason', () => {
    const [, index = ''] = /data-values="(\d+)/.exec(element(page, 'file-1-line-9')) ?? [];

    expect(textOf(element(page, `value-${index}`))).toMatch(
      /inferred services\.web\.environment\.DB_PASSWORD\n.*no manifest of production.*\nSecret\/db-app .*env\[name=DB_PASSWORD\].*\ncompose\.yaml:9 to chart\.ts:/,
    );
  });

  test('runs no script of the Compose file', () => {
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain('<img src=x');
    expect(element(page, 'file-1-line-5')).toContain('&lt;/script&gt;&lt;script&gt;alert(1)');
    expect(page).toMatch(/script-src 'sha256-[\w+/]{43}='/);
  });

  test('shows no secret value, wherever it is written', () => {
    expect(page).not.toContain('correct-horse');
    expect(textOf(element(page, 'file-1-line-9'))).toContain('DB_PASSWORD: ••••');
    expect(textOf(element(page, 'file-1-line-10'))).toContain('postgres://shop:••••@db/shop');
    expect(textOf(element(page, 'file-1-line-18'))).toContain('POSTGRES_USER: shop');
  });

  test('asks for nothing from elsewhere', () => {
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/(src|href)="(?!#|data:)/);
  });

  test('is left as it is by Prettier, which would break its lines', async () => {
    expect(await format(page, { parser: 'html' })).toBe(page);
  });

  test('has the drawing as a picture with a description', () => {
    expect(page).toMatch(/<img alt="shop: web to db on 5432" src="data:image\/svg\+xml;base64,/);
  });
});

test('values of a file of variables are not shown, but lead to the chart', async () => {
  const files = {
    'compose.yaml': 'services:\n  web:\n    image: example/web:1\n    env_file: web.env\n',
    'web.env': '# OLD=12345678\n\nPLAIN=visible-to-nobody\nTOKEN=abcdefgh\n',
  };
  const page = await pageOf(await readFiles(files));

  expect(page).not.toMatch(/visible-to-nobody<\/code><\/li>|abcdefgh|12345678/);
  expect(textOf(element(page, 'file-2-line-3'))).toBe('=3PLAIN=••••');
  expect(textOf(element(page, 'file-2-line-4'))).toBe('?4TOKEN=••••');
});

test('a page without a refused value has no list of decisions', async () => {
  const page = await pageOf(await readText('services:\n  web:\n    image: example/web:1\n'));

  expect(page).not.toContain('id="decide"');
});

test('a further name of a service leads to its construct', async () => {
  const text = `services:
  api: { image: example/api:1, container_name: shop-api, expose: [80] }
  web: { image: example/web:1, environment: { API: http://shop-api } }
`;

  expect(becomes(await pageOf(await readText(text)), 2)).toContain("aliases: ['shop-api'],");
});

test('what Compose adds by itself colours no line', async () => {
  const page = await pageOf(await readText('services:\n  web:\n    image: example/web:1\n'));

  expect(element(page, 'file-1-line-1')).not.toContain('data-values'); // the name of the project
});

test.each(['fastapi-mongo', 'flask-nginx', 'go-next', 'nest-bun', 'spring-react'])(
  'all that became something in %s leads to the chart',
  async (stack) => {
    const file = join(__dirname, '../../../apps', stack, 'compose.yaml');
    const page = await pageOf(await readCompose({ files: [file], env: {} }));
    const lost = [
      ...page.matchAll(
        /<article class="value (mapped|inferred|approximated)"[^>]*data-chart=""[^]*?<\/article>/g,
      ),
    ];

    expect(readFileSync(file, 'utf8').split('\n').length).toBeGreaterThan(10);
    expect(lost.map(([text]) => textOf(text))).toEqual([]);
  },
);
