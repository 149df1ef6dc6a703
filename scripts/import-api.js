#!/usr/bin/env node
// import-api.js [OUTDIR]: writes k8s.ts, postgresql.cnpg.io.ts and external-secrets.io.ts into OUTDIR (default imports) with
// the project's own cdk8s CLI.
//
// `cdk8s import k8s@1.34.0` downloads the API definitions on each run. They are committed beside the output
// instead, as are those of CloudNativePG and External Secrets, so that `npm run verify` can regenerate the files without a network and sees the
// same bytes everywhere.
const fs = require('node:fs');
const path = require('node:path');

const version = '1.34.0';
const imports = path.join(__dirname, '..', 'imports');
const outdir = process.argv[2] ?? 'imports';

const cli = path.dirname(require.resolve('cdk8s-cli/package.json'));
const util = require(path.join(cli, 'lib/util'));
const { download } = util;
Object.defineProperty(util, 'download', {
  value: (url) =>
    url.endsWith('/_definitions.json')
      ? Promise.resolve(fs.readFileSync(path.join(imports, `kubernetes-${version}.json`), 'utf8'))
      : download(url), // which reads a file where the URL is a path
});
const { importDispatch } = require(path.join(cli, 'lib/import/dispatch'));

importDispatch(
  // Of the operators' resources only `Cluster` and `ExternalSecret`: the library uses no other.
  [
    { source: `k8s@${version}` },
    { source: path.join(imports, 'cloudnative-pg-1.30.0.yaml') },
    { source: path.join(imports, 'external-secrets.io-v1.yaml') },
  ],
  {},
  { outdir, targetLanguage: 'typescript', save: false },
).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
