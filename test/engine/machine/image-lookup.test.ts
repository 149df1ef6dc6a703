import { lookupOf } from '../../../engine/machine/image-lookup';

test.each([
  ['no such manifest: docker.io/library/postgres:61.10', 'absent'],
  ['manifest unknown', 'absent'],
  [
    'errors:\ndenied: requested access to the resource is denied\nunauthorized: authentication required',
    'absent',
  ],
  ['docker.io/library/postgres:61.10: not found', 'absent'],
  ['exec: "docker-credential-desktop": executable file not found in $PATH', 'unknown'],
  ['dial tcp: lookup registry-1.docker.io: no such host', 'unknown'],
  ['toomanyrequests: You have reached your pull rate limit', 'unknown'],
  ['x509: certificate signed by unknown authority', 'unknown'],
])('docker that says %j means %s', (stderr, lookup) => {
  expect(lookupOf({ exitCode: 1, stderr })).toBe(lookup);
});

test('a manifest that docker finds means that the image exists', () => {
  expect(lookupOf({ exitCode: 0, stderr: '' })).toBe('there');
});
