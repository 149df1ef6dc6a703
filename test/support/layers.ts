import { importsOf, type Sources } from './source-files';

/**
 * Folders and files from the ground up: a file imports what is in its own, and on lower floors. Those on one floor do not
 * know each other.
 */
type Floors = readonly (readonly string[])[];

const house: Floors = [
  ['imports', 'loader'],
  ['lib/contract', 'lib/nearest', 'lib/images', 'lib/yaml'],
  ['lib/local'],
  ['lib/core'],
  ['lib/workload'],
  ['lib/data', 'lib/edge', 'lib/monitoring'],
  ['lib/backup'],
  ['lib/project'],
  ['lib/index'],
  ['engine/base', 'engine/text'],
  ['engine/machine', 'engine/progress'],
  ['engine/kube'],
  ['engine/health', 'engine/stack'],
  ['engine/backup', 'engine/rotation'],
  ['engine/deploy'],
  ['cli/terminal'],
  ['cli/npm-options', 'cli/project-access'],
  [
    'cli/status',
    'cli/logs',
    'cli/diff',
    'cli/graph',
    'cli/parity',
    'cli/pin',
    'cli/init',
    'cli/up',
    'cli/completion',
  ],
  ['cli/commands'],
  ['cli/program'],
  ['cli/main'],
];

/** The stores: a PostgresCluster is restored from an ObjectStore, and has the settings and signals of Postgres. */
const data: Floors = [
  ['lib/data/database-signals'],
  ['lib/data/mongo', 'lib/data/object-store', 'lib/data/postgres', 'lib/data/redis'],
  ['lib/data/postgres-cluster'],
];

/** What the engine and the command line import of the library. */
const shared = ['lib/index', 'lib/contract', 'lib/nearest', 'lib/yaml', 'lib/project/config-file'];

/** The imports that the places of their files do not allow, a line each. */
export function forbiddenImports(sources: Sources): string[] {
  return Object.entries(sources).flatMap(([file, source]) =>
    importsOf(file, source)
      .map((target) => (target === 'lib' || (target === 'slipway' && isPackage(file)) ? 'lib/index' : target))
      .filter((target) => !isAllowed(file, target))
      .map((target) => `${file} imports ${target}`),
  );
}

function isAllowed(file: string, target: string): boolean {
  // A user's project has no other way to the package than its name.
  if (isProject(file)) return !isPackage(target);
  if (isProject(target)) return false;
  if (!isIn(file, 'lib') && (isIn(target, 'lib') || isIn(target, 'imports')) && !shared.includes(target))
    return false;
  return fits(house, file, target) && fits(data, file, target);
}

/** What belongs to a project that uses the package, as to this repository's own. */
function isProject(path: string): boolean {
  return isIn(path, 'apps') || isIn(path, 'slipway.config') || isIn(path, 'main');
}

function isPackage(path: string): boolean {
  return ['imports', 'loader', 'lib', 'engine', 'cli'].some((folder) => isIn(path, folder));
}

function fits(floors: Floors, file: string, target: string): boolean {
  const [from, to] = [floorOf(floors, file), floorOf(floors, target)];
  return from < 0 || to < from || (to === from && roomOf(floors, file) === roomOf(floors, target));
}

/** -1 for what is on none, such as packages. */
function floorOf(floors: Floors, path: string): number {
  return floors.findIndex((rooms) => rooms.some((room) => isIn(path, room)));
}

/** The folder or file of the floors that a path is in; undefined if it is in none. */
function roomOf(floors: Floors, path: string): string | undefined {
  return floors.flat().find((room) => isIn(path, room));
}

/** Files of the package that are on no floor. */
export function homeless(sources: Sources): string[] {
  return Object.keys(sources).filter((file) => isPackage(file) && floorOf(house, file) < 0);
}

function isIn(path: string, room: string): boolean {
  return path === room || path === `${room}.ts` || path.startsWith(`${room}/`);
}
