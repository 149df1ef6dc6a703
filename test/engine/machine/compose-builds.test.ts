import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildModel,
  buildsOf,
  type ComposeModel,
  libraryBuilds,
} from '../../../engine/machine/compose-builds';

const file = 'apps/shop/compose.yaml';

function namesOf(model: ComposeModel): string[] {
  return buildsOf({ folder: 'apps/shop', model }).map(({ service, image }) => `${service}: ${image}`);
}

describe('the builds of a Compose file', () => {
  test('are made once, though several services run the image, and apart if they differ', () => {
    const app = { image: 'shop/app:1', build: { context: '/shop/app' } };
    const debug = { image: 'shop/debug:1', build: { ...app.build, target: 'debug' } };

    expect(namesOf({ name: 'shop', services: { migrate: app, app, debug } })).toEqual([
      'migrate: shop/app:1',
      'debug: shop/debug:1',
    ]);
  });

  test('without an image are called as Compose calls them', () => {
    expect(namesOf({ name: 'shop', services: { app: { build: { context: '/a' } } } })).toEqual([
      'app: shop-app',
    ]);
  });
});

describe('the part of a Compose file that a build needs', () => {
  test('is image, platform and build of the services that have one, with all that a build says', () => {
    const build = {
      context: '/a',
      args: { A: '$A' },
      ssh: ['default'],
      cache_from: ['shop/app:cache'],
      additional_contexts: { base: 'service:base' },
    };
    const app = { image: 'shop/app:1', platform: 'linux/amd64', build };
    const services = {
      app: { ...app, environment: { PASSWORD: '${PASSWORD:?}' } },
      db: { image: 'postgres:${POSTGRES:?}' },
    };

    expect(buildModel({ name: 'shop', services }, file)).toEqual({
      name: 'shop',
      services: { app },
      secrets: {},
    });
  });

  test('is also the secrets that it mounts, and no others', () => {
    const token = { environment: 'NPM_TOKEN' };
    const services = { app: { build: { context: '/a', secrets: [{ source: 'token' }] } } };

    expect(
      buildModel({ name: 'shop', services, secrets: { token, password: { file: '${FILE:?}' } } }, file)
        .secrets,
    ).toEqual({ token });
  });

  test.each(['shop/app:${TAG}', 'shop/app:$TAG'])('is an image whose name is fixed, unlike %s', (image) => {
    const services = { app: { image, build: { context: '/a' } } };

    expect(() => buildModel({ name: 'shop', services }, file)).toThrow(
      "apps/shop/compose.yaml: the image of the service 'app' contains a variable",
    );
  });
});

test.each([...libraryBuilds])(
  'the library has the image of $service built, from sources that the package brings along',
  ({ service, image, project }) => {
    expect(image).toMatch(new RegExp(`^slipway/${service}:`));
    expect(existsSync(join(project.folder, `images/${service}/Dockerfile`))).toBe(true);
  },
);
