import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultImages } from '../../lib';

const source = readFileSync(join(__dirname, '../../lib/images.ts'), 'utf8');

test.each(Object.entries(defaultImages))(
  'the default image of %s, %s, is one that Renovate finds',
  (key, image) => {
    const name = image.slice(0, image.lastIndexOf(':'));

    expect(source).toContain(`  // renovate: datasource=docker depName=${name}\n  ${key}: '${image}',\n`);
  },
);
