import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawGraph } from '../cli/graph/draw';
import { graphOf } from '../cli/graph/read';
import { snapshot, snapshotPath } from '../test/support/snapshot';
import { type Case, everyStack } from '../test/support/stacks';

/** A committed file that is made from others. */
export interface Generated {
  /** Path from the project's root. */
  readonly path: string;
  readonly content: string;
}

/** Every generated file, as it should be. */
export async function generated(): Promise<Generated[]> {
  const all = everyStack();
  return [
    ...imported(),
    ...all.map((stack) => ({ path: snapshotPath(stack), content: snapshot(stack) })),
    ...(await Promise.all(all.filter(({ environment }) => environment === 'dev').map(drawing))),
  ];
}

/** The picture in a stack's README. */
async function drawing({ stack, environment, manifests }: Case): Promise<Generated> {
  const content = await drawGraph(graphOf(`${stack} (${environment})`, manifests.all));
  return { path: `apps/${stack}/graph.svg`, content };
}

function imported(): Generated[] {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-import-'));
  try {
    execFileSync(process.execPath, [join(__dirname, 'import-api.js'), folder]);
    return readdirSync(folder).map((file) => ({
      path: `imports/${file}`,
      content: readFileSync(join(folder, file), 'utf8'),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
