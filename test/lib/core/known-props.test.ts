import { Construct } from 'constructs';
import * as slipway from '../../../lib';
import known from '../../../lib/core/known-props.json';
import { testStack } from '../../support/stack';

type ConstructClass = new (scope: Construct, id: string, props: object) => Construct;
type Call = (options: object) => unknown;

const foreign = ['Duration', 'Size', 'Cpu'];
/** Constructs whose props are all optional. */
const withoutRequired = ['Volume'];
const withoutProps = ['Connections', 'IngressController'];

/** Functions that take options, by what they are called. */
const calls: Readonly<Record<string, Call>> = {
  'BackupTarget.s3': (options) => slipway.BackupTarget.s3(options as never),
  'BackupTarget.volume': (options) => slipway.BackupTarget.volume(options),
  'Probe.fromCommand': (options) => slipway.Probe.fromCommand(['true'], options),
  'Probe.fromHttpGet': (options) => slipway.Probe.fromHttpGet('/', options),
  'Probe.fromTcpSocket': (options) => slipway.Probe.fromTcpSocket(options),
  'Volume.own': (options) => slipway.Volume.own(options),
  defineProject: (options) => slipway.defineProject(options as never),
  resources: (options) => slipway.resources(options as never),
};
const withoutOptions = [
  'Metrics.fromMicrometer',
  'Metrics.fromPrometheusClient',
  ...['base64', 'base64url', 'hex', 'alphanumeric'].map((format) => `SecretFormat.${format}`),
  'Stack.of',
  // those of an ExternalServer
  ...['Mongo', 'MySql', 'Postgres', 'RabbitMq', 'Redis'].map((store) => `${store}.fromSecret`),
  'adminer',
  'dev',
  'filesFrom',
  'findConfig',
  'imageLock',
  'minio',
  'prod',
  'secretText',
  'writeImageLock',
];

interface Exported {
  readonly name: string;
  readonly value: { readonly prototype?: unknown };
}

const exported = Object.entries<unknown>({ ...slipway }).flatMap(([name, value]): Exported[] =>
  typeof value === 'function' && !foreign.includes(name) ? [{ name, value }] : [],
);
const constructs = exported
  .filter(({ name, value }) => value.prototype instanceof Construct && !withoutProps.includes(name))
  .map(({ name, value }) => [name, value as ConstructClass] as const);

function isClass({ value }: Exported): boolean {
  return Function.prototype.toString.call(value).startsWith('class ');
}

describe('every public construct', () => {
  test('is found: there are at least twenty', () => {
    expect(constructs.length).toBeGreaterThanOrEqual(20);
  });

  test.each(constructs)('%s refuses an unknown prop', (name, Class) => {
    expect(() => new Class(testStack(), 'part', { whatever: 1 })).toThrow(
      `unknown prop 'whatever' of ${name} 'part'; there `,
    );
  });

  test.each(constructs.filter(([name]) => !withoutRequired.includes(name)))(
    '%s refuses missing props',
    (name, Class) => {
      expect(() => new Class(testStack(), 'part', {})).toThrow(`${name} 'part' needs '`);
    },
  );

  test.each(constructs)('%s refuses null for its props', (name, Class) => {
    expect(() => new Class(testStack(), 'part', null as never)).toThrow(
      `the props of ${name} 'part' must be an object`,
    );
  });
});

describe('every public function', () => {
  test('is known to have options, or none', () => {
    const methods = exported.filter(isClass).flatMap(({ name, value }) =>
      Object.getOwnPropertyNames(value)
        .filter((method) => typeof Object.getOwnPropertyDescriptor(value, method)?.value === 'function')
        .map((method) => `${name}.${method}`),
    );
    const functions = exported.filter((each) => !isClass(each)).map(({ name }) => name);

    expect([...methods, ...functions].sort()).toEqual([...Object.keys(calls), ...withoutOptions].sort());
  });

  test.each(Object.entries(calls))('%s refuses an unknown option', (name, call) => {
    expect(() => call({ whatever: 1 })).toThrow(`unknown option 'whatever' of ${name}(); there `);
  });
});

describe('the table of known props', () => {
  test('has each interface that a property refers to', () => {
    const names = new Set(JSON.stringify(known).match(/(?<=")[A-Z]\w+\.\w+(?=")/g));

    expect([...names].filter((name) => !(name in known))).toEqual([]);
  });

  test('knows required props, lists, and an example of each interface', () => {
    expect(known.WebServiceProps.props).toMatchObject({
      image: { is: ['string'] },
      args: { is: [{ list: ['string'] }], optional: true },
      resources: { is: ['Resources'], optional: true },
    });
    expect(known.Waitable.open).toBe(true);
    expect(known.Waitable.classes).toContain('Task');
  });
});
