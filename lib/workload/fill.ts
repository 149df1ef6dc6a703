import type { Container, SecurityContext, VolumeMount } from '../../imports/k8s';
import { quoted } from '../core/shell';
import type { ImageSettings } from './image';
import { scriptContainer } from './init-container';

/** Where the init container mounts the volume: not at its path, where it would hide the files of the image. */
const target = '/fill';

interface FillOptions {
  /** Name of the workload. */
  readonly of: string;
  readonly image: string;

  /** The mount in the main container. */
  readonly mount: VolumeMount;
  readonly securityContext: SecurityContext;
}

/** @internal An init container that copies what an image has at the path of a mount into the volume, if it is empty. */
export function fillContainer(
  name: string,
  { mount, ...options }: FillOptions,
  environment: ImageSettings,
): Container {
  const script = fillScript(mount.mountPath, target);
  const mounts = [{ name: mount.name, mountPath: target, subPath: mount.subPath }];
  return scriptContainer(name, { ...options, script, mounts }, environment);
}

/**
 * @internal Copies the files of a folder into another one that is empty. Once: a file marks that it is done. A copy that was
 * interrupted is made again, as the container has not started yet.
 *
 * The folder itself is not copied: its modes and times are the volume's, and belong to root.
 */
export function fillScript(from: string, to: string): string {
  return `set -eu
cd ${quoted(from)}
if [ -e ${to}/.filled-from-image ]; then exit 0; fi
if [ ! -e ${to}/.filling-from-image ]; then
  for file in ${to}/* ${to}/.[!.]* ${to}/..?*; do
    if [ -e "$file" ] || [ -L "$file" ]; then echo "not filled: it has $file"; exit 0; fi
  done
  : > ${to}/.filling-from-image
fi
for file in ./* ./.[!.]* ./..?*; do
  if [ -e "$file" ] || [ -L "$file" ]; then cp -RPpf "$file" ${to}/; fi
done
mv ${to}/.filling-from-image ${to}/.filled-from-image
`;
}
