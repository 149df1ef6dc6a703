import { Failure } from '../../../engine/base/failure';
import { interrupt, Interrupted } from '../../../engine/base/interrupt';
import { pause } from '../../../engine/base/sleep';
import type { Lease } from '../../../engine/kube/lease';
import { StackLock } from '../../../engine/kube/stack-lock';
import { silentReporter } from '../progress/silent-reporter';
import { Leases } from './leases';

jest.mock('../../../engine/base/sleep', () => ({ pause: jest.fn() }));
jest.mock('../../../engine/base/interrupt', () => ({
  ...jest.requireActual<object>('../../../engine/base/interrupt'),
  interrupt: jest.fn(),
}));

/** The pending waits. `timePasses` ends them; the wait of a released lock throws. */
let waits: (() => void)[] = [];

async function timePasses(): Promise<void> {
  const passed = waits;
  waits = [];
  for (const pass of passed) pass();
  await new Promise(setImmediate);
}

beforeEach(() => {
  waits = [];
  jest.mocked(pause).mockImplementation(
    (_, signal) =>
      new Promise<void>((resolve, reject) => {
        waits.push(resolve);
        signal?.addEventListener('abort', () => {
          reject(new Interrupted());
        });
      }),
  );
});

afterEach(() => {
  jest.restoreAllMocks();
});

function lockOf(leases: Leases, command = 'up', shown: string[] = []): StackLock {
  return new StackLock(leases, 'shop', command, silentReporter(shown));
}

/** Work that goes on until the test ends it. */
function longWork(): { work: () => Promise<string>; end: (error?: Error) => void } {
  let end: (error?: Error) => void = () => undefined;
  const ended = new Promise<string>((resolve, reject) => {
    end = (error) => {
      if (error) reject(error);
      else resolve('done');
    };
  });
  return { work: () => ended, end };
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (error instanceof Failure) return error;
  throw new Error('did not fail');
}

/** Leases with the Lease of a command that was killed just after it had taken the lock. */
async function withOrphan(): Promise<Leases & { lease: Lease }> {
  const leases = new Leases();
  await lockOf(leases, 'rotate').take();
  waits = [];
  leases.calls.length = 0;
  return leases as Leases & { lease: Lease };
}

function hoursLater(hours: number): void {
  const later = Date.now() + hours * 3_600_000;
  jest.spyOn(Date, 'now').mockReturnValue(later);
}

