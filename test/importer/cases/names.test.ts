import { type ImportedFile, importOf } from '../../support/imports';

let file: ImportedFile;

beforeAll(async () => {
  file = await importOf(
    `name: Our_Market
services:
  Sale_API:
    image: example/sales:1.3.0
    container_name: sales-main
    expose: ["9000"]
    environment:
      GOODS_URL: http://goods_service:7100/v2
      HINT: "call goods_service when in doubt"
  goods_service:
    image: example/goods:2.0.1
    expose: ["7100"]
    hostname: goods.internal
  window:
    image: example/window:1.0.0
    ports: ["3000:3000"]
    command: ["serve", "--api", "Sale_API:9000"]
    environment:
      API: http://Sale_API:9000
      OLD_API: http://sales-main:9000
`,
    { projectName: 'our_market' },
  );
});

const env = (name: string): unknown =>
  Object.fromEntries(
    (file.objects.container(name, 'env') as { name: string; value: string }[]).map((each) => [
      each.name,
      each.value,
    ]),
  );

describe('names that Kubernetes does not allow', () => {
  test('become legal ones, and the ledger has both', () => {
    expect(file.stack).toBe('our-market');
    expect(file.entry('name').to).toEqual([{ object: 'Namespace/our-market', field: 'metadata.name' }]);
    const illegal = file.objects.all.filter(
      ({ metadata }) => !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(metadata.name),
    );

    expect(illegal).toEqual([]);
    expect(file.entry('services.Sale_API.image').to?.[0]?.object).toBe('Deployment/sale-api');
    expect(file.entry('services.goods_service.image').to?.[0]?.object).toBe('Deployment/goods-service');
  });

  test('are rewritten where they are hosts', () => {
    expect(env('Deployment/window')).toEqual({
      API: 'http://sale-api:9000',
      OLD_API: 'http://sales-main:9000',
    });
    expect(file.objects.container('Deployment/window', 'args')).toEqual(['serve', '--api', 'sale-api:9000']);
    expect(env('Deployment/sale-api')).toMatchObject({ GOODS_URL: 'http://goods-service:7100/v2' });
    expect(file.objects.at('Service/sale-api', 'spec.ports.0.port')).toBe(9000);
    expect(file.objects.at('Service/goods-service', 'spec.ports.0.port')).toBe(7100);
    expect(file.entry('services.window.environment.API')).toMatchObject({ fate: 'inferred' });
  });

  test('of containers are Services with the same pods', () => {
    expect(file.objects.at('Service/sales-main', 'spec.selector')).toEqual(
      file.objects.at('Service/sale-api', 'spec.selector'),
    );
    expect(file.objects.at('Service/sales-main', 'spec.ports')).toEqual(
      file.objects.at('Service/sale-api', 'spec.ports'),
    );
    expect(file.entry('services.Sale_API.container_name').to).toEqual([
      { object: 'Service/sales-main', field: 'metadata.name' },
    ]);
  });

  test('stay in prose', () => {
    expect(env('Deployment/sale-api')).toMatchObject({ HINT: 'call goods_service when in doubt' });
  });

  test('that would be the same are refused', async () => {
    const two = 'services: { a-b: { image: "x:1.0.0" }, a_b: { image: "x:1.0.0" }, c: { image: "x:1.0.0" } }';

    await expect(importOf(two)).rejects.toThrow("'a-b' and 'a_b' would both be 'a-b'");
  });

  test('a host name for nobody else is refused with a reason', () => {
    expect(file.entry('services.goods_service.hostname')).toMatchObject({ fate: 'refused' });
  });
});
