import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Failure } from '../../engine/base/failure';
import type { KubeObject } from '../../engine/kube/kube-object';
import type { Imported } from '../../importer/imported';
import { yamlText } from '../../lib/yaml';

/**
 * Writes the manifests of an import, and report.json, for whoever wants no chart.
 *
 * @param folder absolute path
 * @returns the paths of the files, from the working directory
 * @throws Failure if one of the files is there already. Nothing is written then
 */
export function writeManifests({ stack, manifests, files }: Imported, folder: string): string[] {
  const text = manifests.map((manifest) => yamlText(manifest as KubeObject)).join('---\n');
  const all = { [`${stack}.k8s.yaml`]: text, 'report.json': files['report.json'] ?? '' };
  const paths = Object.keys(all).map((name) => relative('', join(folder, name)));
  const present = paths.find((path) => existsSync(path));
  if (present !== undefined)
    throw new Failure(`${present} is there already`, 'Name another folder with --out, or delete the file.');
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(all)) writeFileSync(join(folder, name), content);
  return paths;
}
