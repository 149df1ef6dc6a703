#!/usr/bin/env node
'use strict';
const { enableCompileCache } = require('node:module');
const { homedir } = require('node:os');
const { join } = require('node:path');

// From Node.js 22.1 on: code is compiled once. In the user's own folder, as what is in it is run.
enableCompileCache?.(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'slipway'));

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
