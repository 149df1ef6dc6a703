import Module from 'node:module';

/** What `@types/node` does not have of Node's own class. */
const NodeModule = Module as unknown as new (id: string) => NodeJS.Module & { paths: string[] };

const own = new NodeModule(__filename);
own.paths = module.paths;

/** Prettier as Node itself loads it: it imports ES modules, which jest runs only behind a flag. */
export const { format, resolveConfig, check } = own.require('prettier') as typeof import('prettier');
