import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A dashboard as Grafana's JSON model has it. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly object[];
}

interface Dashboards {
  /** Folder of dashboards. */
  readonly dashboards?: string;
  readonly homeDashboard?: Dashboard;
}

/**
 * @internal All dashboards, the home page first: file name to JSON.
 * @throws if there is none, or what `readDashboards` throws
 */
export function dashboardFiles({ dashboards, homeDashboard }: Dashboards): Readonly<Record<string, string>> {
  if (dashboards === undefined && homeDashboard === undefined) {
    throw new Error(
      "'dashboards' must be a folder with a *.json file, such as 'grafana', or 'homeDashboard' be given",
    );
  }
  return {
    ...(homeDashboard && { 'overview.json': JSON.stringify(homeDashboard) }),
    ...(dashboards !== undefined && readDashboards(dashboards)),
  };
}

/**
 * The dashboards of a folder: file name to JSON, sorted by name.
 * @throws if the folder can't be read or holds none, or a file is not what Grafana takes for a dashboard
 */
function readDashboards(folder: string): Readonly<Record<string, string>> {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch (error) {
    throw new Error(
      `'dashboards' must be a folder that can be read, got '${folder}': ${(error as Error).message}`,
      { cause: error },
    );
  }
  if (names.length === 0) throw new Error(`'dashboards' must hold a *.json file, got '${folder}'`);
  return Object.fromEntries(names.sort().map((name) => [name, readDashboard(join(folder, name))]));
}

function readDashboard(file: string): string {
  const dashboard = parse(readFileSync(file, 'utf8'));
  // Grafana skips a file without a title, and gives one without a uid a new address at each start.
  if (
    typeof dashboard.title !== 'string' ||
    typeof dashboard.uid !== 'string' ||
    !Array.isArray(dashboard.panels)
  ) {
    throw new Error(
      `'dashboards' must hold what Grafana exports: JSON with 'title', 'uid' and 'panels'; '${file}' is not`,
    );
  }
  // Without its line breaks: the ConfigMap is for Grafana, who wants to read opens the file.
  return JSON.stringify(dashboard);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
