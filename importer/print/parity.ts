import { list, object, type Property, text, texts } from '../code/code';
import type { ParityFacts } from '../plan/planned';

/** The text of parity.ts, before it is formatted. */
export function parityText({ entry, services, dependencies }: ParityFacts): string {
  const checked = services.map(({ name, port, health }): Property => {
    const paths = health === undefined ? [] : [{ key: 'health', code: texts([health]) }];
    return { key: name, code: object([{ key: 'port', code: String(port) }, ...paths], true) };
  });
  const code = object([
    { key: 'entry', code: `{ service: ${text(entry.service)}, port: ${entry.port} }` },
    { key: 'services', code: object(checked) },
    {
      key: 'requests',
      code: list(["{ path: '/' }"]),
      comment: 'Add the requests that matter to your users.',
    },
    { key: 'dependencies', code: texts(dependencies) },
  ]);
  return `import type { ParityChecks } from 'slipway';

/** What must be the same under Compose and on Kubernetes. */
export const parity: ParityChecks = ${code};
`;
}
