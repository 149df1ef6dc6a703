import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './measure';
import type { Reading } from './read-run';
import { exponent, median, spread } from './sample';
import { table } from './table';

const sizes = [1, 10, 100, 1000];

interface Step {
  readonly size: number;
  readonly readings: Reading[];

  /** Highest memory of the reader's process, in MiB. */
  readonly peaks: number[];

  /** Seconds of `docker compose config`; empty without Docker. */
  readonly docker: number[];
}

/** Measures how the time to read a Compose file grows with the number of services. */
export function benchReading(rounds: number): string {
  const steps: Step[] = sizes.map((size) => ({ size, readings: [], peaks: [], docker: [] }));
  const hasDocker = spawnSync('docker', ['compose', 'version']).status === 0;
  const folder = mkdtempSync(join(tmpdir(), 'slipway-reading-'));
  try {
    for (let round = 1; round <= rounds; round++) {
      process.stderr.write(`round ${round} of ${rounds}\n`);
      for (const { size, readings, peaks, docker } of steps) {
        const file = join(folder, `${size}.yaml`);
        writeFileSync(file, composeFile(size));
        const run = join(__dirname, 'read-run.ts');
        const cost = measure({ program: 'node', args: ['--require', 'slipway/register', run, file] });
        readings.push(JSON.parse(cost.stdout) as Reading);
        peaks.push(cost.peak ?? NaN);
        const args = ['compose', '--file', file, 'config', '--quiet'];
        if (hasDocker) docker.push(measure({ program: 'docker', args }).seconds);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const header = [
    'services',
    'leaves',
    's to read',
    'exponent',
    's to locate',
    'peak MiB',
    's docker compose config',
  ];
  return table(
    header,
    steps.map((step, index) => row(step, steps[index - 1])),
  );
}

/** Services with what most files have; each waits for the first one. */
function composeFile(size: number): string {
  const services = Array.from(
    { length: size },
    (_, index) => `  web${index}:
    image: web:\${TAG:-1}
    restart: unless-stopped
    ports: ["${8000 + index}:80"]
    environment:
      LOG_LEVEL: info
      DATABASE_URL: postgres://db/app
    volumes:
      - data${index}:/var/lib/data
      - ./conf:/etc/conf:ro
    healthcheck: { test: [CMD, curl, -f, http://localhost], interval: 10s }
    deploy: { resources: { limits: { cpus: "0.5", memory: 256M } } }
${index > 0 ? '    depends_on: { web0: { condition: service_healthy } }\n' : ''}`,
  );
  const volumes = Array.from({ length: size }, (_, index) => `  data${index}:\n`);
  return `services:\n${services.join('')}volumes:\n${volumes.join('')}`;
}

function row({ size, readings, peaks, docker }: Step, smaller?: Step): string[] {
  const seconds = readings.map(({ read }) => read);
  return [
    String(size),
    String(readings[0]?.leaves),
    spread(seconds, 2),
    exponent(
      seconds,
      size,
      smaller && { values: smaller.readings.map(({ read }) => read), size: smaller.size },
    ),
    spread(
      readings.map(({ located }) => located),
      2,
    ),
    median(peaks).toFixed(0),
    spread(docker, 2),
  ];
}
