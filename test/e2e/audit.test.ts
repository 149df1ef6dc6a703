import { randomBytes } from 'node:crypto';
import { get, kubectl } from './cluster';
import { run } from './command';
import { eventually } from './patience';
import { toolbox } from './reach';

/** What the tests read of a line of the log. */
interface AuditEvent {
  readonly stage: string;
  readonly verb: string;
  readonly user: { readonly username: string };
  readonly requestURI: string;
  readonly objectRef?: { readonly resource: string; readonly subresource?: string; readonly name?: string };
}

const namespace = `audit-${Date.now().toString(36)}`;
const secret = randomBytes(24).toString('hex');
const changed = randomBytes(24).toString('hex');

/** The lines of the log of the API server with that text, from all its files. */
async function lines(text: string): Promise<string[]> {
  const [node] = await get('nodes', '--selector=node-role.kubernetes.io/control-plane');
  const logs = 'cat /var/log/kubernetes/audit*.log | { grep -F -- "$1" || true; }';
  const command = ['exec', node?.metadata.name ?? '', 'sh', '-ec', logs, 'sh', text];
  return (await run('docker', command)).stdout.split('\n').filter(Boolean);
}

/** Waits for what the log has about an object: `create secrets`, `create pods/exec`, … */
async function eventsOf(name: string, expected: readonly string[]): Promise<readonly AuditEvent[]> {
  return eventually(async () => {
    const events = (await lines(namespace))
      .map((line) => JSON.parse(line) as AuditEvent)
      .filter(({ stage, objectRef }) => stage === 'ResponseComplete' && objectRef?.name === name);
    const seen = events.map(({ verb, objectRef }) =>
      [verb, [objectRef?.resource, objectRef?.subresource].filter(Boolean).join('/')].join(' '),
    );
    expect(seen).toEqual(expect.arrayContaining([...expected]));
    return events;
  });
}

describe('the audit log of the cluster', () => {
  beforeAll(async () => {
    await kubectl('create', 'namespace', namespace);
  });

  afterAll(async () => {
    await kubectl('delete', 'namespace', namespace, '--wait=false');
  });

  test('says who made, changed and read a Secret, and nowhere what is in it', async () => {
    const inNamespace = (...args: string[]) => kubectl('--namespace', namespace, ...args);
    await inNamespace('create', 'secret', 'generic', 'login', `--from-literal=password=${secret}`);
    await inNamespace('patch', 'secret', 'login', '--patch', `{"stringData":{"password":"${changed}"}}`);
    await inNamespace('get', 'secret', 'login');

    const events = await eventsOf('login', ['create secrets', 'patch secrets', 'get secrets']);

    expect(events.filter(({ user }) => user.username === '')).toEqual([]);
    for (const value of [secret, changed]) {
      expect(await lines(value)).toEqual([]);
      expect(await lines(Buffer.from(value).toString('base64'))).toEqual([]);
    }
  });

  test('says who went into a pod, with the command line', async () => {
    // A new namespace has no ServiceAccount for pods yet.
    await eventually(() =>
      kubectl('--namespace', namespace, 'run', 'shell', `--image=${toolbox}`, '--', 'sleep', '600'),
    );
    await kubectl('--namespace', namespace, 'wait', '--for=condition=Ready', 'pod/shell', '--timeout=120s');

    await kubectl('--namespace', namespace, 'exec', 'shell', '--', 'cat', '/etc/hostname');

    // By a WebSocket it is a GET; older versions of kubectl send a POST.
    const entered = await eventually(async () => {
      const events = await eventsOf('shell', ['create pods']);
      const found = events.filter(({ objectRef }) => objectRef?.subresource === 'exec');
      expect(found).not.toEqual([]);
      return found;
    });
    expect(entered.map(({ requestURI }) => requestURI)).toEqual([
      expect.stringContaining('command=cat&command=%2Fetc%2Fhostname'),
    ]);
  });
});
