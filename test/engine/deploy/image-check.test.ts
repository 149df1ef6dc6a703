import { checkSources } from '../../../engine/deploy/image-check';
import { type Build, buildsOf } from '../../../engine/machine/compose-builds';
import type { Lookup } from '../../../engine/machine/image-lookup';
import { failureOf } from '../../support/failure';
import { shop } from '../../support/shop';

/** The builds of a Compose file with one service, with or without an image. */
function buildOf(service: string, image?: string): Build {
  const [build] = buildsOf({
    folder: '/shop',
    model: { name: 'shop', services: { [service]: { image, build: {} } } },
  });
  if (!build) throw new Error('no build');
  return build;
}

function check(known: readonly Build[], lookups: Readonly<Record<string, Lookup>>): string[] {
  return checkSources(shop, known, new Map(Object.entries(lookups)));
}

function refusal(...args: Parameters<typeof check>): string {
  return failureOf(() => check(...args)).paragraph();
}

describe('an image that nothing builds', () => {
  const web = buildOf('web', 'shop/web:1.0.0');

  test.each(['absent', 'unknown'] as const)(
    'is told with the near miss, where its registry answers %s',
    (lookup) => {
      expect(refusal([web], { 'shop/web:1.0.1': lookup })).toBe(
        "nothing builds shop/web:1.0.1, which the stack 'shop' runs: the service 'web' of apps/shop/compose.yaml builds shop/web:1.0.0. Write the same tag in apps/shop/chart.ts and in the Compose file.",
      );
    },
  );

  test('names the service without an image', () => {
    expect(refusal([buildOf('web')], { 'shop/shop-web:1.0.0': 'unknown' })).toBe(
      "nothing builds shop/shop-web:1.0.0, which the stack 'shop' runs: the service 'web' of apps/shop/compose.yaml has 'build', but no 'image'. Add 'image: shop/shop-web:1.0.0' to the service 'web' there.",
    );
  });

  test('is nowhere if no registry has it', () => {
    expect(refusal([web], { 'postgres:61.10': 'absent' })).toContain(
      "the image postgres:61.10 of the stack 'shop' does not exist",
    );
  });

  test('is left to the nodes if its registry can’t be asked', () => {
    expect(check([web], { 'postgres:16.10': 'unknown', 'redis:7.4': 'there' })).toEqual([
      'The registry of postgres:16.10 did not answer this machine. The launch shows whether the nodes can pull the image.',
    ]);
  });

  test('may be of any service without an image', () => {
    expect(check([buildOf('web')], { 'acme/frontend:1': 'unknown' })).toEqual([
      "In apps/shop/compose.yaml, these services have 'build' and no 'image': 'web'. If the stack runs them, add the 'image' that apps/shop/chart.ts names.",
      expect.stringContaining('The registry of acme/frontend:1'),
    ]);
  });

  test('is no trouble if its registry has it, though another tag is built here', () => {
    expect(check([web], { 'shop/web:1.0.1': 'there' })).toEqual([]);
  });
});
