import { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkStack, defaultStack } from '../../engine/stack/catalog';
import { BadUsage, Failure } from '../../engine/base/failure';
import { drawGraph } from '../graph/draw';
import { graphOf } from '../graph/read';
import { describeGraph } from '../graph/text';
import { manifestsOf } from '../../engine/deploy/stack-manifests';

interface GraphOptions {
  readonly env: string;
  readonly output?: string;
}

/** `slipway graph`: what a stack consists of, and what connects to what. */
export function graphCommand(): Command {
  return new Command('graph')
    .description('draw the workloads, connections, volumes and hosts of a stack, as its manifests have them')
    .argument('[stack]', 'stack to draw', defaultStack)
    .option('--env <name>', 'environment: dev, prod, or one of the stack’s own', 'dev')
    .option('-o, --output <file.svg>', 'write an SVG (default: print text)', (file) => resolve(file))
    .addHelpText(
      'after',
      `
Examples:
  $ slipway graph
  $ slipway graph spring-react --env prod
  $ slipway graph fastapi-mongo --output fastapi-mongo.svg`,
    )
    .action(draw);
}

async function draw(stack: string, { env, output }: GraphOptions): Promise<void> {
  checkStack(stack);
  if (output !== undefined && !output.endsWith('.svg')) {
    throw new BadUsage(
      `'--output' names ${output}, but only SVG is drawn`,
      `Write a name such as ${stack}.svg.`,
    );
  }
  const graph = graphOf(`${stack} (${env})`, manifestsOf(stack, { env }).objects);
  if (output === undefined) {
    console.log(describeGraph(graph).join('\n'));
    return;
  }
  const svg = await drawGraph(graph);
  try {
    writeFileSync(output, svg);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Failure(`the drawing can't be written: ${message}`, 'Name another file with --output.');
  }
  console.log(`Wrote ${output}`);
}
