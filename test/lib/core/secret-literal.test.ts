import { isSecretLiteral } from '../../../lib/core/secret-literal';

const key = '60gp0byfz2dvffa45cxl20p1scy9xbpf6d8c5y0geejgkyp1b5';

describe('a secret', () => {
  test.each([
    ...['DB_PASSWORD', 'MYSQL_ROOT_PASSWORD', 'PGPASSWORD', 'dbPassword', 'AUTHENTIK_POSTGRESQL__PASSWORD'],
    ...['DB_PASS', 'PG_PASS', 'RABBITMQ_DEFAULT_PASS', 'POSTGRES_PWD', 'SMTP_PWD', 'DB_PW', 'PASSPHRASE'],
    ...[
      'SECRET_KEY',
      'SECRET_KEY_BASE',
      'JWT_SECRET_KEY',
      'ENCRYPTION_KEY',
      'APP_KEY',
      'LICENSE_KEY',
      'Jwt__Key',
    ],
    ...[
      'JWT_SECRET',
      'NEXTAUTH_SECRET',
      'OTP_SECRET',
      'AzureAd__ClientSecret',
      'TOTP_VAULT_KEY',
      'VAPID_PRIVATE_KEY',
    ],
    ...[
      'GITHUB_TOKEN',
      'N8N_RUNNERS_AUTH_TOKEN',
      'API_TOKENS',
      'STRIPE_API_KEY',
      'APIKEY',
      'AWS_SECRET_ACCESS_KEY',
    ],
    ...[
      'SALT',
      'ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT',
      'REDIS_AUTH',
      'SENTRY_DSN',
      'GOOGLE_CREDENTIALS',
    ],
    ...['PASSWORD_HASH', 'WIREGUARD_PRESHARED_KEY', 'spring.datasource.password'],
  ])('is found by the name %s', (name) => {
    expect(isSecretLiteral(name, 'x')).toBe(true);
    expect(isSecretLiteral(name, key)).toBe(true);
  });

  test.each([
    ['DATABASE_URL', 'postgresql://shop:hunter2@db:5432/shop'],
    ['CACHES', 'redis://cache:6379/0,redis://:hunter2@redis:6379/0'],
    ['DATABASE_URL', 'shop:hunter2@tcp(db:3306)/shop'],
    ['JDBC', 'jdbc:postgresql://db/shop?user=shop&password=hunter2'],
    ['ConnectionStrings__Default', 'Server=db;User=sa;Password=hunter2'],
    ['LIBPQ', 'host=db user=shop password=hunter2'],
    ['SENTRY_DSN', 'https://0a1b2c@o1.ingest.sentry.io/42'],
    ['TLS', '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE'],
    ['GIT', `ghp_${'a1'.repeat(18)}`],
    ['ANON', 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJkZW1vIn0.c2lnbmF0dXJl'],
  ])('is found in %s: %j', (name, value) => {
    expect(isSecretLiteral(name, value)).toBe(true);
  });
});

test.each([
  // switches
  ['MYSQL_RANDOM_ROOT_PASSWORD', 'yes'],
  ['ALLOW_EMPTY_PASSWORD', 'true'],
  ['ENABLE_RESET_PASSWORD', 'false'],
  ['MARIADB_ALLOW_EMPTY_ROOT_PASSWORD', '1'],
  ['EMPTY_PASSWORD', ''],
  ['SMTP_AUTH', 'on'],
  // methods, paths and addresses
  ['SMTP_AUTH', 'plain'],
  ['NEO4J_AUTH', 'none'],
  ['POSTGRES_HOST_AUTH_METHOD', 'trust'],
  ['TLS_KEY', '/certs/tls.key'],
  ['SSL_KEY', './key.pem'],
  ['GOOGLE_APPLICATION_CREDENTIALS', '/run/secrets/google'],
  ['DB_PASSWORD_FILE', '/run/secrets/db'],
  ['PWD', '/app'],
  ['PROXY_PASS', 'http://backend:8080'],
  ['DATABASE_URL', 'postgresql://db:5432/shop'],
  ['DB_DSN', 'sqlite:///var/lib/app.db'],
  ['DB_DSN', 'host=db user=shop dbname=shop'],
  ['TOKEN_URL', 'https://id.example.com/token'],
  // names that only begin like one, and what is public
  ['PASSWORD_MIN_LENGTH', '12'],
  ['ACCESS_TOKEN_EXPIRE_MINUTES', '30'],
  ['API_KEY_RATE_LIMIT', '60/minute'],
  ['SALT_ROUNDS', '10'],
  ['SECRET_NAME', 'shop-app'],
  ['LLM_MAX_TOKENS', '4096'],
  ['MAX_OUTPUT_TOKENS', '4096'],
  ['BYPASS', 'localhost'],
  ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
  ['VAPID_PUBLIC_KEY', 'BIk'],
  ['LANGFUSE_INIT_PROJECT_PUBLIC_KEY', 'pk-lf-1'],
  ['RECAPTCHA_SITE_KEY', '6Lc'],
  ['RABBITMQ_ROUTING_KEY', 'orders.created'],
  ['KEYCLOAK_URL', 'http://keycloak:8080'],
  ['MONKEY', 'business'],
  ['AUTHOR', 'me'],
])('%s: %j is no secret', (name, value) => {
  expect(isSecretLiteral(name, value)).toBe(false);
});
