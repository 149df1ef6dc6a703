import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalSecrets } from '../../../lib';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('LocalSecrets', () => {
  test('make a value once and keep it for the next synthesis', () => {
    const file = join(folder, 'new/secrets.json');
    const made = new LocalSecrets(file).value('shop/db-app/password');

    expect(new LocalSecrets(file).value('shop/db-app/password')).toBe(made);
    expect(new LocalSecrets(file).value('shop/redis/password')).not.toBe(made);
  });

  test('are 192 random bits, in characters that need no escape in a URL', () => {
    const value = new LocalSecrets(join(folder, 'secrets.json')).value('a');

    expect(value).toMatch(/^[\w-]{32}$/);
  });

  test('can be read by their owner only', () => {
    const file = join(folder, 'new/secrets.json');
    new LocalSecrets(file).value('a');

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700);
  });

  test('leave no half-written file behind', () => {
    new LocalSecrets(join(folder, 'secrets.json')).value('a');

    expect(readdirSync(folder)).toEqual(['secrets.json']);
  });

  test('keep another value, and all others', () => {
    const file = join(folder, 'secrets.json');
    const other = new LocalSecrets(file).value('b');
    new LocalSecrets(file).replace('a', 'changed');

    expect(new LocalSecrets(file).value('a')).toBe('changed');
    expect(new LocalSecrets(file).value('b')).toBe(other);
  });

  test('touch no file before a value is asked for', () => {
    new LocalSecrets(join(folder, 'secrets.json'));

    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['{ "a": ', 'null', '[]', '"text"'])('fail on the file %s, and leave it as it is', (text) => {
    const file = join(folder, 'secrets.json');
    writeFileSync(file, text);

    expect(() => new LocalSecrets(file).value('a')).toThrow(`${file} is not a JSON object: restore it`);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('are added only where there is no value', () => {
    const file = join(folder, 'secrets.json');
    new LocalSecrets(file).replace('a', 'first');
    new LocalSecrets(file)._add({ a: 'second', b: 'new' });

    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ a: 'first', b: 'new' });
    expect(new LocalSecrets(file)._find('b')).toBe('new');
    expect(new LocalSecrets(file)._find('c')).toBeUndefined();
  });

  test('are not written if there is nothing to add', () => {
    const file = join(folder, 'secrets.json');
    new LocalSecrets(file)._add({});

    expect(readdirSync(folder)).toEqual([]);
  });
});
