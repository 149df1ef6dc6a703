import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type StopSignal, WebService, type WebServiceProps, Worker, type WorkerProps } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

function worker(props: Partial<WorkerProps>, path: string): unknown {
  const stack = testStack();
  new Worker(stack, 'mailer', { image: 'mailer:1', ...props });
  return Manifests.of(stack).container('Deployment/mailer', path);
}

function preStopOf(props: Partial<WebServiceProps>): unknown {
  const stack = testStack();
  new WebService(stack, 'api', { image: 'api:1', port: 80, ...props });
  return Manifests.of(stack).container('Deployment/api', 'lifecycle.preStop');
}

describe('the process of a workload', () => {
  test('has neither a terminal nor an open input unless it asks for them', () => {
    expect(worker({ tty: false, stdin: false }, 'tty')).toBeUndefined();
    expect(worker({ tty: true, stdin: true }, 'stdin')).toBe(true);
  });

  test.each(['app', '/app/../etc', '/app//data', ''])('has no working directory %j', (workingDir) => {
    expect(() => worker({ workingDir }, 'workingDir')).toThrow(
      `'workingDir' of 'mailer' must be an absolute path such as '/app', got '${workingDir}'`,
    );
  });
});

describe('a hook', () => {
  test('gets its command as it is, since the kubelet expands nothing there', () => {
    const postStart = ['/bin/app', '$(NAME)', '$$'];

    expect(worker({ postStart }, 'lifecycle.postStart.exec.command')).toEqual(postStart);
  });

  test('before the stop runs without a shell, where nothing else has to happen', () => {
    const preStop = ['/bin/app', '--stop'];

    expect(worker({ preStop }, 'lifecycle.preStop.exec.command')).toEqual(preStop);
  });

  test('before the stop of a server runs once no proxy routes to it', () => {
    expect(preStopOf({ preStop: ['/bin/app', '--stop'] })).toEqual({
      exec: { command: ['sh', '-c', 'sleep 10; "$@"', 'preStop', '/bin/app', '--stop'] },
    });
  });

  test('with all that can happen before the stop does it in order', () => {
    expect(preStopOf({ preStop: ['/bin/app', '--stop'], stopSignal: 'SIGQUIT' })).toEqual({
      exec: {
        command: [
          ...['sh', '-c', 'sleep 10; "$@"; kill -QUIT 1; while kill -0 1; do sleep 1; done'],
          ...['preStop', '/bin/app', '--stop'],
        ],
      },
    });
  });

  test.each(['postStart', 'preStop'])('has a command: %s', (prop) => {
    expect(() => worker({ [prop]: [] }, 'lifecycle')).toThrow(
      `'${prop}' of 'mailer' must be a command such as ['sh', '-c', 'echo done'], got an empty list`,
    );
  });
});

describe('a stop signal', () => {
  // Every signal, sent by the script itself to a process in place of number 1.
  test.each<[StopSignal, string]>([
    ['SIGHUP', 'HUP'],
    ['SIGINT', 'INT'],
    ['SIGQUIT', 'QUIT'],
    ['SIGUSR1', 'USR1'],
    ['SIGUSR2', 'USR2'],
    ['SIGWINCH', 'WINCH'],
    ['SIGRTMIN+3', 'RTMIN+3'],
  ])('%s reaches the process, and its end ends the wait', async (stopSignal, trapped) => {
    const program = `trap 'echo ${trapped}; exit 0' ${trapped}; echo ready; while :; do sleep 0.1; done`;
    const process = spawn('bash', ['-c', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    process.stdout.on('data', (data: Buffer) => (said += data.toString()));
    await once(process.stdout, 'data');

    const [, , script = ''] = worker({ stopSignal }, 'lifecycle.preStop.exec.command') as string[];
    const ended = once(process, 'exit');
    // Not synchronously: an end that this process has not noticed is none to `kill -0`.
    const hook = spawn('sh', ['-c', script.replaceAll(/(kill -\S+) 1/g, `$1 ${process.pid}`)], {
      stdio: 'ignore',
    });
    await Promise.all([ended, once(hook, 'exit')]);

    expect(said).toBe(`ready\n${trapped}\n`);
  });
});
