import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import project from '../slipway.config';
import { claimProblems, testCells } from './support/claims';
import { titlesOf } from './support/titles';

function readmeOf(stack: string): string {
  return readFileSync(join(__dirname, '../apps', stack, 'README.md'), 'utf8');
}

describe('the claims of a stack', () => {
  test.each(project.stacks)('%s names only tests that exist', (stack) => {
    expect(testCells(readmeOf(stack))).not.toEqual([]);
    expect(claimProblems(readmeOf(stack), `apps/${stack}`, titlesOf)).toEqual([]);
  });

  test.each([
    ['e2e: "every pod is ready"', 'test/e2e/go-next.test.ts has no test "every pod is ready"'],
    [
      'e2e: "a product is added, found and removed", "one more"',
      'test/e2e/go-next.test.ts has no test "one more"',
    ],
    [
      'policies: "has no service account token"; e2e: "in dev"',
      'test/e2e/go-next.test.ts has no test "in dev"',
    ],
    [
      'load: "every pod is ready, and none has been restarted"', // of a helper, of which it imports another part
      'test/e2e/go-next.load.test.ts has no test "every pod is ready, and none has been restarted"',
    ],
    ['e2e: every pod is ready', "'e2e: every pod is ready' names no tests"],
    ['unit: "in dev"', `'unit: "in dev"' names no tests`],
    ['', "'' names no tests"],
  ])('%s is wrong: %s', (cell, problem) => {
    expect(claimProblems(readme(cell), 'apps/flask-nginx', titlesOf)).toEqual([problem]);
  });

  test.each([
    'e2e: "a product is added, found and removed"', // of the file itself
    'e2e: "every pod is ready, and none has been restarted", "no node carries all pods of %s"', // of helpers
    'policies: "has no service account token"; e2e: "a second slipway up changes nothing"',
    'app: "test_without_redis_it_is_ready_and_says_so"',
    'by hand: `docker image ls`',
    'not tested',
    '–',
  ])('%s is right', (cell) => {
    expect(claimProblems(readme(cell), 'apps/flask-nginx', titlesOf)).toEqual([]);
  });
});

function readme(cell: string): string {
  return [
    '- e2e: [`test/e2e/go-next.test.ts`](../../test/e2e/go-next.test.ts), on kind',
    '- load: [`test/e2e/go-next.load.test.ts`](../../test/e2e/go-next.load.test.ts)',
    '- policies: [`test/policy.test.ts`](../../test/policy.test.ts)',
    '- app: [`images/app/tests`](images/app/tests)',
    '',
    '| Claim | Compose | Kubernetes | Test |',
    '| ----- | ------- | ---------- | ---- |',
    `| one   | yes     | yes        | ${cell} |`,
  ].join('\n');
}
