import type { SecretObject } from '../../../engine/kube/secret-object';
import { loginValues, withLogin } from '../../../engine/rotation/login-secret';

function secret(values: Readonly<Record<string, string>>): SecretObject {
  const data = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
  );
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db-app', labels: { a: 'b' } }, data };
}

const values = {
  username: 'shop',
  password: 'old',
  dbname: 'shop',
  host: 'db',
  port: '5432',
  uri: 'postgresql://shop:old@db:5432/shop?sslmode=require',
  'jdbc-uri': 'jdbc:postgresql://db:5432/shop?ssl=true&user=shop&password=old',
};

describe('the Secret of a database', () => {
  test('has another login everywhere, and all else as it was', () => {
    const changed = withLogin(secret(values), { username: 'interim', password: 'n@w/1' });

    expect(changed.metadata).toEqual(secret(values).metadata);
    expect(loginValues(changed)).toEqual({
      ...values,
      username: 'interim',
      password: 'n@w/1',
      uri: 'postgresql://interim:n%40w%2F1@db:5432/shop?sslmode=require',
      'jdbc-uri': 'jdbc:postgresql://db:5432/shop?ssl=true&user=interim&password=n%40w/1',
    });
  });

  test('keeps the path of a CA as the chart writes it', () => {
    const jdbc = 'jdbc:postgresql://db:5432/shop?user=shop&password=old&sslrootcert=/etc/tls/db/ca.crt';
    const changed = withLogin(secret({ ...values, 'jdbc-uri': jdbc }), { username: 'shop', password: 'new' });

    expect(loginValues(changed)?.['jdbc-uri']).toBe(jdbc.replace('old', 'new'));
  });

  test('may do without URIs', () => {
    const { uri, 'jdbc-uri': jdbcUri, ...others } = values;
    const changed = withLogin(secret(others), { username: 'shop', password: 'new' });

    expect([uri, jdbcUri]).not.toContain(undefined);
    expect(loginValues(changed)).toEqual({ ...others, password: 'new' });
  });

  test.each(['username', 'password', 'dbname', 'host'])('holds no Postgres credentials without %s', (key) => {
    const others = Object.entries(values).filter(([name]) => name !== key);

    expect(loginValues(secret(Object.fromEntries(others)))).toBeUndefined();
  });
});
