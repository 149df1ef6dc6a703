import { isDisabled, localUrl } from '../../../importer/project/health-check';

describe('a test gets a URL of the container itself', () => {
  test.each([
    [['CMD', 'curl', '-f', 'http://localhost:8080/health'], { port: 8080, path: '/health' }],
    [['CMD-SHELL', 'curl -fsS http://127.0.0.1/a?b=c || exit 1'], { port: 80, path: '/a?b=c' }],
    [['CMD', 'curl', '--fail', 'http://[::1]:80/'], { port: 80, path: '/' }],
    [['CMD', 'wget', '--spider', '-q', 'http://0.0.0.0:9000/x'], { port: 9000, path: '/x' }],
  ])('%j', (words, expected) => {
    expect(localUrl(words)).toEqual(expected);
  });

  test.each([
    [['CMD', 'curl', 'http://localhost/']], // it succeeds whatever the status is
    [['CMD', 'curl', '-f', 'http://db:80/']],
    [['CMD', 'curl', '-f', 'https://localhost/']],
    [['CMD', 'curl', '-f', '-X', 'POST', 'http://localhost/']],
    [['CMD', 'curl', '-f', '-H', 'Host: a', 'http://localhost/']],
    [['CMD-SHELL', 'curl -f http://localhost/ | grep ok']],
    [['CMD-SHELL', 'curl -f http://localhost/ && curl -f http://localhost/b']],
    [['CMD-SHELL', 'curl -f http://localhost:$PORT/']],
    [['CMD', 'pg_isready']],
  ])('not %j', (words) => {
    expect(localUrl(words)).toBeUndefined();
  });
});

test.each([
  [{ disable: true }, true],
  [{ test: ['NONE'] }, true],
  [{ test: ['CMD', 'a'] }, false],
  [{}, false],
  [undefined, false],
])('%j is disabled: %s', (healthcheck, expected) => {
  expect(isDisabled(healthcheck)).toBe(expected);
});
