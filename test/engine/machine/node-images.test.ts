import { hasImage, parseImages, qualified } from '../../../engine/machine/node-images';

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
