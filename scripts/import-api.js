#!/usr/bin/env node
// import-api.js [OUTDIR]: writes k8s.ts, and a file for each group of custom resources, into OUTDIR (default imports)
// with the project's own cdk8s CLI.
//
// `cdk8s import k8s@1.37.0` downloads the API definitions on each run. They are committed beside the output
// instead, and so are those of the custom resources. So `npm run verify` can regenerate the files without a network, and
// gets the same bytes everywhere. The definitions of the oldest supported version are for the tests.
const fs = require('node:fs');
const path = require('node:path');

const version = '1.37.2';
const imports = path.join(__dirname, '..', 'imports');
const outdir = process.argv[2] ?? 'imports';

const cli = path.dirname(require.resolve('cdk8s-cli/package.json'));
const util = require(path.join(cli, 'lib/util'));
const { download } = util;
Object.defineProperty(util, 'download', {
  value: (url) =>
    url.endsWith('/_definitions.json')
      ? Promise.resolve(fs.readFileSync(path.join(imports, `kubernetes-${version}.json`), 'utf8'))
      : download(url), // reads a file if the URL is a path
});
const { importDispatch } = require(path.join(cli, 'lib/import/dispatch'));

importDispatch(
  // Of custom resources only the kinds that the library uses.
  [
    { source: `k8s@${version}` },
    ...[
      'cloudnative-pg-1.30.0',
      'plugin-barman-cloud-0.15.0',
      'external-secrets.io-v1',
      'gateway.networking.k8s.io-v1',
    ].map((file) => ({ source: path.join(imports, `${file}.yaml`) })),
  ],
  {},
  { outdir, targetLanguage: 'typescript', save: false },
).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
