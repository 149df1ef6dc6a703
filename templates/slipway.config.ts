import { defineProject, dev, prod } from 'slipway';

export default defineProject({
  environments: {
    dev: () => dev(),
    // Replace these by your domain ({{stack}} has the host {{stack}}.example.com), your bucket for backups, and the
    // Secret with the public keys that backups are encrypted for.
    prod: () => ({
      ...prod('example.com'),
      backupBucket: { endpoint: 'https://s3.example.com', bucket: 'backups' },
      backupEncryption: { recipients: { secret: 'backup-recipients', key: 'recipients' } },
    }),
  },
  stacks: {
    {{key}}: {{definition}},
  },
});
