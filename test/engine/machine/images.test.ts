import { buildArguments } from '../../../engine/machine/build';
import { buildsOf, builtServices } from '../../../engine/machine/compose-builds';
import { hasImage, parseImages, qualified } from '../../../engine/machine/node-images';

const file = 'apps/shop/compose.yaml';

describe('the builds of a Compose file', () => {
  test('are those of the services with build', () => {
    const services = {
      db: { image: 'postgres:16.10' },
      app: {
        image: 'shop/app:1.0.0',
        build: { context: '/shop/app', dockerfile: 'Dockerfile', args: { A: '1' } },
      },
    };

    expect(buildsOf({ name: 'shop', services }, file)).toEqual([
      {
        service: 'app',
        image: 'shop/app:1.0.0',
        context: '/shop/app',
        dockerfile: 'Dockerfile',
        target: undefined,
        args: { A: '1' },
      },
    ]);
  });

  test('are made once, though several services run the image, and apart if they differ', () => {
    const app = { image: 'shop/app:1', build: { context: '/shop/app' } };
    const services = { migrate: app, app, debug: { ...app, build: { ...app.build, target: 'debug' } } };

    expect(buildsOf({ name: 'shop', services }, file)).toMatchObject([
      { service: 'migrate', target: undefined },
      { service: 'debug', target: 'debug' },
    ]);
  });

  test('without an image are called as Compose calls them', () => {
    const [build] = buildsOf({ name: 'shop', services: { app: { build: { context: '/a' } } } }, file);

    expect(build?.image).toBe('shop-app');
  });

  test('fail on a key that would be lost', () => {
    const build = { context: '/a', secrets: ['token'] };

    expect(() => buildsOf({ name: 'shop', services: { app: { build } } }, file)).toThrow(
      'apps/shop/compose.yaml: services.app.build.secrets is more than slipway can build with',
    );
  });

  test('are told what Compose escapes as it is', () => {
    const build = { context: '/a', args: { SECRET: 'a$$b', TOKEN: null } };

    expect(buildsOf({ name: 'shop', services: { app: { build } } }, file)).toMatchObject([
      { args: { SECRET: 'a$b', TOKEN: null } },
    ]);
  });

  test('need no more of a Compose file than image, platform and build', () => {
    const app = { image: 'shop/app:1', platform: 'linux/amd64', build: { context: '/a', args: { A: '$A' } } };
    const services = {
      app: { ...app, environment: { PASSWORD: '${PASSWORD:?}' } },
      db: { image: 'postgres' },
    };

    expect(builtServices({ name: 'shop', services }, file)).toEqual({ name: 'shop', services: { app } });
  });

  test.each(['shop/app:${TAG}', 'shop/app:$TAG'])(
    'fail on an image whose name depends on a variable: %s',
    (image) => {
      const services = { app: { image, build: { context: '/a' } } };

      expect(() => builtServices({ name: 'shop', services }, file)).toThrow(
        "the build of the service 'app' depends on a variable",
      );
    },
  );
});

describe('the arguments of docker build', () => {
  const build = { service: 'app', image: 'shop/app:1', context: '/shop/app', args: {} };

  test('name image and context, and no network unless one is asked for', () => {
    expect(buildArguments(build, undefined)).toEqual(['build', '--tag', 'shop/app:1', '/shop/app']);
  });

  test('leave the Dockerfile of a context that Docker fetches to Docker', () => {
    const remote = { ...build, context: 'https://github.com/shop/app.git#main', dockerfile: 'Dockerfile' };

    expect(buildArguments(remote, undefined)).toContain('Dockerfile');
  });

  test('honour dockerfile, target, platform, args and network', () => {
    const full = {
      ...build,
      dockerfile: 'Dockerfile.prod',
      target: 'final',
      platform: 'linux/arm64',
      args: { A: '1', FROM_ENV: null },
    };

    expect(buildArguments(full, 'host')).toEqual([
      ...['build', '--tag', 'shop/app:1', '--file', '/shop/app/Dockerfile.prod', '--target', 'final'],
      ...['--platform', 'linux/arm64'],
      ...['--build-arg', 'A=1', '--build-arg', 'FROM_ENV', '--network', 'host', '/shop/app'],
    ]);
  });
});

describe('an image on a node', () => {
  const images = parseImages(`REF TYPE DIGEST SIZE PLATFORMS LABELS
docker.io/shop/app:1 application/vnd.docker.distribution.manifest.v2+json sha256:aaa 5 MiB linux/amd64 -
sha256:111 application/vnd.docker.distribution.manifest.v2+json sha256:aaa 5 MiB linux/amd64 -
sha256:222 application/vnd.docker.distribution.manifest.v2+json sha256:bbb 5 MiB linux/amd64 -
`);

  test.each([
    ['by the ID of its configuration', 'shop/app:1', 'sha256:111', true],
    ['by its digest, where Docker keeps images in containerd', 'shop/app:1', 'sha256:aaa', true],
    ['not if another build has the name', 'shop/app:1', 'sha256:222', false],
    ['not if the ID is unknown', 'shop/app:1', 'sha256:333', false],
    ['not under another name', 'shop/web:1', 'sha256:111', false],
  ])('is recognized %s', (_, name, id, expected) => {
    expect(hasImage(images, name, id)).toBe(expected);
  });

  test.each([
    ['redis:7', 'docker.io/library/redis:7'],
    ['shop/app', 'docker.io/shop/app:latest'],
    ['localhost/app:1', 'localhost/app:1'],
    ['ghcr.io/shop/app:1', 'ghcr.io/shop/app:1'],
    ['localhost:5001/app', 'localhost:5001/app:latest'],
    ['redis@sha256:abc', 'docker.io/library/redis@sha256:abc'],
  ])('%s is called %s there', (name, expected) => {
    expect(qualified(name)).toBe(expected);
  });
});
