import { howToTrust } from '../../../cli/commands/trust';

describe('how to trust the certificates of dev', () => {
  test.each([
    ['darwin', 'security add-trusted-cert -r trustRoot'],
    ['win32', 'certutil -user -addstore Root /shop/ca.crt'],
    [
      'linux',
      'sudo cp /shop/ca.crt /usr/local/share/ca-certificates/slipway.crt && sudo update-ca-certificates',
    ],
    ['freebsd', 'sudo cp /shop/ca.crt'],
  ] as const)('is told for %s, and for one request', (platform, command) => {
    const text = howToTrust('/shop/ca.crt', 'shop', platform);

    expect(text).toContain(command);
    expect(text).toContain('curl --cacert /shop/ca.crt https://shop.localhost');
  });
});
