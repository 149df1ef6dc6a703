import { pin } from '../../../cli/pin/digest';
import { formatReference, parsePlace, parseReference, placed } from '../../../engine/machine/image-reference';
import { type Answer, FakeDocker } from '../../support/fake-docker';

describe('an image', () => {
  test.each([
    ['redis:7.4.5', 'docker.io/library/redis:7.4.5'],
    ['prom/prometheus:v3.5.0', 'docker.io/prom/prometheus:v3.5.0'],
    ['quay.io/minio/minio:RELEASE.2025', 'quay.io/minio/minio:RELEASE.2025'],
    ['localhost:5000/shop/api:1', 'localhost:5000/shop/api:1'],
    ['localhost/api:1', 'localhost/api:1'],
    [`redis:7@sha256:${'a'.repeat(64)}`, 'docker.io/library/redis:7'],
  ])('%s is %s', (image, whole) => {
    expect(formatReference(parseReference(image))).toBe(whole);
  });

  const places = { slipway: 'registry.example.com/team', 'docker.io': 'mirror.example.com' };
  test.each([
    ['slipway/api:1', 'registry.example.com/team/api:1'],
    ['redis:7', 'mirror.example.com/library/redis:7'],
    ['slipwayx/api:1', 'mirror.example.com/slipwayx/api:1'],
    ['quay.io/minio/minio:1', 'quay.io/minio/minio:1'],
  ])('%s is taken from %s, where places are named', (image, place) => {
    expect(placed(image, places)).toBe(place);
  });

  test('has a place by name=place only', () => {
    expect(parsePlace('a=b', { c: 'd' })).toEqual({ a: 'b', c: 'd' });
    expect(() => parsePlace('registry.example.com')).toThrow(
      "'--from' must name a place, got 'registry.example.com'",
    );
  });
});

describe('a registry', () => {
  const image = 'registry.example.com/shop/api:1.0';
  const digest = `sha256:${'a'.repeat(64)}`;
  let docker: FakeDocker;
  afterEach(() => {
    docker.remove();
  });

  function pinned(answer: Omit<Answer, 'to'>): Promise<string> {
    docker = new FakeDocker([{ to: 'config --resolve-image-digests', ...answer }]);
    return pin(parseReference(image));
  }

  function refused(message: string): Promise<string> {
    const stderr = `failed to resolve digest for ${image}: Error response from daemon: ${message}\n`;
    return pinned({ exitCode: 1, stderr });
  }

  test('is asked by Docker for the digest', async () => {
    const model = { services: { image: { image: `${image}@${digest}` } } };

    expect(await pinned({ stdout: JSON.stringify(model) })).toBe(`${image}@${digest}`);
    expect(docker.calls.map(({ input }) => JSON.parse(input) as unknown)).toEqual([
      { name: 'pin', services: { image: { image } } },
    ]);
  });

  test.each([
    ['manifest unknown: manifest unknown', 'does not have it'],
    ['errors:\ndenied: requested access to the resource is denied', "or needs 'docker login"],
    ['no basic auth credentials', "or needs 'docker login registry.example.com'"],
    ['toomanyrequests: You have reached your pull rate limit.', 'limits the number of requests'],
    ['Get "https://registry.example.com/v2/": dial tcp: connection refused', 'did not answer: Get '],
  ])('that answers %j is told of: %s', async (answer, message) => {
    await expect(refused(answer)).rejects.toThrow(new RegExp(`^registry\\.example\\.com .*${message}`));
  });

  test('fails if Docker returns no digest', async () => {
    const model = { services: { image: { image } } };

    await expect(pinned({ stdout: JSON.stringify(model) })).rejects.toThrow(
      `Docker returned no digest, got '${image}'`,
    );
  });
});
