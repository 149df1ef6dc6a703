import type { Construct } from 'constructs';
import { dev, Postgres, type SecretStore, Stack, WebService } from '../lib';

/** A store in memory, because the usual one writes a file. */
const secrets: SecretStore = { value: (path) => `secret of ${path}` };

/** A chain of `size` services, each connected to the one before it, every tenth with a database of its own. */
export class GrownStack extends Stack {
  constructor(scope: Construct, size: number) {
    super(scope, 'grown', { environment: dev(secrets) });
    let previous: WebService | undefined;
    for (let number = 1; number <= size; number++) {
      const database =
        number % 10 === 0
          ? new Postgres(this, `postgres-${number}`, { image: 'postgres:16.10', database: 'shop' })
          : undefined;
      previous = new WebService(this, `web-${number}`, {
        image: 'example/web:1.0.0',
        port: 8080,
        env: { LOG_LEVEL: 'info', ...(database && { DATABASE_URL: database.secret('uri') }) },
        ...(database && { startsAfter: [database] }),
        ...(previous && { connectsTo: [previous] }),
      });
    }
  }
}
