import { defineProject, dev, imageLock, prod } from 'slipway';
import { test } from './apps/spring-react/environments';

export default defineProject({
  environments: {
    // Monitoring is off by default in dev: Prometheus and Grafana need memory.
    dev: () => ({ ...dev(), monitoring: process.env.SLIPWAY_MONITORING === '1' }),
    prod: () => ({
      ...prod('example.com'),
      images: imageLock('images.lock.json'),
      backupBucket: { endpoint: 'https://s3.example.com', bucket: 'backups', serverSideEncryption: 'AES256' },
      backupEncryption: { recipients: { secret: 'backup-recipients', key: 'recipients' } },
    }),
  },
  stacks: {
    'go-next': 'apps/go-next',
    'nest-bun': 'apps/nest-bun',
    'flask-nginx': 'apps/flask-nginx',
    'spring-react': { folder: 'apps/spring-react', environments: { test } },
    'fastapi-mongo': 'apps/fastapi-mongo',
  },
  defaultStack: 'flask-nginx',
});
