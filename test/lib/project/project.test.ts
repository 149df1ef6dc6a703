import type { Construct } from 'constructs';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineProject, type Environment, Stack, Worker } from '../../../lib';
import { testDev } from '../../support/stack';

class Shop extends Stack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'shop', { environment });
    new Worker(this, 'worker', { image: 'worker:1', env: { MODE: '0o17', DEBUG: 'off', PORT: 80 } });
  }
}

/** The manifests that `synth` writes, by file. */
function written(stack: typeof Shop): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-test-'));
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = folder;
  try {
    defineProject({ environments: { dev: () => testDev }, stacks: { shop: { chart: stack } } }).synth('dev');
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
  }
  return Object.fromEntries(
    readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
}

describe('synth', () => {
  test('quotes each text that kubectl would read as a number or a boolean', () => {
    const manifests = written(Shop);

    expect(Object.keys(manifests)).toEqual(['shop.k8s.yaml']);
    expect(manifests['shop.k8s.yaml']).toMatch(/ MODE\n +value: "0o17"\n/);
    expect(manifests['shop.k8s.yaml']).toMatch(/ DEBUG\n +value: "off"\n/);
    expect(manifests['shop.k8s.yaml']).toMatch(/ PORT\n +value: "80"\n/);
  });

  test('writes nothing that is not valid', () => {
    class Broken extends Shop {
      constructor(scope: Construct, environment: Environment) {
        super(scope, environment);
        this.node.addValidation({ validate: () => ['it is broken'] });
      }
    }

    expect(() => written(Broken)).toThrow('[shop] it is broken');
  });
});
