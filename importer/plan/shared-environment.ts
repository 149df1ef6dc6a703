import { object } from '../code/code';
import { pathText } from '../locate/leaf';
import { mappingOf } from '../project/values';
import type { Context, SharedVariables } from './context';
import { variableCode } from './environment';
import type { Constant } from './planned';

/** The groups of two or more variables that the same services share by an anchor. */
export function sharedVariables({
  services,
  order,
}: Pick<Context, 'services' | 'order'>): Omit<SharedVariables, 'variable'>[] {
  const users = new Map<string, { readonly name: string; readonly services: string[] }>();
  for (const { name: service, spec } of services) {
    const path = (name: string): string => pathText(['services', service, 'environment', name]);
    const names = Object.keys(mappingOf(spec.environment)).sort((one, other) =>
      order.comparePaths(path(one), path(other)),
    );
    for (const name of names) {
      const place = order.placeKey(path(name));
      if (place === undefined) continue;
      const known = users.get(`${name} ${place}`) ?? { name, services: [] };
      known.services.push(service);
      users.set(`${name} ${place}`, known);
    }
  }
  const groups = new Map<string, { services: string[]; names: string[] }>();
  for (const { name, services: sharing } of users.values()) {
    if (sharing.length < 2) continue;
    const key = JSON.stringify(sharing);
    const group = groups.get(key) ?? { services: sharing, names: [] };
    group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].filter(({ names }) => names.length > 1);
}

/** The constants for these groups. */
export function sharedConstants(context: Context): Constant[] {
  return context.shared.flatMap(({ variable, services, names }) => {
    const service = context.services.find(({ name }) => name === services[0]);
    if (!service) return [];
    const codes = names.map((name) => ({ name, ...variableCode(service, name, context) }));
    return [
      {
        variable,
        code: object(codes.map(({ name, code }) => ({ key: name, code }))),
        uses: codes.flatMap(({ uses }) => uses),
      },
    ];
  });
}
