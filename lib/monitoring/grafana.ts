import { Duration, Size, Yaml } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Connections } from '../core/connections';
import { Credentials } from '../core/credentials';
import type { Endpoint } from '../core/endpoint';
import type { EnvValue } from '../core/env';
import type { Resources } from '../core/resources';
import { Probe } from '../workload/probe';
import { StatefulService } from '../workload/stateful-service';
import { type Dashboard, dashboardFiles } from './dashboards';
import type { Prometheus } from './prometheus';

/** Props for `Grafana`. */
export interface GrafanaProps {
  /** Image to run: the official one with an exact tag, such as `grafana/grafana:12.1.1`. */
  readonly image: string;

  /** Where the numbers are: the data source with the uid `prometheus`, which dashboards refer to. */
  readonly prometheus: Prometheus;

  /** Folder whose `*.json` files are dashboards. @default - `homeDashboard` is the only one */
  readonly dashboards?: string;

  /** A dashboard that is made, not read: the home page. @default - the first of `dashboards` by name is */
  readonly homeDashboard?: Dashboard;

  /** @default - 50m to 500m processors, 128Mi to 512Mi of memory */
  readonly resources?: Resources;

  /** Size of the data volume. It can grow later, but never shrink. @default - the environment's */
  readonly storage?: Size;
}

/**
 * One Grafana with its data source and dashboards, which nobody can change by hand: they come from files.
 *
 * Defines what `StatefulService` does, a ConfigMap with the files, and the Secret `<id>-credentials` with the key
 * `password`, of the user `admin`. The volume keeps what is made by hand: users, further dashboards, preferences. It
 * calls nobody but Prometheus. Nothing connects to it unless told: `kubectl port-forward service/<id> 3000` does.
 *
 * @throws if there is no dashboard, the folder can't be read, or it holds something else
 * @see https://grafana.com/docs/grafana/latest/administration/provisioning/
 */
export class Grafana extends Construct implements Endpoint {
  public readonly host: string;
  public readonly port = 3000;
  public readonly connections: Connections;

  constructor(scope: Construct, id: string, props: GrafanaProps) {
    super(scope, id);
    const { image, prometheus, storage } = props;
    const dashboards = Object.entries(dashboardFiles(props));
    const credentials = new Credentials(this, `${id}-credentials`, { random: ['password'] });

    const server = new StatefulService(this, id, {
      image,
      port: this.port,
      user: 472, // the image's `grafana`
      env: {
        ...settings,
        GF_SECURITY_ADMIN_PASSWORD: credentials.key('password'),
        GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: `${folder}/${dashboards[0]?.[0]}`,
      },
      files: {
        [`${provisioning}/datasources/prometheus.yaml`]: dataSource(prometheus.url),
        [`${provisioning}/dashboards/files.yaml`]: provider,
        ...Object.fromEntries(dashboards.map(([name, json]) => [`${folder}/${name}`, json])),
      },
      dataPath: '/var/lib/grafana',
      storage,
      resources: props.resources ?? resources,
      startup: Probe.fromHttpGet('/api/health', startupTiming),
      readiness: Probe.fromHttpGet('/api/health'),
      connectsTo: [prometheus],
    });
    this.host = server.host;
    this.connections = server.connections;
  }
}

const provisioning = '/etc/grafana/provisioning';
const folder = '/etc/grafana/dashboards';

/** The first start sets up its database: five minutes. */
const startupTiming = { period: Duration.seconds(5), failureThreshold: 60 };

const resources: Resources = {
  cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
  memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) },
};

/** It calls nobody outside, and only its admin makes users. */
const settings: Readonly<Record<string, EnvValue>> = {
  GF_USERS_ALLOW_SIGN_UP: false,
  GF_ANALYTICS_REPORTING_ENABLED: false,
  GF_ANALYTICS_CHECK_FOR_UPDATES: false,
  GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: false,
  GF_NEWS_NEWS_FEED_ENABLED: false,
  GF_PLUGINS_PREINSTALL_DISABLED: true,
};

function dataSource(url: string): string {
  const source = {
    name: 'Prometheus',
    uid: 'prometheus',
    type: 'prometheus',
    access: 'proxy',
    url,
    isDefault: true,
    editable: false,
    // How often Prometheus scrapeConfigs: the finest step that has something to show.
    jsonData: { httpMethod: 'POST', timeInterval: '15s' },
  };
  return Yaml.stringify({ apiVersion: 1, datasources: [source] });
}

const provider = Yaml.stringify({
  apiVersion: 1,
  providers: [
    { name: 'files', type: 'file', disableDeletion: true, allowUiUpdates: false, options: { path: folder } },
  ],
});
