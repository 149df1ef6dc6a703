import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Credentials,
  type Environment,
  Probe,
  secretText,
  Stack,
  StatefulService,
  Volume,
  WebService,
} from '../../../lib';

const redis = 'redis:7.4.5-alpine';
const size = Size.mebibytes(64);

/**
 * A folder that two workloads share, a store with two claims, a folder of an image, and files of every kind. With
 * SLIPWAY_E2E_FIRST it is the release before, in which the writer has no volume, and the store has one claim.
 */
export class Volumes extends Stack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'volumes', { environment });

    const isFirst = process.env.SLIPWAY_E2E_FIRST !== undefined;
    const uploads = new Volume(this, 'uploads', { size });
    const credentials = new Credentials(this, 'credentials', { random: ['token'] });

    new WebService(this, 'writer', {
      image: redis,
      port: 6379,
      args: ['--dir', '/tmp'],
      volumes: isFirst ? {} : { '/uploads': uploads },
    });
    new WebService(this, 'site', {
      image: 'nginxinc/nginx-unprivileged:1.29.1-alpine',
      port: 8080,
      readiness: Probe.fromHttpGet('/'),
      volumes: {
        '/srv/uploads': uploads.mount({ readOnly: true }),
        '/usr/share/nginx/html': Volume.own({ name: 'html', size, fill: true }),
      },
      files: {
        '/srv/every-byte': Uint8Array.from({ length: 256 }, (_, index) => index),
        '/srv/token': credentials.key('token'),
        '/srv/login.ini': secretText`[login]\ntoken = "${credentials.key('token')}"\n`,
        '/srv/hello.sh': { content: '#!/bin/sh\necho hello from $0\n', mode: 0o755 },
      },
    });
    new StatefulService(this, 'store', {
      image: redis,
      port: 6379,
      args: ['--appendonly', 'yes', '--dir', isFirst ? '/data' : '/journal'],
      dataPath: '/data',
      storage: size,
      volumes: isFirst ? {} : { '/journal': Volume.own({ size }) },
      startup: Probe.fromTcpSocket(),
      readiness: Probe.fromCommand(['redis-cli', 'ping']),
    });
  }
}

/** What a project adds to its stacks. */
export const stacks = { volumes: Volumes };
