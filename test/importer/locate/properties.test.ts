import fc from 'fast-check';
import { stringify } from 'yaml';
import { locate } from '../../../importer/locate/locate';
import type { ComposeModel } from '../../../importer/read/compose-model';
import { errorsOf, readFiles } from '../../support/compose-files';

type Service = Readonly<Record<string, unknown>>;

/** Values that occur once in all files, so that there is only one place for each. */
class Values {
  private count = 0;

  public next(prefix = 'v'): string {
    return `${prefix}${1000 + ++this.count}`;
  }
}

/** What a service says, by the forms that are chosen: lists or mappings, short or long syntax. */
function service(values: Values, forms: readonly boolean[]): Service {
  const [isList, isLong, hasCommand, hasLabels] = forms;
  const members = (): unknown =>
    isList ? [`${values.next('K')}=${values.next()}`] : { [values.next('K')]: values.next() };
  return {
    image: values.next('image'),
    environment: members(),
    ...(hasLabels && { labels: members() }),
    ...(hasCommand && { command: isList ? [values.next()] : `${values.next()} ${values.next()}` }),
    volumes: isLong
      ? [{ type: 'bind', source: `/${values.next('s')}`, target: `/${values.next('t')}` }]
      : [`/${values.next('s')}:/${values.next('t')}`],
    ports: isLong
      ? [{ target: Number(values.next('')), mode: 'host' }]
      : [`${values.next('')}:${values.next('')}`],
    expose: [values.next('')],
  };
}

/** The parts of the project: the Compose file, one that overrides it, one that it includes, and one that it extends. */
function filesOf(forms: readonly (readonly boolean[])[]): Record<string, string> {
  const values = new Values();
  const [web = [], over = [], included = [], base = []] = forms;
  const file = (services: Readonly<Record<string, Service>>, more = {}): string =>
    stringify({ ...more, services });
  return {
    'compose.yaml': file(
      { web: { ...service(values, web), extends: { file: 'base.yaml', service: 'base' } } },
      { include: ['included.yaml'] },
    ),
    'over.yaml': file({ web: service(values, over) }),
    'included.yaml': file({ other: service(values, included) }),
    'base.yaml': file({ base: service(values, base) }),
  };
}

/** The leaves with a value of the files whose place is not where that value is written. */
function misplaced(model: ComposeModel): string[] {
  const token = /(?:K|v|image|s|t)?1\d{3}/;
  return locate(model).leaves.flatMap(({ path, value, at, via }) => {
    const written = typeof value === 'object' ? '' : String(value);
    const [text] = token.exec(written) ?? [];
    if (text === undefined) return [];
    const line = model.sources[at.file]?.split('\n')[at.line - 1]?.slice(at.column - 1);
    return line?.includes(text) && via !== 'default' ? [] : [`${path} ${written} ${via}: ${String(line)}`];
  });
}

const forms = fc.array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), {
  minLength: 4,
  maxLength: 4,
});

test('each value that is written in one place is found there', async () => {
  await fc.assert(
    fc.asyncProperty(forms, async (chosen) => {
      const model = await readFiles(filesOf(chosen), { files: ['compose.yaml', 'over.yaml'] });
      expect(errorsOf(model)).toEqual([]);
      expect(misplaced(model)).toEqual([]);
    }),
    { numRuns: 8 },
  );
}, 60_000);

test('the property finds a leaf at a wrong place', async () => {
  const model = await readFiles(filesOf([[], [], [], []]), { files: ['compose.yaml', 'over.yaml'] });
  const sources = { ...model.sources, '/shop/over.yaml': '' };

  expect(misplaced({ ...model, sources }).length).toBeGreaterThan(0);
});
