import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import project from '../slipway.config';
import { root } from './root';

/** The Compose file that a stack came from. */
export interface ComposeProject {
  readonly name: string;
  readonly file: string;

  /** Values for what the file interpolates. */
  readonly env: Record<string, string>;
}

export function composeProjects(): ComposeProject[] {
  return project.stacks.map((name) => {
    const folder = join(root, 'apps', name);
    const example = join(folder, '.env.example');
    const env = existsSync(example)
      ? (parseEnv(readFileSync(example, 'utf8')) as Record<string, string>)
      : {};
    return { name, file: join(folder, 'compose.yaml'), env };
  });
}
