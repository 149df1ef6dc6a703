import { defineProject, dev, prod } from 'slipway';

export default defineProject({
  environments: {
    dev: () => dev(),
    // Your domain: {{stack}} answers on {{stack}}.example.com. Your bucket, and the Secret with the keys that backups are
    // encrypted for.
    prod: () => ({
      ...prod('example.com'),
      backupBucket: { endpoint: 'https://s3.example.com', bucket: 'backups' },
      backupEncryption: { recipients: { secret: 'backup-recipients', key: 'recipients' } },
    }),
  },
  stacks: {
    {{key}}: { folder: '.', chart: 'charts/{{stack}}.ts' },
  },
});
