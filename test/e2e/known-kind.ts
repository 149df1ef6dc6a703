import { execFileSync } from 'node:child_process';
import { context } from './cluster';

/** `describe` where an operator has brought a kind, such as `clusters.postgresql.cnpg.io`; else `describe.skip`. */
export function describeWith(kind: string): jest.Describe {
  const args = ['--context', context, 'get', 'crd', kind, '--ignore-not-found', '--output=name'];
  return execFileSync('kubectl', args).toString() === '' ? describe.skip : describe;
}
