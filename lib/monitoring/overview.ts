import type { Panel } from '../core/signals';
import type { Dashboard } from './dashboards';

/** A workload, such as a service or a database. */
interface Part {
  readonly name: string;
  readonly panels: readonly Panel[];
}

/**
 * @internal The home dashboard of a stack: the firing alerts, the targets that are up, and a row of panels per workload.
 *
 * @see https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */
export function overview(stack: string, parts: readonly Part[]): Dashboard {
  const panels: object[] = [];
  let y = 0;
  for (const line of [summary(parts), ...parts.flatMap(partLines)]) {
    const height = 'row' in line ? 1 : line.height;
    panels.push(...placed('row' in line ? [line.row] : line.panels, y, height, panels.length));
    y += height;
  }
  return { ...frame, uid: stack.slice(0, longestUid), title: stack, panels };
}

/** Panels side by side, or the heading of the panels below. */
type Line = { readonly panels: readonly object[]; readonly height: number } | { readonly row: object };

/** Number of columns of Grafana's grid. */
const columns = 24;
const mostPanels = 5;
const longestUid = 40;

const frame = {
  tags: ['slipway'],
  schemaVersion: 39,
  version: 1,
  editable: false,
  graphTooltip: 1, // shared crosshair
  refresh: '15s',
  timezone: 'browser',
  time: { from: 'now-1h', to: 'now' },
  annotations: { list: [] },
  templating: { list: [] },
  links: [],
};

function summary(parts: readonly Part[]): Line {
  const firing = stat('Alerts', 'count(ALERTS{alertstate="firing"}) or vector(0)', [
    { color: 'green', value: null },
    { color: 'red', value: 1 },
  ]);
  const answering = parts.map(({ name }) =>
    stat(name, `sum(up{job="${name}"}) or vector(0)`, [
      { color: 'red', value: null },
      { color: 'green', value: 1 },
    ]),
  );
  return { panels: [firing, ...answering], height: 4 };
}

function partLines({ name, panels }: Part): Line[] {
  const lines = Math.ceil(panels.length / mostPanels);
  const each = Math.ceil(panels.length / lines);
  return [
    { row: { type: 'row', title: name, collapsed: false, panels: [] } },
    ...Array.from({ length: lines }, (_, line) => ({
      panels: panels.slice(line * each, (line + 1) * each).map(graph),
      height: 7,
    })),
  ];
}

function placed(panels: readonly object[], y: number, h: number, before: number): object[] {
  return panels.map((panel, index) => {
    const x = Math.floor((index * columns) / panels.length);
    const w = Math.floor(((index + 1) * columns) / panels.length) - x;
    return { ...panel, id: before + index + 1, gridPos: { x, y, w, h } };
  });
}

const datasource = { type: 'prometheus', uid: 'prometheus' };

interface Step {
  readonly color: string;

  /** Lower bound; `null` is minus infinity. */
  readonly value: number | null;
}

function stat(title: string, expr: string, steps: readonly Step[]): object {
  return {
    type: 'stat',
    title,
    datasource,
    targets: [{ refId: 'A', datasource, expr, legendFormat: '', range: true, instant: false }],
    fieldConfig: {
      defaults: { unit: 'none', color: { mode: 'thresholds' }, thresholds: { mode: 'absolute', steps } },
      overrides: [],
    },
    options: {
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      colorMode: 'value',
      graphMode: 'none',
    },
  };
}

function graph({ title, unit, queries }: Panel): object {
  const targets = Object.entries(queries).map(([legendFormat, expr], index) => {
    const refId = String.fromCharCode('A'.charCodeAt(0) + index);
    return { refId, datasource, expr, legendFormat, range: true, instant: false };
  });
  const share = unit === 'percentunit' && { max: 1 };
  return {
    type: 'timeseries',
    title,
    datasource,
    targets,
    fieldConfig: {
      defaults: { unit, min: 0, ...share, custom: { fillOpacity: 10, showPoints: 'never' } },
      overrides: [],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom' },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  };
}
