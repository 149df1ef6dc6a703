import { privateKey } from '../../lib/core/secret-literal';
import type { Project } from './project';
import { mappingOf, text } from './values';

/** Where the content of a config is: nowhere if the file or the variable does not exist, or Docker Swarm has it. */
export type ConfigContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'private key' | 'nothing' };

/** The content of a config of the project. */
export function contentOf(name: string, { model, onDisk }: Project): ConfigContent {
  const { content, file, environment } = mappingOf(mappingOf(model.project?.configs)[name]);
  const written = content === undefined ? process.env[text(environment)] : text(content);
  if (written !== undefined)
    return privateKey.test(written) ? { kind: 'private key' } : { kind: 'text', text: written };
  const path = text(file);
  const found = onDisk(path);
  if (found === 'file') return { kind: 'file', path };
  return { kind: found === 'private key' ? found : 'nothing' };
}
