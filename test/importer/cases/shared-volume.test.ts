import { type ImportedFile, importOf } from '../../support/imports';

let file: ImportedFile;

beforeAll(async () => {
  file = await importOf(`name: albums
services:
  site:
    image: example/albums:2.1.0
    ports: ["8000:8000"]
    volumes:
      - photos:/srv/photos
      - type: volume
        source: photos
        target: /srv/small
        volume: { subpath: small }
  scaler:
    image: example/albums:2.1.0
    command: scale
    volumes:
      - photos:/mnt/photos:ro
      - scratch:/var/cache/albums
volumes:
  photos:
  scratch:
`);
});

const mountsOf = (name: string): unknown => file.objects.container(name, 'volumeMounts');

describe('a volume that two services share', () => {
  test('is one claim, which both mount', () => {
    const claims = file.objects.names.filter((name) => name.startsWith('PersistentVolumeClaim/'));
    const claimOf = (name: string): unknown =>
      (file.objects.pod(name, 'volumes') as { persistentVolumeClaim?: { claimName: string } }[]).find(
        ({ persistentVolumeClaim: claim }) => claim?.claimName === 'photos',
      );

    expect(claims).toEqual(['PersistentVolumeClaim/photos', 'PersistentVolumeClaim/scaler-scratch']);
    expect(claimOf('Deployment/site')).toBeDefined();
    expect(claimOf('Deployment/scaler')).toBeDefined();
    expect(JSON.stringify(file.objects.all)).not.toContain('volumeClaimTemplates');
  });

  test('is mounted where the file says, with its subfolder', () => {
    expect(mountsOf('Deployment/site')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ mountPath: '/srv/photos' }),
        expect.objectContaining({
          mountPath: '/srv/small',
          subPath: expect.stringMatching(/(^|\/)small$/) as string,
        }),
      ]),
    );
    expect(mountsOf('Deployment/site')).not.toContainEqual(expect.objectContaining({ readOnly: true }));
  });

  test('is read-only where the file says so, beside a volume of its own', () => {
    expect(mountsOf('Deployment/scaler')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ mountPath: '/mnt/photos', readOnly: true }),
        expect.objectContaining({ mountPath: '/var/cache/albums' }),
      ]),
    );
  });

  test('is on one node, or ReadWriteMany, as the ledger says', () => {
    const { fate, why } = file.entry('services.site.volumes[0].source');
    const modes = file.objects.at('PersistentVolumeClaim/photos', 'spec.accessModes');

    expect(fate).toBe('approximated');
    expect(why).toContain('ReadWriteMany; else all pods that share it run on one node');
    expect(modes).toEqual(['ReadWriteOnce']);
    for (const name of ['Deployment/site', 'Deployment/scaler'])
      expect(file.objects.pod(name, 'affinity.podAffinity')).toMatchObject({
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }],
      });
  });

  test('needs neither port nor Service', () => {
    expect(file.objects.names).toContain('Deployment/scaler');
    expect(file.objects.names).not.toContain('Service/scaler');
  });

  test('of one service only is never mounted by a second pod', () => {
    expect(file.objects.at('Deployment/scaler', 'spec.replicas')).toBe(1);
    expect(file.objects.at('Deployment/scaler', 'spec.strategy')).toEqual({ type: 'Recreate' });
  });
});
