#!/usr/bin/env node
'use strict';
const { enableCompileCache } = require('node:module');
const { homedir } = require('node:os');
const { join } = require('node:path');

// From Node.js 22.1 on, compiled code is cached. The cache is in the user's own folder, because its content is executed.
enableCompileCache?.(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'slipway'));

// Prefers the project's own copy of slipway, which its charts import.
require(`${ownCopy(process.cwd()) ?? join(__dirname, '..')}/build/cli/main.js`);

/** The folder of the slipway that is installed in the project of a folder; undefined if none is installed. */
function ownCopy(folder) {
  try {
    return join(require.resolve('slipway/package.json', { paths: [folder] }), '..');
  } catch {
    return undefined;
  }
}
