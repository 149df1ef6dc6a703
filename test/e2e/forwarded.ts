import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { context } from './cluster';
import type { DeployedStack } from './deployed-stack';

/** Does `work` with a Service at a URL of this machine, by `kubectl port-forward`. */
export async function throughForward<T>(
  stack: DeployedStack,
  service: string,
  port: number,
  work: (url: string) => Promise<T>,
): Promise<T> {
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
    return await work(`http://127.0.0.1:${local}`);
  } finally {
    forward.kill();
  }
}

/** The status of what a Service answers to `kubectl port-forward`. */
export function statusThroughForward(stack: DeployedStack, service: string, port: number): Promise<number> {
  return throughForward(stack, service, port, async (url) => (await fetch(`${url}/`)).status);
}
