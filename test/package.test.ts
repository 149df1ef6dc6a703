import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstalledPackage } from './support/installed-package';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'slipway-package-'));
const project = new InstalledPackage(folder, ['typescript', 'typescript-7']);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function text(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

function misspell(): () => void {
  const chart = text('charts/shop.ts');
  writeFileSync(join(folder, 'charts/shop.ts'), chart.replace('startsAfter:', 'startAfter:'));
  return () => {
    writeFileSync(join(folder, 'charts/shop.ts'), chart);
  };
}

describe('the package, installed in an empty folder', () => {
  test('makes it a project', () => {
    writeFileSync(join(folder, '.gitignore'), '*.log');
    const { status, stdout } = project.slipway('init', 'shop');

    expect(stdout).toContain('Wrote charts/shop.ts\n');
    expect(text('.gitignore')).toBe('*.log\nnode_modules/\ndist/\ndist-prod/\n.slipway/\n');
    expect(status).toBe(0);
  });

  test('changes nothing the second time', () => {
    const before = text('package.json');
    const { status, stdout } = project.slipway('init', 'shop');

    expect(stdout).toContain('Wrote nothing');
    expect(text('package.json')).toBe(before);
    expect(status).toBe(0);
  });

  test('writes the manifests of production, which hold no Secret', () => {
    const { status, stdout } = project.slipway('synth', '--env', 'prod');

    expect(stdout).toContain('Deployment/web x3 nginxinc/nginx-unprivileged:');
    expect(stdout).not.toContain('Secret/');
    expect(existsSync(join(folder, 'dist-prod/shop.k8s.yaml'))).toBe(true);
    expect(status).toBe(0);
  });

  test('runs with cdk8s synth', () => {
    const { status, stdout } = project.program('cdk8s-cli/bin/cdk8s', 'synth', '--check-upgrade=false');

    expect(stdout).toContain('dist/shop.k8s.yaml');
    expect(status).toBe(0);
  });

  test('compares the manifests with the reviewed snapshot', () => {
    const jest = (...args: readonly string[]) => project.program('jest/bin/jest.js', ...args);

    expect(jest().stderr).toContain('1 snapshot written');
    expect(jest('--ci')).toMatchObject({ status: 0 });
    writeFileSync(
      join(folder, 'charts/shop.ts'),
      text('charts/shop.ts').replace("database: 'app'", "database: 'other'"),
    );
    expect(jest('--ci')).toMatchObject({ status: 1 });
  });

  test('keeps its passwords in the project, and only its cache in node_modules', () => {
    project.slipway('synth');

    expect(readdirSync(join(folder, '.slipway'))).toContain('secrets.json');
    expect(existsSync(join(folder, 'node_modules/slipway/.slipway'))).toBe(false);
  });

  test('knows an error of the library that the chart imports', () => {
    const passwords = text('.slipway/secrets.json');
    writeFileSync(join(folder, '.slipway/secrets.json'), '{');
    const { status, stderr } = project.slipway('synth');
    writeFileSync(join(folder, '.slipway/secrets.json'), passwords);

    expect(stderr).toMatch(/^slipway: .*secrets\.json.*\. [A-Z].*\.$/m);
    expect(stderr).not.toContain("can't be synthesized");
    expect(status).toBe(1);
  });

  test('refuses a misspelt prop without any TypeScript', () => {
    const restore = misspell();
    const { status, stderr } = project.slipway('synth');
    restore();

    expect(stderr).toContain("unknown prop 'startAfter' of WebService 'web': did you mean 'startsAfter'?");
    expect(status).toBe(1);
  });
});

test('the package explains a Compose file in a folder without a project, where there is no Docker', () => {
  const other = mkdtempSync(join(tmpdir(), 'slipway-package-'));
  const installed = new InstalledPackage(other);
  writeFileSync(
    join(other, 'compose.yaml'),
    'services:\n  web:\n    image: example/web:1.4.2\n    ulimits: { nofile: 10 }\n',
  );
  const { PATH } = process.env;
  process.env.PATH = '';
  const { status, stdout } = installed.slipway('explain', 'compose.yaml');
  process.env.PATH = PATH;
  rmSync(other, { recursive: true });

  expect(stdout).toContain('3  mapped        image\n');
  expect(stdout).toContain('→ Deployment/web spec.template.spec.containers[0].image\n');
  expect(stdout).toContain('4  refused       ulimits.nofile\n');
  expect(status).toBe(0);
});

test.each(['typescript', 'typescript-7'])('%s finds a type error that no construct can see', (compiler) => {
  const other = mkdtempSync(join(tmpdir(), 'slipway-package-'));
  const checked = new InstalledPackage(other, ['typescript-7']);
  if (compiler !== 'typescript') checked.replace('typescript', compiler);
  checked.slipway('init', 'shop');
  const chart = join(other, 'charts/shop.ts');
  const good = checked.slipway('synth');
  writeFileSync(
    chart,
    `${readFileSync(chart, 'utf8')}
export const count: number = 'one';
`,
  );
  const { status, stderr } = checked.slipway('synth');
  const settings = join(other, 'tsconfig.json');
  writeFileSync(
    settings,
    readFileSync(settings, 'utf8').replace(/"types": \[[^\]]*\]/, '"types": ["no-such"]'),
  );
  const without = checked.slipway('synth');
  rmSync(other, { recursive: true });

  expect(good).toMatchObject({ status: 0 });
  expect(without.stderr).toContain("Cannot find type definition file for 'no-such'");
  expect(without.stderr).toContain('run npm install if a package is missing');
  expect(without.stderr).not.toContain('lib.es5.d.ts');
  expect(stderr).toMatch(/charts\/shop\.ts:\d+:\d+ TS2322: Type 'string' is not assignable to type 'number'/);
  expect(status).toBe(1);
});
