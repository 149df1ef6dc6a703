import { inOrder } from '../../../importer/plan/order';
import type { Part } from '../../../importer/plan/planned';

interface Needs {
  readonly uses?: readonly string[];
  readonly after?: readonly string[];
  readonly to?: readonly string[];
}

function part(
  variable: string,
  { uses = [], after = [], to = [] }: Needs = {},
  construct = 'WebService',
): Part {
  const connectsTo = to.map((other) => ({ variable: other, code: other }));
  return {
    construct,
    id: variable,
    variable,
    props: [],
    uses,
    dependencies: { startsAfter: after, connectsTo },
  };
}

const order = (...parts: readonly Part[]): string[] => inOrder(parts).parts.map(({ variable }) => variable);

describe('the parts of a chart', () => {
  test('keep their order where nothing is needed', () => {
    expect(order(part('b'), part('a'))).toEqual(['b', 'a']);
  });

  test('come after what they use, wait for and connect to', () => {
    expect(order(part('a', { to: ['c'] }), part('b', { after: ['a'] }), part('c'))).toEqual(['c', 'a', 'b']);
  });

  test('that only others need come just before the first that uses them', () => {
    const helper = part('volume', {}, 'Volume');

    expect(order(helper, part('a'), part('b', { uses: ['volume'] }))).toEqual(['a', 'volume', 'b']);
  });

  test('that connect in a circle have statements', () => {
    const { parts, statements } = inOrder([part('a', { to: ['b'] }), part('b', { to: ['a'] })]);

    expect(parts.map(({ variable }) => variable)).toEqual(['b', 'a']);
    expect(statements).toEqual(['b.connections.allowTo(a);']);
  });
});
