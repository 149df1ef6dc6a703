#!/usr/bin/env node
// import-k8s.js [OUTDIR]: writes k8s.ts into OUTDIR (default imports) with the project's own cdk8s CLI.
//
// `cdk8s import k8s@1.34.0` downloads the API definitions on each run. They are committed beside the output
// instead, so that `npm run verify` can regenerate the file without a network and sees the same bytes everywhere.
const fs = require('node:fs');
const path = require('node:path');

const version = '1.34.0';
const definitions = path.join(__dirname, '..', 'imports', `kubernetes-${version}.json`);
const outdir = process.argv[2] ?? 'imports';

const cli = path.dirname(require.resolve('cdk8s-cli/package.json'));
const util = require(path.join(cli, 'lib/util'));
Object.defineProperty(util, 'download', {
  value: () => Promise.resolve(fs.readFileSync(definitions, 'utf8')),
});
const { importDispatch } = require(path.join(cli, 'lib/import/dispatch'));

importDispatch(
  [{ source: `k8s@${version}` }],
  {},
  { outdir, targetLanguage: 'typescript', save: false },
).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
