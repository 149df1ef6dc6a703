import { drawGraph } from '../cli/graph/draw';
import { graphOf } from '../cli/graph/read';
import { snapshot, snapshotPath } from '../test/support/snapshot';
import { type Case, everyStack } from '../test/support/stacks';
import type { GeneratedFile } from './generated-file';

/** The generated files that are made from the manifests of the stacks. */
export async function synthesized(): Promise<GeneratedFile[]> {
  const all = everyStack();
  return [
    ...all.map((stack) => ({ path: snapshotPath(stack), content: snapshot(stack) })),
    ...(await Promise.all(all.filter(({ environment }) => environment === 'dev').map(drawing))),
  ];
}

/** The picture in a stack's README. */
async function drawing({ stack, environment, manifests }: Case): Promise<GeneratedFile> {
  const content = await drawGraph(graphOf(`${stack} (${environment})`, manifests.all));
  return { path: `apps/${stack}/graph.svg`, content };
}
