import { contextOf } from './context';

/**
 * A command of slipway for the user to type, such as `npx slipway status shop --context staging`.
 *
 * @param words the command and its arguments: `status shop`
 * @param context its context, which is left out if it is the default
 */
export function invocation(words: string, context: string): string {
  const usual = contextOf({});
  return `npx slipway ${words}${context === usual ? '' : ` --context ${context}`}`;
}
