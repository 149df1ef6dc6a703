// Reads a Compose file, locates its leaves, and prints the cost as JSON, without the time to load the modules.
//   read-run.ts <file>
import { locate } from '../importer/locate/locate';
import { readCompose } from '../importer/read/read-compose';

/** Cost of one read. */
export interface Reading {
  /** Seconds to read the file, the start of the process of compose-go included. */
  readonly read: number;

  /** Seconds to locate the leaves. */
  readonly located: number;
  readonly leaves: number;
}

async function main(file: string): Promise<void> {
  const start = performance.now();
  const model = await readCompose({ files: [file], env: {} });
  const read = (performance.now() - start) / 1000;
  if (!model.project) throw new Error(JSON.stringify(model.problems));
  const { leaves } = locate(model);
  const reading: Reading = {
    read,
    located: (performance.now() - start) / 1000 - read,
    leaves: leaves.length,
  };
  console.log(JSON.stringify(reading));
}

void main(process.argv[2] ?? '');
