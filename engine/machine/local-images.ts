import { run } from '../base/command';

/** The IDs of images by name; without the images that the local Docker does not have. */
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
