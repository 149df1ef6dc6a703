import { exposure, foreignImage, isolated } from '../../../cli/parity/compose/isolation';

const model = {
  name: 'shop',
  services: {
    web: {
      image: 'shop:1',
      build: { context: '/shop' },
      container_name: 'shop-web',
      ports: [{ target: 80, published: '8080' }],
      networks: { default: { ipv4_address: '172.28.0.5', aliases: ['www'] } },
    },
    tool: { build: { context: '/tool' }, networks: { default: null } },
    admin: { image: 'admin:1', ports: [{ target: 81, published: '8081', host_ip: '127.0.0.1' }] },
    worker: { image: 'shop:1' },
    db: { image: 'postgres:16' },
  },
  networks: { default: { name: 'shop_default', ipam: { config: [{ subnet: '172.28.0.0/16' }] } } },
  volumes: { data: { name: 'shop-production-data' }, shared: { name: 'shared', external: true } },
};

describe('a copy of a Compose project', () => {
  const copy = isolated(model, 'copy');

  test('shares no port, container, network or volume with the original', () => {
    expect(copy).toMatchObject({
      name: 'copy',
      services: { web: { image: 'shop:1', ports: [{ target: 80, host_ip: '127.0.0.1' }] } },
      networks: { default: {} },
      volumes: { data: {} },
    });
    expect(JSON.stringify(copy)).not.toMatch(/8080|container_name|shop_default|172\.28|shop-production-data/);
  });

  test('finds a container by the name that it had, though another has it', () => {
    expect(copy.services.web?.networks).toEqual({ default: { aliases: ['www', 'shop-web'] } });
  });

  test('runs existing images, and builds none', () => {
    expect(copy.services.web).not.toHaveProperty('build');
    expect(copy.services.tool).toEqual({ image: 'shop-tool', networks: { default: {} } });
  });

  test('keeps external networks and volumes', () => {
    expect(copy.volumes?.shared).toEqual({ name: 'shared', external: true });
  });
});

test('a service is open to all, to this machine, or to the stack alone', () => {
  const exposures = ['web', 'admin', 'db'].map((service) => exposure(model, service));

  expect(exposures).toEqual(['yes', 'this machine only', 'no']);
});

test('an image is somebody else’s if no service builds it', () => {
  expect(['web', 'worker', 'db'].map((service) => foreignImage(model, service))).toEqual([
    undefined,
    undefined,
    'postgres:16',
  ]);
});
