import { existsSync, readFileSync } from 'node:fs';
import { snapshot, snapshotPath } from '../support/snapshot';
import { everyStack } from '../support/stacks';

// A snapshot is for the eyes of a reviewer. `npm run update` writes it; a test never does.
test.each(everyStack())('$stack in $environment matches its reviewed snapshot', (synthesized) => {
  const path = snapshotPath(synthesized);

  expect(existsSync(path) ? readFileSync(path, 'utf8') : `missing: npm run update writes ${path}`).toBe(
    snapshot(synthesized),
  );
});
