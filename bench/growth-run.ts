// Synthesizes one stack in this process, and prints its cost as JSON, without the time to load the modules.
//   growth-run.ts slipway <services> <file>   writes the objects, as JSON, into the file
//   growth-run.ts cdk8s <services> <file>     makes the objects of that file with cdk8s only
import { ApiObject, type ApiObjectProps, App, Chart } from 'cdk8s';
import { readFileSync, writeFileSync } from 'node:fs';
import { GrownStack } from './grown-stack';

/** Cost of one synthesis. */
export interface Growth {
  readonly seconds: number;

  /** Bytes that the constructs and their YAML keep on the heap. */
  readonly heap: number;
  readonly objects: number;
}

const [, , builder, services = '', file = ''] = process.argv;

const build = builder === 'slipway' ? buildWithSlipway : buildWithCdk8s(file);
const before = heap();
const start = performance.now();
const app = new App();
const chart = build(app);
const yaml = app.synthYaml();
const seconds = (performance.now() - start) / 1000;
const after = heap();

// Uses the YAML after the heap was measured. Otherwise it would be garbage before.
const objects = yaml.split('\n---\n').length;
if (builder === 'slipway') writeFileSync(file, JSON.stringify(chart.toJson()));
const growth: Growth = { seconds, heap: after - before, objects };
console.log(JSON.stringify(growth));

function buildWithSlipway(scope: App): Chart {
  return new GrownStack(scope, Number(services));
}

function buildWithCdk8s(manifests: string): (scope: App) => Chart {
  const all = JSON.parse(readFileSync(manifests, 'utf8')) as ApiObjectProps[];
  return (scope) => {
    const plain = new Chart(scope, 'grown');
    for (const [index, object] of all.entries()) new ApiObject(plain, `object-${index}`, object);
    return plain;
  };
}

function heap(): number {
  if (!globalThis.gc) throw new Error('start it with node --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
