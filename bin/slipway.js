#!/usr/bin/env node
'use strict';
const { join } = require('node:path');

// A project's own copy of slipway is the one that its charts import.
require(`${ownCopy(process.cwd()) ?? join(__dirname, '..')}/build/cli/main.js`);

/** Folder of the slipway that is installed for the project of a folder, if one is. */
function ownCopy(folder) {
  try {
    return join(require.resolve('slipway/package.json', { paths: [folder] }), '..');
  } catch {
    return undefined;
  }
}
