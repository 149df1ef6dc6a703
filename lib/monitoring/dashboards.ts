import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A dashboard in Grafana's JSON model.
 *
 * @see https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */
export interface Dashboard {
  /** Unique identifier: a part of the dashboard's URL. */
  readonly uid: string;

  /** Title of the dashboard. */
  readonly title: string;

  /** Panels in Grafana's JSON model. */
  readonly panels: readonly object[];
  readonly [field: string]: unknown;
}

interface Dashboards {
  /** Folder with dashboards. */
  readonly dashboards?: string;
  readonly homeDashboard?: Dashboard;
}

/**
 * @internal All dashboards of the Grafana `id` as JSON, by file name. The home dashboard is the first one.
 * @throws if there is no dashboard
 * @throws if the folder is not readable, has no `*.json` file, or has one that is not a dashboard
 */
export function dashboardFiles(
  id: string,
  { dashboards, homeDashboard }: Dashboards,
): Readonly<Record<string, string>> {
  if (dashboards === undefined && homeDashboard === undefined) {
    throw new Error(
      `'dashboards' of '${id}' must be a folder with a *.json file, such as 'grafana', if there is no 'homeDashboard', got none`,
    );
  }
  return {
    ...(homeDashboard && { 'overview.json': JSON.stringify(homeDashboard) }),
    ...(dashboards !== undefined && readDashboards(id, dashboards)),
  };
}

/**
 * The dashboards of a folder as JSON, by file name, sorted.
 * @throws if the folder is not readable, has no `*.json` file, or has one that is not a dashboard
 */
function readDashboards(id: string, folder: string): Readonly<Record<string, string>> {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch (error) {
    throw new Error(
      `'dashboards' of '${id}' must be a readable folder such as 'grafana', got '${folder}': ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
  if (names.length === 0)
    throw new Error(
      `'dashboards' of '${id}' must be a folder with a *.json file, such as 'grafana', got '${folder}'`,
    );
  return Object.fromEntries(names.sort().map((name) => [name, readDashboard(id, join(folder, name))]));
}

function readDashboard(id: string, file: string): string {
  const dashboard = parse(readFileSync(file, 'utf8'));
  // Grafana ignores a file without a title, and gives one without a uid a new URL at each start.
  if (
    typeof dashboard.title !== 'string' ||
    typeof dashboard.uid !== 'string' ||
    !Array.isArray(dashboard.panels)
  ) {
    throw new Error(
      `'dashboards' of '${id}' must have dashboards only, JSON such as { "title": …, "uid": …, "panels": … }, got '${file}'`,
    );
  }
  // Without line breaks, which a ConfigMap does not need.
  return JSON.stringify(dashboard);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
