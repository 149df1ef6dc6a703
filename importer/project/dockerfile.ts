import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ComposeMapping } from '../read/compose-model';
import { mappingOf, text } from './values';

/** The ports in the `EXPOSE` lines of the Dockerfile of a service, such as `8080` or `53/udp`; none if it can't be read. */
export function exposedInDockerfile({ build }: ComposeMapping): string[] {
  const lines = dockerfile(mappingOf(build)).match(/^\s*EXPOSE\s+.*$/gim) ?? [];
  return lines.flatMap((line) => line.match(/(?<=\s)\d+(\/\w+)?(?=\s|$)/g) ?? []);
}

function dockerfile({ context, dockerfile: file, dockerfile_inline: inline }: ComposeMapping): string {
  if (inline !== undefined) return text(inline);
  if (context === undefined) return '';
  try {
    return readFileSync(resolve(text(context), text(file) || 'Dockerfile'), 'utf8');
  } catch {
    return '';
  }
}
