import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProjectStack } from '../../../engine/stack/project-stack';
import { reading } from '../../../engine/stack/reading';
import { synthesize } from '../../../engine/stack/synthesis';
import { dev, imageLock, LocalSecrets } from '../../../lib';
import project from '../../../slipway.config';
import { failureOf } from '../../support/failure';

const folder = mkdtempSync(join(tmpdir(), 'slipway-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function damaged(name: string): string {
  const file = join(folder, name);
  writeFileSync(file, '{ "a": ');
  return file;
}

test.each(project.stacks)('damaged passwords of %s are told by file and fix, not by its chart', (stack) => {
  const file = damaged('secrets.json');
  const failure = failureOf(() => synthesize(new ProjectStack(project, stack), dev(new LocalSecrets(file))));

  expect(failure.report()).toBe(
    `slipway: ${file} is not a JSON object. Restore it, or delete it and repeat the command: 'npx slipway up' takes the passwords from the cluster.`,
  );
  expect(readFileSync(file, 'utf8')).toBe('{ "a": ');
});

test('a damaged image lock is reported with file and fix, without a stack trace', () => {
  const file = damaged('images.lock.json');

  expect(failureOf(() => reading(() => imageLock(file))).report()).toBe(
    `slipway: ${file} is not a JSON object. Restore it from git, or delete it and run 'npx slipway pin'.`,
  );
});

test('any other error is unchanged', () => {
  const work = (): never => {
    throw new RangeError('a bug');
  };

  expect(() => reading(work)).toThrow(RangeError);
});
