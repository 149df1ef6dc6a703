import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './run-program';

/**
 * The signatures of all exports of `lib/index` in one file. A diff of this file is the change of the public API.
 *
 * @throws if a public signature names a type that `lib/index` does not export
 */
export async function report(declarations: string): Promise<string> {
  const out = join(declarations, 'report');
  const config = join(declarations, 'api-extractor.json');
  mkdirSync(out);
  writeFileSync(join(declarations, 'package.json'), JSON.stringify({ name: 'slipway', version: '0.0.0' }));
  writeFileSync(config, JSON.stringify(configOf(declarations, out)));
  await runProgram('@microsoft/api-extractor/bin/api-extractor', 'run', '--local', '--config', config);
  return readFileSync(join(out, 'slipway.api.md'), 'utf8');
}

function configOf(declarations: string, out: string): object {
  return {
    projectFolder: declarations,
    mainEntryPointFilePath: join(declarations, 'lib/index.d.ts'),
    compiler: { tsconfigFilePath: join(declarations, 'tsconfig.json') },
    apiReport: {
      enabled: true,
      reportFileName: 'slipway.api.md',
      reportFolder: out,
      reportTempFolder: join(out, 'temporary'),
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    newlineKind: 'lf',
    messages: {
      extractorMessageReporting: {
        default: { logLevel: 'error' },
        // All exports that are not @internal are public.
        'ae-missing-release-tag': { logLevel: 'none' },
        'ae-undocumented': { logLevel: 'none' },
      },
      // The tags are those of TypeDoc, such as @default.
      tsdocMessageReporting: { default: { logLevel: 'none' } },
    },
  };
}
