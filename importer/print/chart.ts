import { type Code, commentLines, list, object, text, texts } from '../code/code';
import type { Part, Plan, Planned } from '../plan/planned';
import { className } from '../plan/variables';

/** The text of chart.ts, before it is formatted. */
export function chartText(plan: Plan, source: string): string {
  const { stack, parts, statements, movingTags } = plan;
  const used = usedVariables(plan);
  const body = [...parts.map((part) => partCode(part, used)), ...statements].join('\n\n');
  return `${imports(body)}
${moving(movingTags)}
/** What ${source} defines. */
export class ${className(stack)} extends slipway.Stack {
  constructor(scope: Construct, environment: slipway.Environment) {
    super(scope, ${text(stack)}, { environment${movingTags.length === 0 ? '' : ': { ...environment, movingTags }'} });

${body}
  }
}
`;
}

function imports(body: string): string {
  return [
    "import type { Construct } from 'constructs';",
    ...(body.includes('readFileSync(') ? ["import { readFileSync } from 'node:fs';"] : []),
    ...(body.includes('join(__dirname') ? ["import { join } from 'node:path';"] : []),
    "import * as slipway from 'slipway';",
  ].join('\n');
}

function moving(movingTags: readonly string[]): string {
  if (movingTags.length === 0) return '';
  return `
/** Images without an exact version, which each pull may replace. Write versions below instead, such as 'redis:7.4.5'. */
const movingTags = ${texts(movingTags)};
`;
}

/** The variables that parts or statements name. */
function usedVariables({ parts, statements }: Plan): ReadonlySet<string> {
  const inStatements = statements.flatMap((code) => code.match(/[\w$]+/g) ?? []);
  const inParts = parts.flatMap((part) => {
    const { startsAfter = [], connectsTo = [] } = 'construct' in part ? (part.dependencies ?? {}) : {};
    return [...part.uses, ...startsAfter, ...connectsTo.map(({ variable }) => variable)];
  });
  return new Set([...inStatements, ...inParts]);
}

function partCode(part: Part, used: ReadonlySet<string>): Code {
  const above = part.comment === undefined ? '' : `${commentLines(part.comment)}\n`;
  return `${above}${'construct' in part ? constructCode(part, used) : `const ${part.variable} = ${part.code};`}`;
}

function constructCode(planned: Planned, used: ReadonlySet<string>): Code {
  const { construct, id, variable, props, dependencies } = planned;
  const { startsAfter = [], connectsTo = [] } = dependencies ?? {};
  const all = [
    ...props,
    ...(startsAfter.length === 0 ? [] : [{ key: 'startsAfter', code: list(startsAfter) }]),
    ...(connectsTo.length === 0
      ? []
      : [{ key: 'connectsTo', code: list(connectsTo.map(({ code }) => code)) }]),
  ];
  const isShort = all.length <= 2;
  const options = all.length === 0 ? '' : `, ${object(all, isShort)}`;
  const definition = used.has(variable) ? `const ${variable} = ` : '';
  return `${definition}new slipway.${construct}(this, ${text(id)}${options});`;
}
