import type { StackRef } from '../../engine/base/stack-ref';

/** A stack of no real project, for messages about it. */
export const shop: StackRef = {
  name: 'shop',
  files: { folder: 'apps/shop', chart: 'apps/shop/chart.ts', compose: 'apps/shop/compose.yaml' },
};
