#!/usr/bin/env node
// Runs the TypeScript sources as they are: swc strips the types, `npm run typecheck` checks them.
require('ts-node').register({ cwd: `${__dirname}/..` });
require('../cli/main.ts');
