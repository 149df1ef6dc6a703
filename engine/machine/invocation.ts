import { join } from 'node:path';
import { projectFolder } from '../stack/project';
import { contextOf } from './context';

/**
 * A command of slipway for a person to type, as in `npx slipway status shop --context staging`.
 *
 * @param words the command and its arguments: `status shop`
 * @param context the one it is for; it is named unless the command takes it by default
 */
export function invocation(words: string, context: string): string {
  const usual = contextOf({ kindConfig: join(projectFolder, 'kind-config.yaml') });
  return `npx slipway ${words}${context === usual ? '' : ` --context ${context}`}`;
}
