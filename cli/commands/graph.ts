import { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BadUsage, Failure } from '../../engine/base/failure';
import type { ProjectStack } from '../../engine/stack/project-stack';
import { synthesize } from '../../engine/stack/synthesis';
import { drawGraph } from '../graph/draw';
import { graphOf } from '../graph/read';
import { describeGraph } from '../graph/text';
import { type OpenProject, stackOf } from '../project-access';

interface GraphOptions {
  readonly env: string;
  readonly output?: string;
}

/** `slipway graph`: draws a stack. */
export function graphCommand(open: OpenProject): Command {
  return new Command('graph')
    .argument('[stack]', 'stack to draw (default: the project’s default stack)')
    .option('--env <name>', 'environment, such as dev or prod', 'dev')
    .option('-o, --output <file.svg>', 'write an SVG file (default: print text)', (file) => resolve(file))
    .addHelpText(
      'after',
      `
Examples:
  $ slipway graph
  $ slipway graph spring-react --env prod
  $ slipway graph fastapi-mongo --output fastapi-mongo.svg`,
    )
    .action((name: string | undefined, options: GraphOptions) => draw(stackOf(open, name), options));
}

async function draw(stack: ProjectStack, { env, output }: GraphOptions): Promise<void> {
  if (output !== undefined && !output.endsWith('.svg')) {
    throw new BadUsage(
      `'--output' must be an SVG file, got '${output}'`,
      `Write a name such as ${stack.name}.svg.`,
    );
  }
  const graph = graphOf(`${stack.name} (${env})`, synthesize(stack, stack.environment(env)).objects);
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
    throw new Failure(
      `the drawing can't be written to ${output}: ${message}`,
      'Name another file with --output.',
    );
  }
  console.log(`Wrote ${output}`);
}
