import { createRequire } from 'node:module';

/** The grammar of Prometheus' own editor; its types are those of an ES module, which tsc lets nobody require. */
const { parser } = createRequire(__filename)('@prometheus-io/lezer-promql') as {
  readonly parser: { parse(query: string): Tree };
};

interface Tree {
  iterate(visit: { enter(node: Node): void }): void;
}

interface Node {
  readonly type: { readonly isError: boolean };
  readonly from: number;
}

/** Where `expression` is not PromQL, such as `8: sum(rate(`. */
export function syntaxErrors(expression: string): string[] {
  // Grafana puts a window there before Prometheus sees it.
  const query = expression.replaceAll('$__rate_interval', '2m');
  const errors: string[] = [];
  parser.parse(query).iterate({
    enter: ({ type, from }) => {
      if (type.isError) errors.push(`${from}: ${query}`);
    },
  });
  return errors;
}
