import { adviceOnBuild } from '../../../engine/machine/build-advice';

const build = {
  service: 'app',
  image: 'shop/app:1',
  project: {
    folder: '/shop',
    model: { name: 'shop', services: { app: { build: { context: '/shop/app' } } } },
  },
};

describe('the advice on a build that failed', () => {
  test.each([
    // BuildKit, and the classic builder
    'failed to solve: node:22: failed to resolve source metadata for docker.io/library/node:22: failed to do request: Head "https://registry.example.com/v2/library/node/manifests/22": dialing registry.example.com:443: dial tcp: lookup registry.example.com on 10.0.0.2:53: no such host',
    'Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com: no such host',
    'failed to fetch anonymous token: Get "https://registry.example.com/token?scope=repository%3Anode%3Apull": net/http: TLS handshake timeout',
  ])('blames no source for a registry that is away: %s', (output) => {
    const advice = adviceOnBuild(output, build, undefined);

    expect(advice).toMatch(/^Docker can't reach registry\.example\.com, /);
    expect(advice).not.toContain('orrect');
  });

  test.each([
    'failed to solve: nosuch:1: failed to resolve source metadata for docker.io/library/nosuch:1: docker.io/library/nosuch:1: not found',
    "pull access denied for nosuch, repository does not exist or may require 'docker login'",
    'manifest for node:222 not found: manifest unknown: manifest unknown',
  ])('is to check FROM where an image is not to be had: %s', (output) => {
    expect(adviceOnBuild(output, build, undefined)).toContain('Check the FROM lines');
  });

  test.each([
    'npm error request to https://npm.example.com/react failed, reason: getaddrinfo EAI_AGAIN npm.example.com',
    'Temporary failure resolving deb.debian.org',
    'go: example.com/m@v1.0.0: Get "https://go.example.com/m": dial tcp: lookup go.example.com: no such host',
  ])('names --build-network where a RUN step reaches no server: %s', (output) => {
    expect(adviceOnBuild(output, build, undefined)).toContain('--build-network');
    expect(adviceOnBuild(output, build, 'host')).not.toContain('--build-network');
  });

  test.each([
    "the classic builder doesn't support secrets, set DOCKER_BUILDKIT=1 to use BuildKit",
    'failed to solve: unsupported frontend capability moby.buildkit.frontend.contexts',
  ])('blames no source for what Docker lacks: %s', (output) => {
    expect(adviceOnBuild(output, build, undefined)).toContain('a newer Docker');
  });

  test('is to correct the sources where nothing else is known', () => {
    expect(adviceOnBuild("main.go:3: undefined: 'x'", build, undefined)).toBe(
      'Correct /shop/app, and repeat the command.',
    );
  });
});
