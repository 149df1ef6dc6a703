import { defineProject, dev, prod } from 'slipway';

export default defineProject({
  environments: {
    dev: () => dev(),
    // Your domain: {{stack}} answers on {{stack}}.example.com.
    prod: () => prod('example.com'),
  },
  stacks: {
    {{key}}: { folder: '.', chart: 'charts/{{stack}}.ts' },
  },
});
