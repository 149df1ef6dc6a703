import { join } from 'node:path';
import { Failure } from '../../../engine/base/failure';
import { openProject, projectFile } from '../../../engine/stack/project';
import { ProjectStack } from '../../../engine/stack/project-stack';
import { synthesize } from '../../../engine/stack/synthesis';
import { failureOf } from '../../support/failure';
import { projectFolder } from '../../support/project-folder';

const chart = (name: string): string =>
  `import { Stack } from 'slipway';
export class Chart extends Stack {
  constructor(scope, environment) { super(scope, '${name}', { environment }); }
}`;

const folder = projectFolder({
  'slipway.config.ts': `import { defineProject, dev } from 'slipway';
export default defineProject({
  stacks: {
    shop: 'shop', throws: 'throws', other: 'other', none: 'none', several: 'several',
  },
});`,
  'shop/chart.ts': chart('shop'),
  'shop/docker-compose.yml': 'services: {}',
  'throws/chart.ts': `${chart('throws')}\n\nthrow new Error("'port' must be a number, got '80'");`,
  'other/chart.ts': chart('another'),
  'none/chart.ts': 'export const chart = 1;',
  'several/chart.ts': `${chart('several')}\nexport class Second extends Chart {}`,
  'wrong/slipway.config.ts': 'export const project = 1;',
  'deep/er/empty.txt': '',
});

const start = process.cwd();
process.chdir(folder);
const project = openProject(join(folder, 'slipway.config.ts'));

afterAll(() => {
  process.chdir(start);
});

function failureFor(name: string): Failure {
  return failureOf(() => {
    const stack = new ProjectStack(project, name);
    return synthesize(stack, stack.environment('dev'));
  });
}

describe('a project', () => {
  test('is found from a folder below it', () => {
    expect(projectFile(join(folder, 'deep/er'))).toBe(join(folder, 'slipway.config.ts'));
  });

  test('has the default files of a stack where they are there', () => {
    expect(project.files('shop')).toEqual({
      folder: 'shop',
      chart: 'shop/chart.ts',
      compose: 'shop/docker-compose.yml',
      parity: undefined,
      readme: 'shop/README.md',
    });
  });

  test('synthesizes a stack while another one throws', () => {
    const stack = new ProjectStack(project, 'shop');

    expect(synthesize(stack, stack.environment('dev')).objects.map(({ kind }) => kind)).toEqual([
      'Namespace',
      'NetworkPolicy',
    ]);
  });

  test('that does not exist is reported, with the way to create it', () => {
    expect(failureOf(() => projectFile('/')).paragraph()).toBe(
      "there is no slipway.config.ts in / or a folder above it. Go to the folder of a project, or create a project here with 'npx slipway init'.",
    );
  });

  test('without a default export is reported', () => {
    expect(failureOf(() => openProject(join(folder, 'wrong/slipway.config.ts'))).message).toContain(
      'has no project as its default export',
    );
  });
});

describe('a chart', () => {
  test('that throws is reported with the line of the error', () => {
    const { message, fix, detail } = failureFor('throws');

    expect(message).toContain("'port' must be a number, got '80'");
    expect(fix).toBe('Correct throws/chart.ts:6.');
    expect(detail).toContain('> 6 | throw new Error(');
    expect(detail).not.toContain('    at ');
  });

  test('with another name than its stack is refused', () => {
    expect(failureFor('other').paragraph()).toBe(
      "the chart of the stack 'other' has the id 'another'. Change the id to 'other' in other/chart.ts, or name the stack 'another' in slipway.config.ts.",
    );
  });

  test.each([
    ['none', "no export extends Stack; write 'export class Shop extends Stack { … }'"],
    ['several', 'several classes extend Stack: Chart, Second; make one of them the default export'],
  ])('in a module with %s is refused', (name, message) => {
    expect(failureFor(name).message).toContain(message);
  });
});
