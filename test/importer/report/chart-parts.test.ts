import { type ChartPart, chartParts } from '../../../importer/report/page/chart-parts';

const chart = `import * as slipway from 'slipway';

/** Defines 'new slipway.WebService(this, "no")'. */
export class Shop extends slipway.Stack {
  constructor(scope: Construct, environment: slipway.Environment) {
    super(scope, 'shop', { environment });

    const shared = {
      LOG: 'a, {b} // c',
      "O'NAME": \`several
lines \${'x'}\`,
    };

    const db = new slipway.Postgres(this, 'db', { image: 'postgres:16.4', database: 'shop' });

    // The comment's quote is no text.
    new slipway.WebService(
      this,
      "it\\"s",
      {
        port: 80,
        env: { ...shared, B: db.secret('password') },
        connectsTo: [db],
      },
    );

    new slipway.Volume(this, 'data');
  }
}
`;

/** Its lines, and those of its properties. */
function linesOf({ kind, name, from, to, properties }: ChartPart): string {
  const props = properties.map((each) => `${each.key} ${each.from}-${each.to}`);
  return `${kind} ${name} ${from}-${to}: ${props.join(', ')}`;
}

describe('the parts of a chart', () => {
  const parts = chartParts(chart);

  test('are its constructs and constants with their lines, whatever is in texts and comments', () => {
    expect(parts.map(linesOf)).toEqual([
      'stack shop 6-6: ',
      "constant shared 8-12: LOG 9-9, O'NAME 10-11",
      'construct db 14-14: image 14-14, database 14-14',
      'construct it"s 17-25: port 21-21, env 22-22, connectsTo 23-23',
      'construct data 27-27: ',
    ]);
  });

  test('have the names and the properties in a property', () => {
    expect(parts[3]?.properties[1]).toMatchObject({
      names: expect.arrayContaining(['shared', 'db']) as unknown,
      properties: [{ key: '...' }, { key: 'B' }],
    });
  });

  test.each(['', 'const a = {', "new slipway.Task(this, 'a'", 'super(scope', '}', "'"])(
    'are found without an error in %j, which is no chart',
    (text) => {
      expect(() => chartParts(text)).not.toThrow();
    },
  );
});
