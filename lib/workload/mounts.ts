import { posix } from 'node:path';

/** The paths where something is mounted in a container, by the prop that names them. */
type MountPaths = Readonly<Record<(typeof props)[number], readonly string[]>>;

const props = ['dataPath', 'volumes', 'files', 'emptyDirs', 'exempt.hostPaths'] as const;

const good: Readonly<Record<keyof MountPaths, string>> = {
  dataPath: '/var/lib/app',
  volumes: '/var/lib/app',
  files: '/etc/app/app.conf',
  emptyDirs: '/var/cache/app',
  'exempt.hostPaths': '/run/docker.sock',
};

/**
 * @internal Checks where something is mounted in the container of the workload `of`.
 * @throws if a path is not absolute, is the root, or has `:`, `..` or two slashes together
 * @throws if two paths are the same, with or without a slash at the end
 */
export function checkMounts(of: string, paths: MountPaths): void {
  const seen = new Map<string, string>();
  for (const prop of props) {
    for (const path of paths[prop]) {
      if (!/^\/[^:]+$/.test(path) || posix.normalize(path) !== path) {
        throw new Error(
          `'${prop}' of '${of}' must name an absolute path below the root, without ':' and '..', such as '${good[prop]}', got '${path}'`,
        );
      }
      const folder = path.replace(/\/$/, '');
      const other = seen.get(folder);
      if (other !== undefined) {
        throw new Error(
          `'${prop}' of '${of}' must name a path where nothing else is mounted, such as '${good[prop]}', got '${path}', which is in '${other}' too`,
        );
      }
      seen.set(folder, prop);
    }
  }
}
