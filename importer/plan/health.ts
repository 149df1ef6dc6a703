import { type Code, duration, object, type Property, text as literal, texts } from '../code/code';
import { isDisabled, localUrl } from '../project/health-check';
import { withoutSecrets } from '../project/hidden-secrets';
import type { ServicePort } from '../project/ports';
import type { Service } from '../project/service';
import { listOf, mappingOf, text } from '../project/values';
import type { Constant } from './planned';

/** The probes of a service with a health check, and the check as a constant if it is long. */
export interface Probes {
  readonly props: Property[];
  readonly constants: Constant[];
}

/** @param variable the variable of the service's construct */
export function probesOf(service: Service, ports: readonly ServicePort[], variable: string): Probes {
  const healthcheck = mappingOf(service.spec.healthcheck);
  const test = listOf(healthcheck.test).map(text);
  if (test.length < 2 || isDisabled(healthcheck)) return { props: [], constants: [] };
  const [period, timeout] = [secondsOf(healthcheck.interval, 30), secondsOf(healthcheck.timeout, 30)];
  const retries = Number(healthcheck.retries ?? 3);
  const { make, constants } = checkOf(service, ports, variable);
  const timeoutProp = { key: 'timeout', code: duration(whole(timeout)) };
  const startup = make([...startupTiming(healthcheck, { period, retries }), timeoutProp]);
  const readiness = make([
    { key: 'period', code: duration(whole(period)) },
    timeoutProp,
    ...(retries === 3 ? [] : [{ key: 'failureThreshold', code: String(retries) }]),
  ]);
  return {
    props: [
      { key: 'startup', code: startup },
      { key: 'readiness', code: readiness },
    ],
    constants,
  };
}

interface Timing {
  readonly period: number;
  readonly retries: number;
}

/** Docker never ends a container that does not become healthy, so the check may fail for as long as a slow start takes. */
function startupTiming(
  healthcheck: Parameters<typeof mappingOf>[0] & object,
  { period, retries }: Timing,
): Property[] {
  const { start_period: startPeriod, start_interval: startInterval } = mappingOf(healthcheck);
  const every = whole(startInterval === undefined ? Math.min(period, 5) : secondsOf(startInterval, 5));
  const inAll = Math.max(600, secondsOf(startPeriod, 0) + period * retries);
  return [
    { key: 'period', code: duration(every) },
    { key: 'failureThreshold', code: String(Math.ceil(inAll / every)) },
  ];
}

interface Check {
  /** Makes the probe, given its timing. */
  readonly make: (timing: readonly Property[]) => Code;
  readonly constants: Constant[];
}

function checkOf(service: Service, ports: readonly ServicePort[], variable: string): Check {
  const test = listOf(mappingOf(service.spec.healthcheck).test).map(text);
  const url = localUrl(test);
  const port = url && ports.find((each) => each.protocol === 'TCP' && each.port === url.port);
  if (url && port) {
    const isMain = ports.find(({ protocol }) => protocol === 'TCP') === port;
    const name = isMain ? [] : [{ key: 'port', code: literal(port.name) }];
    const make = (timing: readonly Property[]): Code =>
      `slipway.Probe.fromHttpGet(${literal(url.path)}, ${object([...name, ...timing], true)})`;
    return { make, constants: [] };
  }
  const [form = '', ...words] = test;
  const command = withoutSecrets(form === 'CMD-SHELL' ? ['/bin/sh', '-c', words.join(' ')] : words, service);
  const name = `${variable}Check`;
  return {
    make: (timing) => `${name}.with(${object(timing, true)})`,
    constants: [{ variable: name, code: `slipway.Probe.fromCommand(${texts(command)})`, uses: [] }],
  };
}

/** Kubernetes counts in whole seconds, and from one on. */
function whole(seconds: number): number {
  return Math.max(1, Math.round(seconds));
}

/** A duration of Compose, such as `1m30s`. @param otherwise the seconds of a duration that is not given */
export function secondsOf(value: Parameters<typeof text>[0], otherwise: number): number {
  const written = text(value);
  if (written === '') return otherwise;
  const units: Readonly<Record<string, number>> = {
    h: 3600,
    m: 60,
    s: 1,
    ms: 1e-3,
    us: 1e-6,
    µs: 1e-6,
    ns: 1e-9,
  };
  return [...written.matchAll(/([\d.]+)(h|ms|m|s|us|µs|ns)/g)].reduce(
    (sum, [, figure, unit = 's']) => sum + Number(figure) * (units[unit] ?? 1),
    0,
  );
}
