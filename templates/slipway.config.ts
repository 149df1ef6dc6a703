import { defineProject, dev, prod } from 'slipway';

export default defineProject({
  environments: {
    dev: () => dev(),
    // Replace this by your domain: {{stack}} has the host {{stack}}.example.com.
    prod: () => prod('example.com'),
  },
  stacks: {
    {{key}}: { folder: '.', chart: 'charts/{{stack}}.ts' },
  },
});
