import { type Code, object, type Property, template, text as literal } from '../code/code';
import { pathText } from '../locate/leaf';
import { renamed } from '../project/host-names';
import { type Segment, segmentsOf } from '../project/secret-values';
import type { Service } from '../project/service';
import { mappingOf, text } from '../project/values';
import { type Context, type Reference, secretCode } from './context';

/** The prop `env` of a service: what it shares with others by a constant, and its own variables. */
export function environmentOf(
  service: Service,
  context: Context,
): { readonly props: Property[]; readonly uses: string[] } {
  const groups = context.shared.filter(({ services }) => services.includes(service.name));
  const shared = new Set(groups.flatMap(({ names }) => names));
  const own = variablesOf(service, context)
    .filter((name) => !shared.has(name))
    .map((name) => ({ name, ...variableCode(service, name, context) }));
  const entries = [
    ...groups.map(({ variable }) => ({ key: '...', code: variable })),
    ...own.map(({ name, code }) => ({ key: name, code })),
  ];
  const [only] = groups;
  const code = entries.length === 1 && only ? only.variable : object(entries);
  return {
    props: entries.length === 0 ? [] : [{ key: 'env', code }],
    uses: [...groups.map(({ variable }) => variable), ...own.flatMap(({ uses }) => uses)],
  };
}

/** The names of the variables of a service that have a value, in the order of the file. */
function variablesOf({ name, spec }: Service, { order }: Context): string[] {
  const path = (variable: string): string => pathText(['services', name, 'environment', variable]);
  return Object.entries(mappingOf(spec.environment))
    .flatMap(([variable, value]) => (value === null ? [] : [variable]))
    .sort((one, other) => order.comparePaths(path(one), path(other)));
}

/** The value of a variable: a literal, a reference to a Secret, or a text with such references. */
export function variableCode({ spec }: Service, name: string, context: Context): Reference {
  const segments = segmentsOf(name, text(mappingOf(spec.environment)[name])).map((segment) =>
    typeof segment === 'string' ? renamed(segment, context.project, name) : segment,
  );
  return valueCode(segments, context);
}

function valueCode(segments: readonly Segment[], context: Context): Reference {
  const [first] = segments;
  if (segments.length === 1 && first !== undefined) {
    return typeof first === 'string' ? { code: plain(first), uses: [] } : secretCode(context, first.secret);
  }
  const texts = [''];
  const references: Reference[] = [];
  for (const segment of segments) {
    if (typeof segment === 'string') {
      texts.push((texts.pop() ?? '') + segment);
    } else {
      references.push(secretCode(context, segment.secret));
      texts.push('');
    }
  }
  const codes = references.map(({ code }) => code);
  return {
    code: `slipway.secretText${template(texts, codes)}`,
    uses: references.flatMap(({ uses }) => uses),
  };
}

/** Numbers and switches without quotes, if their text stays the same. */
function plain(value: string): Code {
  return /^(0|[1-9]\d{0,14}|true|false)$/.test(value) ? value : literal(value);
}
