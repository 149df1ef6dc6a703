import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatReference, parsePlace, parseReference, placed } from '../../../engine/machine/image-reference';
import { pin } from '../../../cli/pin/registry';

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

// The parts of the registry's API that a real one without users does not have; CI has none of those.
describe('a registry', () => {
  const digest = `sha256:${createHash('sha256').update('manifest').digest('hex')}`;
  let server: Server;
  let host: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    server = createServer((request, response) => {
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => server.close());

  test('gives the digest of a list of all platforms, if it has one', async () => {
    answer = ({ method, url, headers }, response) => {
      const isAsked = method === 'HEAD' && url === '/v2/shop/api/manifests/1.0';
      const takesLists = headers.accept?.startsWith('application/vnd.oci.image.index.v1+json') === true;
      response.writeHead(isAsked && takesLists ? 200 : 400, { 'Docker-Content-Digest': digest }).end();
    };

    expect(await pin(parseReference(`${host}/shop/api:1.0`))).toBe(`${host}/shop/api:1.0@${digest}`);
  });

  test('is asked again with the token that it wants', async () => {
    answer = ({ url = '', headers }, response) => {
      if (url.startsWith('/token')) {
        const { searchParams } = new URL(url, `http://${host}`);
        response.end(JSON.stringify({ token: searchParams.get('scope') }));
      } else if (headers.authorization === 'Bearer repository:shop/api:pull') {
        response.writeHead(200, { 'Docker-Content-Digest': digest }).end();
      } else {
        const challenge = `Bearer realm="http://${host}/token",service="s",scope="repository:shop/api:pull"`;
        response.writeHead(401, { 'WWW-Authenticate': challenge }).end();
      }
    };

    expect(await pin(parseReference(`${host}/shop/api:1.0`))).toContain(digest);
  });

  test.each([
    [404, 'has no such image'],
    [401, 'shows it to nobody without a login, or has no such image'],
    [429, 'wants to be asked less often: try later'],
    [500, 'answered 500 without a digest'],
    [200, 'answered 200 without a digest'],
  ])('that answers %d is told of: %s', async (status, message) => {
    answer = (_, response) => response.writeHead(status).end();

    await expect(pin(parseReference(`${host}/shop/api:1.0`))).rejects.toThrow(`${host} ${message}`);
  });

  test('that is not there is told of', async () => {
    server.close();

    await expect(pin(parseReference('127.0.0.1:1/shop/api:1.0'))).rejects.toThrow(
      /127\.0\.0\.1:1 can't be reached \(.+\)/,
    );
  });
});
