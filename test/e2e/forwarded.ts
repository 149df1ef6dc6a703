import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { context } from './cluster';
import type { DeployedStack } from './deployed-stack';

/** The status of what a Service answers to `kubectl port-forward`. */
export async function statusThroughForward(
  stack: DeployedStack,
  service: string,
  port: number,
): Promise<number> {
  const target = [`service/${service}`, `:${port}`];
  const forward = spawn(
    'kubectl',
    ['--context', context, '--namespace', stack.name, 'port-forward', ...target],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const [line] = (await once(forward.stdout, 'data')) as [Buffer];
    const local = /127\.0\.0\.1:(\d+)/.exec(line.toString())?.[1] ?? '';
    return (await fetch(`http://127.0.0.1:${local}/`)).status;
  } finally {
    forward.kill();
  }
}
