import { join } from 'node:path';
import { userFailure } from '../../../engine/stack/user-failure';
import { Redis } from '../../../lib';
import { testStack } from '../../support/stack';

const root = join(__dirname, '../../..');

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test('an error of the library is shown where the chart called it', () => {
  const error = thrown(() => new Redis(testStack(), 'cache', { image: 'redis:7.4.5', port: 6379 } as never));

  const failure = userFailure(error, { what: 'shop', root, file: join(root, 'apps/shop/chart.ts') });

  expect(failure.message).toMatch(/^shop: unknown prop 'port' of Redis 'cache'/);
  expect(failure.fix).toMatch(/^Correct test\/engine\/stack\/user-failure\.test\.ts:\d+\.$/);
});
