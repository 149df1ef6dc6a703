import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../ledger/entry';
import { type Fate, fates, meanings } from '../../rules/outcome';
import { countsOf, groupsOf } from '../summary';
import { escaped } from './html';
import { chartListing, marks, sourceListing } from './listings';
import { Report, type ReportFacts, type Value } from './report';

/**
 * The report as one HTML page that needs nothing else: the Compose files beside the chart, line by line, what is to be decided,
 * and every value. Secret values of the Compose files are masked. Prettier leaves it as it is.
 */
export function pageText(facts: ReportFacts): string {
  const report = new Report(facts);
  const { stack, drawing } = facts;
  const [style, script] = [asset('report-page.css'), asset('report-page.js')];
  return `<!doctype html>
<!-- prettier-ignore -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '${hash(script)}'">
<title>What became of ${escaped(stack)}</title>
<style>
${style}</style>
</head>
<body>
<header>
<h1>What became of ${escaped(stack)}</h1>
${filter(report.entries)}
</header>
<main>
${decisions(report)}
<p class="hint">Point at a line, or open it, to see what it became. Keys: ↑ ↓ move, Enter opens, ← → change the side, Esc closes.</p>
<div class="sides">
<div class="side">
${report.files.map((file) => sourceListing(file, report)).join('\n')}
</div>
<div class="side">
${chartListing(report)}
</div>
</div>
${drawing === undefined ? '' : drawingOf(stack, drawing)}
${values(report)}
</main>
<script>${script}</script>
</body>
</html>
`;
}

/** A file beside this one. */
function asset(name: string): string {
  return readFileSync(join(__dirname, name), 'utf8');
}

function hash(script: string): string {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}

/** The counts, each with a box that hides its values. It explains the marks, too. */
function filter(entries: readonly Entry[]): string {
  const counts = countsOf(entries);
  const boxes = fates.map(
    (fate) =>
      `<label class="${fate}"><input type="checkbox" value="${fate}" checked> ${mark(fate)} <b>${counts.get(fate) ?? 0} ${fate}</b> <span class="meaning">${escaped(meanings[fate])}</span></label>`,
  );
  return `<fieldset id="fates">
<legend>${entries.length} values: show</legend>
${boxes.join('\n')}
</fieldset>`;
}

function mark(fate: Fate): string {
  return `<span class="mark" aria-hidden="true">${marks[fate]}</span>`;
}

function decisions(report: Report): string {
  const groups = groupsOf(report.entries, 'refused');
  if (groups.length === 0) return '';
  const items = groups.map(({ entry, paths }) => {
    return `<li>${sourceLink(entry, report)} ${codes(paths)}<br>${sentences(entry, report)}</li>`;
  });
  return `<section id="decide" aria-labelledby="decide-title">
<h2 id="decide-title">Decide first</h2>
<p>Nothing was made of these.</p>
<ol>
${items.join('\n')}
</ol>
</section>`;
}

/** As a picture, so that its style sheet and this one stay apart. */
function drawingOf(stack: string, svg: string): string {
  const data = Buffer.from(svg).toString('base64');
  const description = /<desc>([^<]*)<\/desc>/.exec(svg)?.[1] ?? '';
  return `<section aria-labelledby="drawing-title">
<h2 id="drawing-title">Workloads and connections</h2>
<div class="drawing" tabindex="0" role="group" aria-labelledby="drawing-title">
<img alt="${escaped(stack)}: ${description}" src="data:image/svg+xml;base64,${data}">
</div>
</section>`;
}

function values(report: Report): string {
  return `<details id="values">
<summary>All ${report.entries.length} values</summary>
${report.values.map((each, index) => value(each, index, report)).join('\n')}
</details>`;
}

function value({ entry, paths, sourceLines, chartLines }: Value, index: number, report: Report): string {
  const { fate, rule, to = [] } = entry;
  const words = sentences(entry, report);
  const places = to.map(
    ({ object, field }) =>
      `<li><code>${escaped(object)}</code> <code>${escaped(report.mask.of(field))}</code></li>`,
  );
  const inChart = chartLines.map((line) => `chart-${line}`);
  return `<article class="value ${fate}" id="value-${index}" data-fate="${fate}" data-source="${sourceLines.join(' ')}" data-chart="${inChart.join(' ')}">
<h3>${mark(fate)} <span class="fate">${fate}</span> ${codes(paths)}</h3>
${words === '' ? '' : `<p>${words}</p>\n`}${places.length === 0 ? '' : `<ul>${places.join('')}</ul>\n`}<p class="where">${sourceLink(entry, report)}${chartLink(chartLines)}, rule <code>${escaped(rule)}</code></p>
</article>`;
}

function codes(paths: readonly string[]): string {
  return paths.map((path) => `<code>${escaped(path)}</code>`).join(', ');
}

function sentences({ why, fix }: Entry, { mask }: Report): string {
  const words = [why, fix].filter((sentence) => sentence !== undefined).join(' ');
  return escaped(mask.of(words)).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

function sourceLink({ at }: Entry, report: Report): string {
  const [, file = '', line = ''] = /^(.*):(\d+):\d+$/.exec(at) ?? [];
  const name = escaped(`${file}:${line}`);
  const id = report.lineId(file, Number(line));
  return id === undefined ? name : `<a href="#${id}">${name}</a>`;
}

function chartLink(lines: readonly number[]): string {
  const [first] = lines;
  return first === undefined ? '' : ` to <a href="#chart-${first}">chart.ts:${ranges(lines)}</a>`;
}

/** `3, 5–7` */
function ranges(lines: readonly number[]): string {
  const runs: number[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run?.at(-1) === line - 1) run.push(line);
    else runs.push([line]);
  }
  return runs.map((run) => (run.length === 1 ? String(run[0]) : `${run[0]}–${run.at(-1)}`)).join(', ');
}
