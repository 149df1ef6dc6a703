import { type Code, text as literal } from '../code/code';
import { contentOf } from '../project/configs';
import { listOf, mappingOf, text } from '../project/values';
import { type Context, pathCode, type Reference } from './context';
import type { Constant } from './planned';

/** The configs that are mounted more than once: their content is in the chart once. */
export function configConstants(context: Context): Constant[] {
  return sharedConfigs(context).flatMap((name) => {
    const content = contentCode(name, context);
    return content ? [{ variable: context.names.config(name), ...content }] : [];
  });
}

/** The content of a config; undefined if nothing has it. */
export function configCode(name: string, context: Context): Reference | undefined {
  const content = contentCode(name, context);
  if (!content || !sharedConfigs(context).includes(name)) return content;
  const variable = context.names.config(name);
  return { code: variable, uses: [variable] };
}

function sharedConfigs({ services }: Context): string[] {
  const used = services.flatMap(({ spec }) =>
    listOf(spec.configs).map((config) => text(mappingOf(config).source)),
  );
  return [...new Set(used.filter((name, index) => used.indexOf(name) !== index))];
}

function contentCode(name: string, context: Context): Reference | undefined {
  const content = contentOf(name, context.project);
  if (content.kind === 'text') return { code: textCode(content.text), uses: [] };
  if (content.kind !== 'file') return undefined;
  return { code: `readFileSync(${pathCode(context, content.path)}, 'utf8')`, uses: [] };
}

/** A text of one word with a dot or a slash could be a path that somebody has mistaken for a content. */
function textCode(content: string): Code {
  return /^\S*[./]\S*$/.test(content) ? `Buffer.from(${literal(content)})` : literal(content);
}
