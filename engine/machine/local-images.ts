import { run } from '../base/command';

/** IDs of those of these images that the local Docker has, by name. */
export async function localImages(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  await Promise.all(
    names.map(async (name) => {
      const { exitCode, stdout } = await run('docker', ['image', 'inspect', '--format', '{{.Id}}', name]);
      if (exitCode === 0) ids.set(name, stdout.trim());
    }),
  );
  return ids;
}
