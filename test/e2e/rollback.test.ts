import { context, kubectl } from './cluster';
import { type Printed, run } from './command';
import { DeployedStack } from './deployed-stack';
import { eventually } from './patience';
import { Project } from './project';
import { Pool } from './rollback/pool';
import { Running } from './running';
import { Site } from './site';
import { versions } from './versions';
import { failuresDuring } from './visitor';

/** The message of `slipway up` for each fault, and its timeout. */
const table: readonly (readonly [fault: string, timeout: string, said: readonly RegExp[]])[] = [
  ['a crash loop', '1m', [/Deployment\/web \(CrashLoopBackOff\)/, /log of web:\s+no licence found/]],
  ['a migration that fails', '1m', [/Job\/migrate-\w+ \(\w+\)/, /log of migrate:\s+column price is missing/]],
  ['a readiness check that never succeeds', '40s', [/Deployment\/web \(NotReady\)/, /statuscode: 404/]],
  ['a Secret without the key', '1m', [/Deployment\/web \(CreateContainerConfigError\)/, /find key licence/]],
  ['a ConfigMap that is not there', '1m', [/Deployment\/web \(FailedMount\)/, /configmap "theme" not found/]],
  ['too little memory', '1m', [/Deployment\/web \(OOMKilled\)/, /needs more memory than its limit/]],
  ['a command that does not exist', '1m', [/Deployment\/web \(StartError\)/, /\/no\/such\/program/]],
  ['an object that the API server refuses', '1m', [/refuses Deployment\/web: .*containerPort.*70000/]],
  ['a worker that crashes after 5 s', '1m', [/Deployment\/worker \(CrashLoopBackOff\)/, /the queue is gone/]],
];

describe('a broken release', () => {
  const project = Project.withStacksOf('rollback');
  const installed = ['rollback-1', 'rollback-2', 'rollback-3'].map((name) => new DeployedStack(name));
  const first = new DeployedStack('rollback-first');
  const pool = new Pool(installed);

  const optionsOf = ({ name }: DeployedStack) =>
    ['up', name, '--context', context, '--skip-images', '--no-typecheck'] as const;
  const broken = (fault: string, stack: DeployedStack, timeout: string): [string, ...string[]] => [
    ...(['env', `SLIPWAY_E2E_FAULT=${fault}`, ...project.program] as const),
    ...[...optionsOf(stack), '--timeout', timeout],
  ];
  const launch = (fault: string, stack: DeployedStack, timeout: string): Promise<Printed> => {
    const [program, ...args] = broken(fault, stack, timeout);
    return run(program, args, '', project.folder);
  };
  const launchGood = (stack: DeployedStack) => project.slipway(...optionsOf(stack));
  const names = async (stack: DeployedStack) => Object.keys(await versions(stack));

  /** Lets a test have a stack in which the good release runs. */
  const withStack = (work: (stack: DeployedStack, site: Site) => Promise<void>): Promise<void> =>
    pool.use(async (stack) => {
      try {
        await work(stack, new Site(`${stack.name}.localhost`));
      } catch (error) {
        await launchGood(stack); // for the next test
        throw error;
      }
    });

  /** Expects that nothing runs but the good release, and that its pods are the same as before. */
  const runsAsBefore = async (stack: DeployedStack, before: readonly string[]): Promise<void> => {
    // Pods of the broken release take a moment to end.
    await eventually(async () => {
      expect(await names(stack)).toEqual(before);
    }, 2_000);
    const { stdout } = await project.slipway('diff', stack.name, '--context', context, '--skip-images');
    expect(stdout).toContain(`up would change nothing of '${stack.name}'`);
  };

  beforeAll(async () => {
    const [leader, ...others] = installed;
    // It brings the images.
    await project.slipway('up', leader?.name ?? '', '--context', context);
    await Promise.all([
      ...others.map(launchGood),
      kubectl('delete', 'namespace', first.name, '--ignore-not-found'),
    ]);
  }, 900_000);

  afterAll(async () => {
    project.remove();
    const namespaces = [...installed, first].map(({ name }) => name);
    await kubectl('delete', 'namespace', ...namespaces, '--ignore-not-found', '--wait=false');
  });

  test.concurrent.each(table)(
    'with %s is rolled back: the same pods serve, and slipway up says why',
    (fault, timeout, said) =>
      withStack(async (stack, site) => {
        const before = await names(stack);

        const failures = await failuresDuring(async () => {
          const error: unknown = await launch(fault, stack, timeout).catch((failed: unknown) => failed);
          const message = error instanceof Error ? error.message : 'it came up';
          for (const pattern of [/failed with exit code 1/, /the previous release runs/, ...said])
            expect(message).toMatch(pattern);
        }, site);

        expect(failures).toEqual([]);
        await runsAsBefore(stack, before);
      }),
  );

  test.concurrent('that is interrupted is left half-done, and the release before can be launched again', () =>
    withStack(async (stack, site) => {
      const before = await names(stack);

      const failures = await failuresDuring(async () => {
        const up = Running.command(
          project.folder,
          ...broken('a readiness check that never succeeds', stack, '5m'),
        );
        await up.prints(/\+ Deployment\/newcomer 2\/2 ready/);
        expect(await up.interrupt()).toBe(130);
        await up.prints(/Interrupted\. All objects are applied, and continue to start in the cluster\./);
        await launchGood(stack);
      }, site);

      expect(failures).toEqual([]);
      await runsAsBefore(stack, before);
    }),
  );

  test.concurrent(
    'that is the first one says so, stays as it is, and gives way to one that works',
    async () => {
      await expect(launch('a crash loop', first, '90s')).rejects.toThrow(
        /failed with exit code 1[^]*no licence found[^]*\(CrashLoopBackOff\)\. It was not rolled back: there is no earlier release/,
      );
      expect(await first.pods('web')).not.toEqual([]);

      await launchGood(first);
      expect((await new Site(`${first.name}.localhost`).ask('/')).text).toBe('open for business\n');
    },
  );
});
