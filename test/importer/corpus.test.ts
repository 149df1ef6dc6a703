import { join } from 'node:path';
import { check, resolveConfig } from 'prettier';
import { type Imported, imported } from '../../importer/imported';
import { locate } from '../../importer/locate/locate';
import type { ComposeModel } from '../../importer/read/compose-model';
import { asksForMore, externalSecrets, secretsOf } from '../support/asked';
import { ChartProgram } from '../support/chart-program';
import { accepted, corpus, titleOf } from '../support/corpus';
import { KubernetesSchema } from '../support/kubernetes-schema';
import { type Manifest, Manifests } from '../support/manifests';
import { policies } from '../support/policies';
import { dangling } from '../support/references';

jest.setTimeout(600_000);

const root = join(__dirname, '../..');

/** What a Compose file may leave open: versions, and how a program is asked whether it is well. */
const exceptions = new Set([
  'has an exact image tag or a digest',
  'is checked while it starts, serves and runs',
  'asks other questions for readiness and liveness, if its readiness asks its dependencies',
]);

interface Case {
  readonly file: string;
  readonly model: ComposeModel;
  readonly result: Imported;
  readonly chart: string;
  readonly text: string;
  readonly objects: Manifests;
}

/** The path at which a chart is checked: in this project, so that its rules hold. */
function chartOf(index: number): string {
  return join(root, 'apps', `of-corpus-${index}`, 'chart.ts');
}

const cases: Case[] = [];
const failures: string[] = [];

beforeAll(async () => {
  for (const [index, file] of corpus.entries()) {
    const model = await accepted(file);
    if (!model) continue;
    const chart = chartOf(index);
    try {
      const result = await imported(model, { project: root, chart: () => chart });
      const text = result.files['chart.ts'] ?? '';
      const objects = new Manifests(result.manifests as unknown as Manifest[]);
      cases.push({ file: titleOf(file), model, result, chart, text, objects });
    } catch (error) {
      failures.push(`${titleOf(file)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
});

/** What is wrong with imports, each with its file. */
function faults(wrong: (each: Case) => readonly string[]): string[] {
  return cases.flatMap((each) => wrong(each).map((fault) => `${each.file}: ${fault}`));
}

// Without the folders there is nothing to test: CONTRIBUTING.md says how they are named.
(corpus.length === 0 ? describe.skip : describe)('the files of SLIPWAY_COMPOSE_CORPUS', () => {
  test('are imported, all that Compose accepts', () => {
    expect(failures).toEqual([]);
    expect(cases.length).toBeGreaterThan(0);
  });

  test('have charts that TypeScript and ESLint accept', () => {
    const program = new ChartProgram(new Map(cases.map(({ chart, text }) => [chart, text])));

    expect(faults(({ chart }) => program.errors(chart))).toEqual([]);
    expect(faults(({ chart }) => program.lintErrors(chart))).toEqual([]);
  });

  test('have charts that Prettier would not change', async () => {
    const changed = [];
    for (const { file, chart, text } of cases) {
      const options = { ...(await resolveConfig(chart)), filepath: chart };
      if (!(await check(text, options))) changed.push(file);
    }

    expect(changed).toEqual([]);
  });

  test('have objects that Kubernetes defines', () => {
    const schema = new KubernetesSchema();

    expect(faults(({ objects }) => objects.all.flatMap((object) => schema.errors(object)))).toEqual([]);
  });

  test('have all that their pods refer to, but Secrets that exist already', () => {
    expect(
      faults(({ objects, model }) =>
        dangling(objects).filter((fault) => !externalSecrets(model).some((name) => fault.endsWith(name))),
      ),
    ).toEqual([]);
  });

  test('have an entry for each value, whose places are in the manifests', () => {
    expect(
      faults(({ model, result }) => {
        const { leaves } = locate(model);
        const paths = new Set(result.entries.map(({ path }) => path));
        return leaves.filter(({ path }) => !paths.has(path)).map(({ path }) => `no entry of ${path}`);
      }),
    ).toEqual([]);
    expect(
      faults(({ result }) =>
        result.missing.map(({ entry, place }) => `${entry.path} -> ${place.object} ${place.field}`),
      ),
    ).toEqual([]);
  });

  test('run in a namespace that enforces "restricted", unless they ask for more', () => {
    expect(
      faults(({ objects, model, result }) => {
        const labels = objects.at(`Namespace/${result.stack}`, 'metadata.labels') as Record<string, string>;
        const level = labels['pod-security.kubernetes.io/enforce'] ?? 'none';
        return level === 'restricted' || asksForMore(model) ? [] : [level];
      }),
    ).toEqual([]);
  });

  test.each(Object.entries(policies).filter(([rule]) => !exceptions.has(rule)))(
    'keep the policy "%s"',
    (_, policy) => {
      expect(faults(({ objects }) => policy(objects))).toEqual([]);
    },
  );

  test('have their secret values in Secrets only', () => {
    expect(
      faults(({ objects, model, text }) =>
        secretsOf(model).flatMap((value) => [
          ...(text.includes(value) ? [`${value} is in the chart`] : []),
          ...objects.all
            .filter((object) => object.kind !== 'Secret' && JSON.stringify(object).includes(value))
            .map(({ kind, metadata }) => `${value} is in ${kind}/${metadata.name}`),
        ]),
      ),
    ).toEqual([]);
  });
});
