import { Worker } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

function ruleFor(server: string): unknown {
  const stack = testStack();
  new Worker(stack, 'mailer', { image: 'mailer:1', egress: [server] });
  return Manifests.of(stack).at('NetworkPolicy/mailer', 'spec.egress.1');
}

describe('egress', () => {
  test.each([
    ['https://api.example.com', 443],
    ['smtp://mail.example.com:587', 587],
  ])('to the URL %s allows its port to every address', (url, port) => {
    expect(ruleFor(url)).toEqual({ ports: [{ port, protocol: 'TCP' }] });
  });

  test.each([
    ['10.20.0.0/16:5432', '10.20.0.0/16', 5432],
    ['10.20.0.7:5432', '10.20.0.7/32', 5432],
    ['[fd00::7]:5432', 'fd00::7/128', 5432],
    ['[fd00::]/8:5432', 'fd00::/8', 5432],
  ])('to the addresses %s allows these at the port', (server, cidr, port) => {
    expect(ruleFor(server)).toEqual({ to: [{ ipBlock: { cidr } }], ports: [{ port, protocol: 'TCP' }] });
  });

  test('to the internet allows all ports of public addresses, and none of the cluster', () => {
    expect(ruleFor('internet')).toEqual({
      to: [
        {
          ipBlock: {
            cidr: '0.0.0.0/0',
            except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
          },
        },
        { ipBlock: { cidr: '::/0' } },
      ],
    });
  });

  test.each(['mail.example.com', 'anywhere', '10.0.0.1'])('refuses %s, whose port nobody knows', (server) => {
    expect(() => ruleFor(server)).toThrow(
      `'egress' of 'mailer' must be a URL such as 'https://api.example.com' or 'smtp://mail.example.com:587', got '${server}'`,
    );
  });
});
