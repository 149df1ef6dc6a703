import type { Difference } from '../../engine/deploy/difference';
import { summary } from '../../engine/deploy/summary';
import { patchFormat } from '../terminal/patch-style';
import type { Style } from '../terminal/style';
import { patchOf } from './patch';

/** The differences of a stack, each as a unified diff. */
export function describeDifferences(differences: readonly Difference[], style: Style): string[] {
  return differences.flatMap((difference) => {
    const patch = patchOf(difference).map((line) => style(styleOf(line), line));
    return [...remarks(difference, patch.length > 0), ...patch, ''];
  });
}

function remarks({ name, change }: Difference, differs: boolean): string[] {
  if (change !== 'replaced') return [];
  return [`# ${name} is deleted and runs again${differs ? '' : ', because it has failed'}`];
}

function styleOf(line: string): Parameters<Style>[0] {
  if (/^(---|\+\+\+) (cluster|up|\/dev\/null)/.test(line)) return 'bold';
  return patchFormat(line);
}

/** `2 created (Service/a, Service/b), 1 configured (Deployment/app), 23 unchanged` */
export function summarizeDifferences(differences: readonly Difference[], total: number): string {
  return summary(differences, total - differences.filter(({ change }) => change !== 'deleted').length);
}
