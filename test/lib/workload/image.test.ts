import { Postgres, PostgresCluster, PostgresPooler, Worker } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testStack } from '../../support/stack';

function imageOf(image: string): unknown {
  const stack = testStack();
  new Worker(stack, 'worker', { image });
  return Manifests.of(stack).container('Deployment/worker', 'image');
}

const digest = `sha256:${'a1'.repeat(32)}`;

describe('an image', () => {
  test.each([
    'redis:7.4.5',
    'redis:7',
    'registry.example.com:5000/api:v1.4.2-alpine3.22',
    'quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z',
    'pgvector/pgvector:pg16',
    'debian:bookworm-20240110-slim',
    'api:main-1a2b3c4',
    'api:deadbeef',
    `nginx@${digest}`,
    `nginx:stable@${digest}`,
    `nginx:latest@${digest}`,
  ])('%s is exact', (image) => {
    expect(imageOf(image)).toBe(image);
  });

  test.each(['api', 'registry.example.com:5000/api', 'redis@sha256:a1', 'redis:'])('%s is none', (image) => {
    expect(() => imageOf(image)).toThrow(
      `'image' of 'worker' must have an exact tag or a digest such as 'redis:7.4.5', got '${image}'`,
    );
  });

  test('with a tag that moves is accepted if the environment names it', () => {
    const stack = testStack({ ...testDev, movingTags: ['redis:latest'] });
    new Worker(stack, 'worker', { image: 'redis:latest' });

    expect(Manifests.of(stack).container('Deployment/worker', 'image')).toBe('redis:latest');
    expect(() => new Worker(stack, 'other', { image: 'redis' })).toThrow("got 'redis'");
  });

  test.each([
    ...[
      'latest',
      'latest-pg16',
      'stable',
      'stable-alpine',
      'stable-alpine3.22',
      'mainline',
      'lts',
      'lts-slim',
    ],
    ...[
      'alpine',
      'alpine3.22',
      'slim',
      'bookworm',
      'main',
      'edge',
      'nightly',
      'release',
      'main-amd64',
      'stable-arm64v8',
    ],
  ])('with the tag %s moves', (tag) => {
    expect(() => imageOf(`nginx:${tag}`)).toThrow(
      `'image' of 'worker' must have an exact tag or a digest such as 'redis:7.4.5', got 'nginx:${tag}', whose tag moves`,
    );
  });

  test('is checked of the pods that an operator creates, and of those that wait', () => {
    const stack = testStack();
    const cluster = (id: string, image: string) =>
      new PostgresCluster(stack, id, { image, database: 'shop' });
    const of = cluster('db', 'ghcr.io/cloudnative-pg/postgresql:16.10');
    const readyCheck = { name: 'n8n', image: 'curl:latest', command: 'true', user: 1, connectsTo: [] };

    expect(() => cluster('other', 'postgresql:stable')).toThrow("'image' of 'other' must have an exact tag");
    expect(() => new PostgresPooler(stack, 'pooler', { image: 'pgbouncer:edge', of })).toThrow(
      "'image' of 'pooler' must have an exact tag",
    );
    expect(() => new Worker(stack, 'worker', { image: 'worker:1', startsAfter: [{ readyCheck }] })).toThrow(
      "'image' of 'n8n' must have an exact tag",
    );
    expect(() => new Postgres(stack, 'store', { image: 'postgres:alpine', database: 'shop' })).toThrow(
      "'image' of 'store' must have an exact tag",
    );
  });
});