describe('the lock of a stack', () => {
  test('costs two calls, and leaves nothing behind', async () => {
    const leases = new Leases();
    const result = await lockOf(leases).during(() => {
      expect(leases.lease?.metadata.labels).toMatchObject({ 'app.kubernetes.io/part-of': 'shop' });
      return Promise.resolve('done');
    });

    expect(result).toBe('done');
    expect(leases.calls).toEqual(['create', 'delete']);
    expect(leases.lease).toBeUndefined();
  });

  test('writes times in the format of the API, with six decimals', async () => {
    const { lease } = await withOrphan();

    expect(lease.spec.renewTime).toMatch(/T\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(lease.spec.leaseDurationSeconds).toBe(60);
  });

  test.each([new Failure('it does not come up', ''), new Interrupted('Half.'), new TypeError('bug')])(
    'is released when the work ends with %p',
    async (error) => {
      const leases = new Leases();
      await expect(lockOf(leases).during(() => Promise.reject(error))).rejects.toBe(error);

      expect(leases.lease).toBeUndefined();
    },
  );

  test('is refused at once while another command has it, with the holder and the end of its lock', async () => {
    const leases = await withOrphan();
    const { message, fix } = await failureOf(
      lockOf(leases).during(() => Promise.reject(new Error('the work has begun'))),
    );

    expect(message).toMatch(
      new RegExp(`'shop' is being changed by .+@.+, process ${process.pid}: slipway rotate shop, for \\d+s`),
    );
    expect(fix).toMatch(/If it was killed, its lock ends by itself in (60|5\d)s/);
    expect(waits).toEqual([]);
    expect(leases.lease.spec.holderIdentity).toContain('slipway rotate shop');
  });

  test('is renewed during the work, and keeps the time of its start', async () => {
    const leases = new Leases();
    const { work, end } = longWork();
    const ended = lockOf(leases).during(work);
    await timePasses();
    const { acquireTime } = leases.lease?.spec ?? {};
    jest.useFakeTimers({ now: Date.now() + 20_000, doNotFake: ['setImmediate'] });
    await timePasses();
    jest.useRealTimers();

    expect(leases.lease?.spec.acquireTime).toBe(acquireTime);
    expect(leases.lease?.spec.renewTime).not.toBe(acquireTime);
    end();
    await expect(ended).resolves.toBe('done');
    expect(leases.lease).toBeUndefined();
  });

  test('is renewed again after an outage of the API', async () => {
    const leases = new Leases();
    const { work, end } = longWork();
    const ended = lockOf(leases).during(work);
    await timePasses();
    const before = leases.lease?.metadata.resourceVersion;
    leases.isAway = true;
    await timePasses();
    leases.isAway = false;
    await timePasses();

    expect(leases.lease?.metadata.resourceVersion).not.toBe(before);
    end();
    await ended;
  });

  test('of a killed command is taken over after its end', async () => {
    const leases = await withOrphan();
    hoursLater(1);
    const shown: string[] = [];
    const ended = lockOf(leases, 'up', shown).during(() => Promise.resolve(leases.lease.spec.holderIdentity));
    await new Promise(setImmediate);
    await timePasses();

    expect(await ended).toContain('slipway up shop');
    expect(shown).toEqual([expect.stringMatching(/^Took over the lock of .*slipway rotate shop/)]);
    expect(leases.lease).toBeUndefined();
  });

  test('is not taken over from a holder that renews it, even if its clock is an hour behind', async () => {
    const leases = new Leases();
    const holder = longWork();
    const holding = lockOf(leases, 'rotate').during(holder.work);
    await timePasses();
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 3_600_000);
    const failing = failureOf(lockOf(leases).during(() => Promise.resolve()));
    await new Promise(setImmediate);
    await timePasses();

    expect((await failing).message).toContain('slipway rotate shop');
    holder.end();
    await expect(holding).resolves.toBe('done');
  });

  test('is taken over by only one of two commands that try at the same moment', async () => {
    const leases = await withOrphan();
    hoursLater(1);
    const works = [longWork(), longWork()];
    const commands = works.map(({ work }) => lockOf(leases).during(work));
    const failures = Promise.allSettled(commands);
    await new Promise(setImmediate);
    await timePasses();
    for (const { end } of works) end();

    expect((await failures).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('interrupts the work if another command has taken it over, and stays with that command', async () => {
    const leases = new Leases();
    const { work, end } = longWork();
    const failing = failureOf(lockOf(leases, 'rotate').during(work));
    await timePasses();
    const other = { ...leases.lease, spec: { holderIdentity: 'bob@other' } } as Lease;
    leases.lease = { ...other, metadata: { ...other.metadata, resourceVersion: '99' } };
    await timePasses();

    expect(interrupt).toHaveBeenCalledWith('SIGTERM');
    end(new Interrupted('Both logins work.'));
    const { message, fix } = await failing;
    expect(message).toBe(
      "the lock of the stack 'shop' was not renewed in time, and was taken over by bob@other",
    );
    expect(fix).toContain('Both logins work.');
    expect(leases.lease).toBeDefined();
  });

  test('ends if its namespace is deleted, and the work continues', async () => {
    const leases = new Leases();
    const { work, end } = longWork();
    const ended = lockOf(leases, 'down').during(work);
    await timePasses();
    leases.lease = undefined;
    await timePasses();
    end();

    await expect(ended).resolves.toBe('done');
  });

  test('is not held without a namespace', async () => {
    const lock = lockOf(new Leases(false));

    expect(await lock.during(() => Promise.resolve(lock.isHeld))).toBe(false);
  });

  test('is taken during the work as soon as the namespace exists', async () => {
    const leases = new Leases();
    jest.spyOn(leases, 'attempt').mockResolvedValueOnce({ exitCode: 1, stdout: '', stderr: '(NotFound)' });
    const lock = lockOf(leases);
    await lock.during(async () => {
      await lock.take();
      expect(lock.isHeld).toBe(true);
    });

    expect(leases.lease).toBeUndefined();
  });
});
