import type { Entry } from '../ledger/entry';
import { cell, code } from './markdown';
import { countsText, groupsOf } from './summary';

interface Readme {
  readonly stack: string;

  /** The Compose file, from the folder of the project. */
  readonly source: string;
  readonly entries: readonly Entry[];

  /** The Secrets that production must have, by their keys. */
  readonly secrets: readonly { readonly secret: string; readonly keys: readonly string[] }[];
}

/** The README of an imported stack: what was decided, and what is left to decide. */
export function readmeText({ stack, source, entries, secrets }: Readme): string {
  return `# ${stack}

\`slipway import\` made this chart from ${source}. It is yours to edit: importing again keeps your edits.

    npx slipway up ${stack}        # launch it in a local kind cluster
    npx slipway parity ${stack}    # compare it with Docker Compose
    npx slipway status ${stack}    # what runs, and what is wrong

${countsText(entries)}. report.html shows the Compose file beside the chart, line by line. report.md
has a line for each value.
${decisions(entries)}${differences(entries)}${secretsText(secrets)}${possible}`;
}

/** What every import changes, for `slipway parity`, which fails at a difference that no table of the README has. */
const possible = `
## What may differ on Kubernetes

| Fact | Why |
| --- | --- |
| \`*: user\`, \`*: capabilities\`, \`*: can gain privileges\`, \`*: root file system\`, \`*: writable folders\` | a container has no rights but those that the chart names |
| \`* to *\` | the NetworkPolicies allow only the connections of \`connectsTo\` and \`startsAfter\` |
| \`*: header server\`, \`*: header last-modified\`, \`*: header etag\` | the ingress controller answers, and mounted files have another time |
`;

/** What the Compose file says, and nothing was made of. */
function decisions(entries: readonly Entry[]): string {
  const groups = groupsOf(entries, 'refused');
  if (groups.length === 0) return '';
  const items = groups.map(({ entry, paths }) => {
    const { at, why, fix } = entry;
    return `- ${names(paths)} (${at.replace(/:\d+$/, '')}): ${[why, fix].filter(Boolean).join(' ')}`;
  });
  return `
## Decide first

Nothing was made of these.

${items.join('\n')}
`;
}

function differences(entries: readonly Entry[]): string {
  const groups = groupsOf(entries, 'approximated');
  if (groups.length === 0) return '';
  const rows = groups.map(({ entry, paths }) => {
    const { why = '', fix = '' } = entry;
    return `| ${cell(names(paths))} | ${cell([why, fix].filter(Boolean).join(' '))} |`;
  });
  return `
## What is only similar

| In the Compose file | On Kubernetes |
| --- | --- |
${rows.join('\n')}
`;
}

/** At most three paths. */
function names(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map(code).join(', ');
  return paths.length > 3 ? `${shown} and ${paths.length - 3} more` : shown;
}

function secretsText(secrets: Readme['secrets']): string {
  if (secrets.length === 0) return '';
  const rows = secrets.map(({ secret, keys }) => `| ${code(secret)} | ${keys.map(code).join(', ')} |`);
  return `
## Secrets

In dev they have the values of the Compose file, which \`slipway import\` has copied to \`.slipway/secrets.json\`. Production must
have them before \`slipway up --env prod\`, by \`kubectl create secret\` or an \`ExternalSecrets\`.

| Secret | Keys |
| --- | --- |
${rows.join('\n')}
`;
}
