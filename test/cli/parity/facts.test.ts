import { excerpts } from '../../../cli/parity/excerpts';
import { compareWith, heading, readExplanations } from '../../../cli/parity/explanations';
import { differences } from '../../../cli/parity/facts';
import { report } from '../../../cli/parity/report';

const compose = new Map([
  ['GET /: status', '200'],
  ['GET /: body', 'Hello, here is Ada, who has a long story to tell of the machine that she never saw'],
  ['GET /: header server', 'nginx'],
]);
const kubernetes = new Map([
  ['GET /: status', '200'],
  ['GET /: body', 'Hello, here is Ada, who has a long story to tell of the engine that she never saw'],
  ['GET /: header x-proxy', 'yes'],
]);
const found = differences(compose, kubernetes);

describe('differences', () => {
  test('are facts with different values, and facts of only one side', () => {
    expect(found).toEqual([
      { fact: 'GET /: body', values: [compose.get('GET /: body'), kubernetes.get('GET /: body')] },
      { fact: 'GET /: header server', values: ['nginx', undefined] },
      { fact: 'GET /: header x-proxy', values: [undefined, 'yes'] },
    ]);
  });

  test('are shown from shortly before the place where the sides part', () => {
    expect(excerpts(found[0] ?? { fact: '', values: ['', ''] })).toEqual([
      '…tell of the machine that she never saw',
      '…tell of the engine that she never saw',
    ]);
  });
});

describe('the table in a README', () => {
  const readme = `# shop

## What differs on Kubernetes

| Fact                                      | Why                                      |
| ----------------------------------------- | ---------------------------------------- |
| \`GET *: header server\`, \`GET /: body\` | \`server_tokens\` is off in this \\| pod |
| \`POST *: status\`                        | a limit                                  |

## Where each claim is met

| \`GET /: header x-proxy\` | not an explanation |
`;

  test('explains by the code in its first column, and by no other table', () => {
    expect(readExplanations(readme, heading)).toEqual([
      'GET *: header server',
      'GET /: body',
      'POST *: status',
    ]);
    expect(readExplanations('# shop\n', heading)).toEqual([]);
  });

  test('leaves other differences unexplained, and reports explanations without a difference', () => {
    expect(compareWith(readExplanations(readme, heading), found)).toEqual({
      unexplained: [found[2]],
      needless: ['POST *: status'],
    });
  });

  test('takes a pattern word by word: only the star stands for anything', () => {
    const dotted = { fact: 'GET /a.b: status', values: ['1', '2'] } as const;

    expect(compareWith(['GET /a.b: status'], [dotted]).unexplained).toEqual([]);
    expect(compareWith([], [dotted], ['GET /*: status', 'web: user'])).toEqual({
      unexplained: [],
      needless: [],
    });
    expect(compareWith(['GET /axb: status', 'GET /a.b'], [dotted]).unexplained).toEqual([dotted]);
  });
});

describe('the report', () => {
  test('marks differences without an explanation, and names the README', () => {
    const text = report('shop', compose, found, found.slice(2), []);

    expect(text).toContain('1 facts are the same under Compose and on Kubernetes, 3 differ.');
    expect(text).toMatch(/^x {2}GET \/: header x-proxy +\(none\) +yes$/m);
    expect(text).toMatch(/^ {3}GET \/: header server +nginx +\(none\)$/m);
    expect(text).toContain("1 of them, marked x, are not explained below 'What differs on Kubernetes'");
  });

  test('shows a header that differs in every answer once', () => {
    const many = ['/a', '/b', '/c'].map((path) => ({
      fact: `GET ${path}: header server`,
      values: [undefined, 'nginx'] as const,
    }));

    expect(report('shop', new Map(), many, [], [])).toMatch(/^ {3}GET \/a and 2 more: header server/m);
  });
});
