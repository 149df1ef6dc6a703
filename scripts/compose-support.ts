import { fates, meanings, type Outcome } from '../importer/rules/outcome';
import type { Case, Rule } from '../importer/rules/rule';
import { anywhere, groups } from '../importer/rules/table';
import type { Target } from '../importer/rules/target';
import type { GeneratedFile } from './generated-file';

/** The page that says what becomes of each key of Compose, from the rules of the importer. */
export function composeSupport(): GeneratedFile {
  const sections = Object.entries({ ...groups, 'Anywhere in a file': Object.values(anywhere) });
  const parts = sections.map(([title, rules]) => `## ${title}\n\n${rules.map(ruleText).join('\n')}`);
  return { path: 'docs/compose-support.md', content: `${head}\n${parts.join('\n')}` };
}

const width = Math.max(...Object.values(meanings).map((text) => text.length));

const head = `<!-- npm run update writes this page from importer/rules/. -->

# What becomes of a Compose file

What slipway makes of each key of Compose. \`npx slipway explain compose.yaml\` says it of each value of your file.

| fate           | ${'what becomes of the value'.padEnd(width)} |
| -------------- | ${'-'.repeat(width)} |
${fates.map((fate) => `| ${`_${fate}_`.padEnd(14)} | ${meanings[fate].padEnd(width)} |\n`).join('')}
In a key, \`*\` is any name, \`[]\` any item of a list, and \`**\` everything below. The workload of a service is a Job if it runs once, a StatefulSet if it
is a database or a broker, and else a Deployment. It runs once if another service waits with \`service_completed_successfully\`, if its mode is
\`replicated-job\`, or if it does not start again and has no ports and no health check.
`;

function ruleText({ keys, cases }: Rule): string {
  const names = keys.map((key) => `\`${key}\``).join(', ');
  return `${names}\n\n${cases.map(caseText).join('\n')}\n`;
}

function caseText({ when, outcome }: Case, index: number): string {
  const condition = when === undefined ? (index === 0 ? '' : 'else: ') : `${when}: `;
  return `- ${condition}_${outcome.fate}_${becomes(outcome)}${sentences(outcome)}`;
}

function becomes(outcome: Outcome): string {
  return 'to' in outcome ? ` to ${outcome.to.map(targetText).join(' and ')}` : '';
}

function targetText({ object, field, part }: Target): string {
  const place = `\`${names(field)}\``;
  if (part !== undefined) return `${place} of the ${part}`;
  return `${place} of ${object === 'workload' ? 'the workload' : `\`${names(object)}\``}`;
}

function sentences(outcome: Outcome): string {
  const texts = ['why' in outcome ? outcome.why : undefined, 'fix' in outcome ? outcome.fix : undefined];
  const written = texts.filter((text) => text !== undefined).map(plain);
  return written.length > 0 ? `. ${written.join(' ')}` : '';
}

/** `{service}` as `<service>`. */
function names(text: string): string {
  return text.replaceAll(/\{(\w+)\}/g, '<$1>');
}

/** The same in prose, where `<service>` needs backticks unless it has some already. */
function plain(text: string): string {
  const parts = text.split('`');
  return parts
    .map((part, index) => (index % 2 === 1 ? names(part) : part.replaceAll(/\{(\w+)\}/g, '`<$1>`')))
    .join('`');
}
