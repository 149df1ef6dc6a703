import { importsOf, type Sources } from './source-files';

/**
 * Layers of folders and files, the lowest first. A file imports its own folder and lower layers. Folders of the same layer
 * do not import each other.
 */
type Floors = readonly (readonly string[])[];

const house: Floors = [
  ['imports', 'loader'],
  ['lib/contract', 'lib/exact-image', 'lib/nearest', 'lib/images', 'lib/yaml'],
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
  ['engine/jobs'],
  ['engine/backup', 'engine/rotation'],
  ['engine/deploy'],
  ['importer/source'],
  ['importer/read'],
  ['importer/locate', 'importer/know'],
  ['importer/project'],
  ['importer/rules', 'importer/code'],
  ['importer/ledger', 'importer/plan'],
  ['importer/print'],
  ['importer/check', 'importer/merge', 'importer/report'],
  ['importer/imported'],
  ['cli/terminal', 'cli/compose-file'],
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
    'cli/explain',
    'cli/import',
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

/** The part of the library that the engine and the command line may import. */
const shared = [
  'lib/index',
  'lib/contract',
  'lib/core/secret-literal',
  'lib/exact-image',
  'lib/nearest',
  'lib/yaml',
  'lib/project/config-file',
];

/** The imports that the layers do not allow, a line each. */
export function forbiddenImports(sources: Sources): string[] {
  return Object.entries(sources).flatMap(([file, source]) =>
    importsOf(file, source)
      .map((target) => (target === 'lib' || (target === 'slipway' && isPackage(file)) ? 'lib/index' : target))
      .filter((target) => !isAllowed(file, target))
      .map((target) => `${file} imports ${target}`),
  );
}

function isAllowed(file: string, target: string): boolean {
  // A user's project imports the package only by its name.
  if (isProject(file)) return !isPackage(target);
  if (isProject(target)) return false;
  if (isIn(file, 'importer') && isIn(target, 'engine') && !isIn(target, 'engine/base')) return false;
  if (!isIn(file, 'lib') && (isIn(target, 'lib') || isIn(target, 'imports')) && !shared.includes(target))
    return false;
  return fits(house, file, target) && fits(data, file, target);
}

/** Files of a project that uses the package, such as this repository's own project. */
function isProject(path: string): boolean {
  return isIn(path, 'apps') || isIn(path, 'slipway.config') || isIn(path, 'main');
}

function isPackage(path: string): boolean {
  return ['imports', 'loader', 'lib', 'engine', 'importer', 'cli'].some((folder) => isIn(path, folder));
}

function fits(floors: Floors, file: string, target: string): boolean {
  const [from, to] = [floorOf(floors, file), floorOf(floors, target)];
  return from < 0 || to < from || (to === from && roomOf(floors, file) === roomOf(floors, target));
}

/** The layer of a path; -1 if it has none, such as a package. */
function floorOf(floors: Floors, path: string): number {
  return floors.findIndex((rooms) => rooms.some((room) => isIn(path, room)));
}

/** The folder or file of the layers that contains a path; undefined if none does. */
function roomOf(floors: Floors, path: string): string | undefined {
  return floors.flat().find((room) => isIn(path, room));
}

/** Files of the package without a layer. */
export function homeless(sources: Sources): string[] {
  return Object.keys(sources).filter((file) => isPackage(file) && floorOf(house, file) < 0);
}

function isIn(path: string, room: string): boolean {
  return path === room || path === `${room}.ts` || path.startsWith(`${room}/`);
}
