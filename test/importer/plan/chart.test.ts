import { importOf } from '../../support/imports';

describe('a chart', () => {
  test('has the comments of the services, and one constant for an anchor', async () => {
    const { chart } = await importOf(`name: shop
x-env: &env
  MODE: prod
  LEVEL: "3"
services:
  # Serves the pages.
  web:
    image: example/web:1.2.0
    environment: { <<: *env, OWN: yes }
  worker:
    image: example/web:1.2.0
    environment: *env
`);

    expect(chart).toContain(
      '    // Serves the pages.\n    new slipway.Worker(this, "web"'.replaceAll('"', "'"),
    );
    expect(chart.match(/MODE: 'prod'/g)).toHaveLength(1);
    expect(chart).toContain('...sharedEnvironment');
    expect(chart).toContain('env: sharedEnvironment,');
    expect(chart).toContain('LEVEL: 3');
  });

  test('names images without an exact tag once, above the class', async () => {
    const { chart } = await importOf('name: shop\nservices: { a: { image: one }, b: { image: one } }');

    expect(chart).toContain("const movingTags = ['one'];");
    expect(chart).toContain('{ ...environment, movingTags }');
  });

  test('has limits as they are written, and a constant for services without', async () => {
    const { chart } = await importOf(`name: shop
services:
  a: { image: "a:1.0.0", cpus: 0.5, mem_limit: 256m }
  b: { image: "a:1.0.0" }
  c: { image: "a:1.0.0", deploy: { resources: { limits: { cpus: "2", memory: 1g }, reservations: { cpus: "0.2", memory: 100m } } } }
`);

    expect(chart).toContain('millicores: [100, 500], mebibytes: [128, 256]');
    expect(chart).toContain('millicores: [200, 2000], mebibytes: [100, 1024]');
    expect(chart.match(/resources: withoutLimits/g)).toHaveLength(1);
  });

  test('has hosts for further pages, and the default one for the main page', async () => {
    const { objects } = await importOf(`name: shop
services:
  api: { image: "a:1.0.0", ports: ["8080:8080", "8081:8081"] }
  web: { image: "a:1.0.0", ports: ["80:80"] }
`);
    const hosts = objects.all
      .filter(({ kind }) => kind === 'Ingress')
      .map(({ metadata }) => objects.at(`Ingress/${metadata.name}`, 'spec.rules.0.host'));

    expect(hosts).toEqual([
      'api-ingress.shop.localhost',
      'api-8081-ingress.shop.localhost',
      'shop.localhost',
    ]);
  });

  test('has no way out of an internal network', async () => {
    const { chart } = await importOf(`name: shop
services:
  inner: { image: "a:1.0.0", networks: [inside] }
  outer: { image: "a:1.0.0", networks: [inside, outside] }
networks: { inside: { internal: true }, outside: }
`);

    expect(chart.match(/egress: \['internet'\]/g)).toHaveLength(1);
  });

  test('has checks of parity for what is published, and none otherwise', async () => {
    const { files } = await importOf(`name: shop
services:
  web:
    image: a:1.0.0
    ports: ["80:80"]
    depends_on: [db]
    healthcheck: { test: curl -f http://localhost/health }
  db: { image: "mariadb:11.8.2" }
`);
    const { files: without } = await importOf('name: shop\nservices: { a: { image: "a:1.0.0" } }');

    expect(files['parity.ts']).toContain("entry: { service: 'web', port: 80 }");
    expect(files['parity.ts']).toContain("web: { port: 80, health: ['/health'] }");
    expect(files['parity.ts']).toContain("dependencies: ['db']");
    expect(Object.keys(without)).not.toContain('parity.ts');
  });
});
