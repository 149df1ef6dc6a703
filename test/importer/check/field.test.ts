import { valuesAt } from '../../../importer/check/field';

const object = {
  spec: {
    ports: [
      { port: 53, protocol: 'TCP' },
      { port: 53, protocol: 'UDP' },
      { port: 80, name: 'a[b]c' },
    ],
    labels: { 'a.b/c': 1 },
    mounts: [{ subPath: 'data/thumbs', mountPath: '/x' }],
  },
};

test.each([
  ['spec.ports[0].port', [53]],
  ['spec.ports[].port', [53, 53, 80]],
  ['spec.ports[port=53].protocol', ['TCP', 'UDP']],
  ['spec.ports[name=a[b]c].port', [80]],
  ['spec.labels[a.b/c]', [1]],
  ['spec.mounts[subPath=thumbs].mountPath', ['/x']],
  ['spec.mounts[subPath=umbs].mountPath', []],
  ['spec.none.deeper', []],
  ['spec.ports[7]', []],
  ['spec.labels[0]', []],
])('%s is %j', (path, expected) => {
  expect(valuesAt(object, path)).toEqual(expected);
});
