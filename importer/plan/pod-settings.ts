import { object, type Property, text as literal, texts } from '../code/code';
import { aliasesOf, hookOf, hostAliasesOf, nodeSelectorOf, stopSignals } from '../project/pod-settings';
import type { Project } from '../project/project';
import type { Service } from '../project/service';
import { listOf, text } from '../project/values';

/** The props of a service's process, of its host names and of the nodes that it runs on. */
export function podSettingsOf(service: Service, project: Project): Property[] {
  const { spec } = service;
  const signal = text(spec.stop_signal).replace(/^(?!SIG|$)/, 'SIG');
  return [
    ...textProp('workingDir', text(spec.working_dir)),
    ...textProp('hostname', hostnameOf(service)),
    ...listProp('aliases', aliasesOf(service, project)),
    ...mapProp('hostAliases', hostAliasesOf(service)),
    ...dnsOf(service),
    ...(spec.tty === true ? [{ key: 'tty', code: 'true' }] : []),
    ...(spec.stdin_open === true ? [{ key: 'stdin', code: 'true' }] : []),
    ...(stopSignals.includes(signal) ? [{ key: 'stopSignal', code: literal(signal) }] : []),
    ...listProp('postStart', hookOf(spec.post_start) ?? []),
    ...listProp('preStop', hookOf(spec.pre_stop) ?? []),
    ...mapProp('nodeSelector', nodeSelectorOf(service)),
  ];
}

function textProp(key: string, value: string): Property[] {
  return value === '' ? [] : [{ key, code: literal(value) }];
}

function listProp(key: string, values: readonly string[]): Property[] {
  return values.length === 0 ? [] : [{ key, code: texts(values) }];
}

function mapProp(key: string, values: ReadonlyMap<string, string>): Property[] {
  if (values.size === 0) return [];
  const entries = [...values].map(([name, value]) => ({ key: name, code: literal(value) }));
  return [{ key, code: object(entries, entries.length === 1) }];
}

/** A host name with a domain is none of a pod, and a StatefulSet gives its pods their own. */
function hostnameOf({ spec, name, kind }: Service): string {
  const hostname = text(spec.hostname);
  return kind !== 'StatefulSet' && hostname !== name && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(hostname)
    ? hostname
    : '';
}

function dnsOf({ spec }: Service): Property[] {
  const options = new Map(
    listOf(spec.dns_opt)
      .map(text)
      .map((option) => [
        option.replace(/:.*/, ''),
        option.includes(':') ? option.replace(/^[^:]*:/, '') : '',
      ]),
  );
  const parts = [
    ...listProp('nameservers', listOf(spec.dns).map(text).filter(Boolean)),
    ...listProp('searches', listOf(spec.dns_search).map(text).filter(Boolean)),
    ...mapProp('options', options),
  ];
  return parts.length === 0 ? [] : [{ key: 'dns', code: object(parts, true) }];
}
