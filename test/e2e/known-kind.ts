import { execFileSync } from 'node:child_process';
import { context } from './cluster';

/** `describe` where the cluster knows a kind, such as `clusters.postgresql.cnpg.io`; only where its operator was installed does it. */
export function describeWith(kind: string): jest.Describe {
  const args = ['--context', context, 'get', 'crd', kind, '--ignore-not-found', '--output=name'];
  return execFileSync('kubectl', args).toString() === '' ? describe.skip : describe;
}
