import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { checkProps } from '../core/check-props';
import type { Connections } from '../core/connections';
import { Credentials } from '../core/credentials';
import type { Endpoint } from '../core/endpoint';
import type { EnvValue } from '../core/env';
import { freeId } from '../core/free-id';
import type { Resources } from '../core/resources';
import { defaultImages } from '../images';
import { Probe } from '../workload/probe';
import { StatefulService } from '../workload/stateful-service';
import { yamlText } from '../yaml';
import { type Dashboard, dashboardFiles } from './dashboards';
import type { Prometheus } from './prometheus';

/** Props for `Grafana`. */
export interface GrafanaProps {
  /**
   * Image of Grafana: the official image, with an exact tag or a digest.
   *
   * @default defaultImages.grafana
   */
  readonly image?: string;

  /** Data source of the dashboards. Its uid in Grafana is `prometheus`. */
  readonly prometheus: Prometheus;

  /**
   * Folder of dashboards: `*.json` files in Grafana's JSON model.
   *
   * @default - `homeDashboard` only
   */
  readonly dashboards?: string;

  /**
   * Home dashboard.
   *
   * @default - the first of `dashboards`, by file name
   */
  readonly homeDashboard?: Dashboard;

  /**
   * Resource requests and limits.
   *
   * @default resources({ millicores: [50, 500], mebibytes: [128, 512] })
   */
  readonly resources?: Resources;

  /**
   * Size of the data volume. It can be increased later, but not decreased.
   *
   * @default - `Environment.storage`
   */
  readonly storage?: Size;
}

/**
 * One Grafana server with a provisioned data source and provisioned dashboards, which are read-only in its web interface.
 *
 * Defines the same objects as `StatefulService`, a ConfigMap with the provisioning files, and the Secret `<id>-credentials`
 * with the key `password` for the user `admin`. The volume has the database of Grafana: users, preferences, and dashboards
 * that are created in the web interface. It connects to Prometheus only. To open it, run
 * `kubectl port-forward service/<id> 3000`.
 *
 * @throws if there is neither a `homeDashboard` nor a file in `dashboards`
 * @throws if `dashboards` is not a readable folder, or has a `*.json` file that is not a dashboard
 * @see https://grafana.com/docs/grafana/latest/administration/provisioning/
 */
export class Grafana extends Construct implements Endpoint {
  public readonly host: string;
  public readonly port = 3000;
  public readonly connections: Connections;

  constructor(scope: Construct, id: string, props: GrafanaProps) {
    super(scope, freeId(scope, Grafana, id));
    checkProps(this, Grafana, props);
    const { image = defaultImages.grafana, prometheus, storage } = props;
    const dashboards = Object.entries(dashboardFiles(id, props));
    const credentials = new Credentials(this, `${id}-credentials`, { random: ['password'] });

    const server = new StatefulService(this, id, {
      image,
      port: this.port,
      user: 472, // the user `grafana` of the image
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

/** Five minutes: the first start creates the database. */
const startupTiming = { period: Duration.seconds(5), failureThreshold: 60 };

const resources: Resources = {
  cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
  memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) },
};

/** No connections to the Internet, and no sign-up. */
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
    // The scrape interval of Prometheus, which is the smallest useful step.
    jsonData: { httpMethod: 'POST', timeInterval: '15s' },
  };
  return yamlText({ apiVersion: 1, datasources: [source] });
}

const provider = yamlText({
  apiVersion: 1,
  providers: [
    { name: 'files', type: 'file', disableDeletion: true, allowUiUpdates: false, options: { path: folder } },
  ],
});
