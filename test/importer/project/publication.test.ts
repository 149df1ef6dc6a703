import { publicationOf } from '../../../importer/project/publication';
import { listOf, mappingOf } from '../../../importer/project/values';
import { projectOf, serviceOf } from '../../support/projects';

async function publications(ports: string): Promise<string[]> {
  const service = serviceOf(await projectOf(`services: { web: { image: a, ports: ${ports} } }`), 'web');
  return listOf(service.spec.ports).map((port) => publicationOf(mappingOf(port), service));
}

describe('a port is published', () => {
  test.each([
    ['["80:8080"]', ['page']],
    ['["80:8080", "81:8081"]', ['page', 'further page']],
    ['["443:8443"]', ['stream']],
    ['["80:8080", "443:8443"]', ['page', 'tls']],
    ['["127.0.0.1:80:80", "[::1]:81:81"]', ['local', 'local']],
    ['["53:53/udp", "5432:5432", "22:2222"]', ['stream', 'stream', 'stream']],
    ['["127.0.0.1:80:8080", "81:8081"]', ['local', 'page']],
  ])('%s: %j', async (ports, expected) => {
    expect(await publications(ports)).toEqual(expected);
  });
});
