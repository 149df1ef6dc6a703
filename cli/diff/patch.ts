import { structuredPatch } from 'diff';
import { stringify } from 'yaml';
import type { Difference } from '../../engine/deploy/difference';
import { declared } from '../../engine/kube/declared';
import type { KubeObject } from '../../engine/kube/kube-object';
import { hidden } from './hidden';

/** A difference as lines of a unified diff, as `patch` and other tools read it; none if nothing differs. */
export function patchOf({ name, before, after }: Difference): string[] {
  const old = textOf(before, after, 'before');
  const now = textOf(after, before, 'after');
  const { hunks } = structuredPatch('', '', old, now, undefined, undefined, { context: 3 });
  if (hunks.length === 0) return [];
  const lines = (before ? old : now).split('\n');
  return [
    `--- ${before ? `cluster/${name}` : '/dev/null'}`,
    `+++ ${after ? `up/${name}` : '/dev/null'}`,
    ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: changed }) => {
      const first = changed.findIndex((line) => !line.startsWith(' '));
      const where = before && after ? place(lines, oldStart - 1 + first) : '';
      const [from, to] = [range(oldStart, oldLines), range(newStart, newLines)];
      return [`@@ -${from} +${to} @@ ${where}`.trimEnd(), ...changed];
    }),
  ];
}

// In a unified diff a range without lines starts at the line before it.
function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

function textOf(object: KubeObject | undefined, other: KubeObject | undefined, side: 'before' | 'after') {
  return object ? stringify(declared(hidden(object, other, side)), { lineWidth: 0 }) : '';
}

/** The path of the field that contains a line of YAML, such as `spec.template.spec`. */
function place(lines: readonly string[], index: number): string {
  const fields: string[] = [];
  let depth = indentation(lines[index] ?? '');
  for (const line of lines.slice(0, Math.max(index, 0)).reverse()) {
    const field = /^[ -]*([\w./-]+):/.exec(line)?.[1];
    if (field === undefined || indentation(line) >= depth) continue;
    depth = indentation(line);
    fields.unshift(field);
  }
  return fields.join('.');
}

function indentation(line: string): number {
  return /^[ -]*/.exec(line)?.[0].length ?? 0;
}
