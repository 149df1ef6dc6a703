import { contextOf } from './context';

/**
 * A command of slipway for a person to type, as in `npx slipway status shop --context staging`.
 *
 * @param words the command and its arguments: `status shop`
 * @param context the one it is for; it is named unless the command takes it by default
 */
export function invocation(words: string, context: string): string {
  const usual = contextOf({});
  return `npx slipway ${words}${context === usual ? '' : ` --context ${context}`}`;
}
