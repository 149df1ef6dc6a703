import { Testing } from 'cdk8s';
import { extentOf } from '../../../cli/graph/box';
import { drawGraph } from '../../../cli/graph/draw';
import { layOut, type Path, type PlacedNode } from '../../../cli/graph/layout';
import type { Graph } from '../../../cli/graph/model';
import { graphOf } from '../../../cli/graph/read';
import { describeGraph } from '../../../cli/graph/text';
import { textWidth } from '../../../cli/graph/text-width';
import { roleOf } from '../../../engine/kube/backup-role';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { PublishedPorts, StatefulService, WebService } from '../../../lib';
import project from '../../../slipway.config';
import { pooledStack } from '../../support/pooled-stack';
import { testDev, testProd, testStack } from '../../support/stack';
import { everyStack, manifestsOf } from '../../support/stacks';

const shop = graph('flask-nginx', 'dev');

function graph(stack: string, environment: 'dev' | 'prod'): Graph {
  const { all } = manifestsOf(stack, environment === 'dev' ? testDev : testProd);
  return graphOf(`${stack} (${environment})`, all);
}

function isBackup(object: KubeObject): boolean {
  return roleOf(object) !== undefined;
}

/** `nginx -> app:5000` for each connection. */
function arrows({ nodes, connections }: Graph): string[] {
  const nameOf = (id: string) => nodes.find((node) => node.id === id)?.name ?? `no node ${id}`;
  return connections.map(({ from, to, port }) => `${nameOf(from)} -> ${nameOf(to)}:${port}`);
}

describe('the graph of a stack', () => {
  test('has its hosts, its workloads, and the connections that its NetworkPolicies open', () => {
    expect(arrows(shop).sort()).toEqual([
      'app -> postgres:5432',
      'app -> redis:6379',
      'backups -> postgres:5432',
      'backups -> redis:6379',
      'http://flask-nginx.localhost -> nginx:8080',
      'nginx -> app:5000',
    ]);
  });

  test('is the same with Gateway API as with an Ingress', () => {
    const { all } = manifestsOf('flask-nginx', { ...testProd, edge: 'gateway-api' });

    expect(arrows(graphOf('flask-nginx (prod)', all)).sort()).toEqual(
      arrows(graph('flask-nginx', 'prod')).sort(),
    );
  });

  test.each([
    [testDev, ['anywhere -> dns:53/UDP, 53', 'web -> dns:53/UDP']],
    [
      { ...testProd, edge: 'gateway-api' } as const,
      ['tcp-53 -> dns:53', 'udp-53 -> dns:53', 'web -> dns:53/UDP'],
    ],
  ])('has published ports, and the protocols that are not TCP', (environment, expected) => {
    const stack = testStack(environment);
    const dns = new StatefulService(stack, 'dns', {
      image: 'dns:1',
      dataPath: '/data',
      ports: { dns: { port: 53, protocol: 'UDP' }, 'dns-tcp': 53 },
    });
    new WebService(stack, 'web', { image: 'web:1', port: 80, connectsTo: [dns] });
    new PublishedPorts(stack, 'dns-public', { ports: { 53: [dns.at('dns'), dns.at('dns-tcp')] } });

    expect(arrows(graphOf('shop', Testing.synth(stack) as KubeObject[])).sort()).toEqual(expected);
  });

  test('has the images, the number of pods and the volumes of a workload', () => {
    const { nodes } = graph('flask-nginx', 'prod');

    expect(nodes).toContainEqual(
      expect.objectContaining({
        name: 'app',
        kind: 'Deployment',
        scale: 'x3..10',
        images: ['flask-nginx-app:1.0.0'],
        volumes: [],
      }),
    );
    expect(nodes).toContainEqual(
      expect.objectContaining({ name: 'postgres', volumes: [{ name: 'data', size: '20Gi' }] }),
    );
  });

  test('has a database of an operator, and its connections out of the stack', () => {
    const found = graph('spring-react', 'prod');

    expect(found.nodes).toContainEqual(
      expect.objectContaining({ name: 'postgres', kind: 'Cluster', scale: 'x3' }),
    );
    expect(arrows(found)).toContain('backend -> postgres:5432');
    expect(arrows(found)).toContain('postgres -> anywhere:443, 6443');
    expect(arrows(found)).toContain('https://spring-react.example.com -> nginx:8080');
  });

  test('has the pooler before a database', () => {
    const found = graphOf('shop', pooledStack().all);

    expect(found.nodes).toContainEqual(
      expect.objectContaining({ name: 'pooler', kind: 'Pooler', scale: 'x3', images: ['pgbouncer:1.25.1'] }),
    );
    expect(arrows(found)).toContain('api -> pooler:5432');
    expect(arrows(found)).toContain('pooler -> db:5432');
  });

  test('has the jobs of all backups as one', () => {
    const found = graph('nest-bun', 'dev');

    expect(found.nodes.filter(({ name }) => name.includes('backup'))).toEqual([
      expect.objectContaining({
        name: 'backups',
        kind: 'CronJob',
        scale: 'on demand',
        volumes: [{ name: 'backups', size: '1Gi' }],
      }),
    ]);
    expect(arrows(found).filter((arrow) => arrow.startsWith('backups'))).toEqual([
      'backups -> postgres:5432',
      'backups -> redis:6379',
      'backups -> minio:9000',
    ]);
    expect(graph('nest-bun', 'prod').nodes).toContainEqual(
      expect.objectContaining({ name: 'backups', scale: 'x3' }),
    );
  });

  test('leaves out a workload that is scaled to nothing', () => {
    const objects = manifestsOf('flask-nginx', testDev).all.map((object) =>
      object.kind === 'StatefulSet' && object.metadata.name === 'redis'
        ? { ...object, spec: { ...(object.spec as object), replicas: 0 } }
        : object,
    );

    expect(graphOf('shop', objects).nodes.map(({ name }) => name)).not.toContain('redis');
    expect(arrows(graphOf('shop', objects)).join()).not.toContain('redis');
  });

  test.each(everyStack())('of $stack in $environment misses no workload and leads nowhere else', (each) => {
    const found = graphOf(each.stack, each.manifests.all);
    const objects = each.manifests.all as readonly KubeObject[];
    const owners = objects.filter(({ kind }) =>
      ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Cluster'].includes(kind),
    );

    expect(found.nodes.filter(({ type }) => type === 'workload')).toHaveLength(
      owners.filter((owner) => !isBackup(owner)).length + (owners.some(isBackup) ? 1 : 0),
    );
    expect(arrows(found).filter((arrow) => /no node|undefined|:$/.test(arrow))).toEqual([]);
  });
});

describe('slipway graph', () => {
  test('prints a tree, in which a workload that several connect to is drawn out once', () => {
    expect(describeGraph(shop)).toMatchInlineSnapshot(`
     [
       "flask-nginx (dev)",
       "",
       "http://flask-nginx.localhost",
       "└─ nginx :8080                Deployment x2      nginx-unprivileged:1.29.1-alpine",
       "   └─ app :5000               Deployment x2      flask-nginx-app:1.0.0",
       "      ├─ postgres :5432       StatefulSet x1     postgres:16.10                                    data 1Gi",
       "      └─ redis :6379          StatefulSet x1     redis:7.4.5-alpine                                data 1Gi",
       "",
       "backups                       CronJob on demand  backup:1.1.0, postgres:16.10, redis:7.4.5-alpine  backups 1Gi",
       "├─ postgres :5432",
       "└─ redis :6379",
     ]
    `);
  });

  test('repeats only the name of a workload that is already drawn', () => {
    const lines = describeGraph(graph('fastapi-mongo', 'dev'));

    expect(lines.filter((line) => line.includes('─ api :8000'))).toEqual([
      expect.stringContaining('Deployment x3'),
      expect.stringContaining('(as above)'),
    ]);
  });

  test('ends where workloads connect in a circle', () => {
    const node = (id: string) => ({ id, type: 'outside' as const, name: id });
    const connections = [
      { from: 'a', to: 'b', port: '1' },
      { from: 'b', to: 'a', port: '2' },
    ];

    expect(describeGraph({ title: 'circle', nodes: [node('a'), node('b')], connections })).toEqual([
      'circle',
      '',
      'a',
      '└─ b :1',
      '   └─ a :2  (as above)',
    ]);
  });
});

const drawings = project.stacks.flatMap((stack) =>
  project
    .environmentsOf(stack)
    .filter((environment) => environment === 'dev' || environment === 'prod')
    .map((environment) => [stack, environment] as const),
);

describe.each(drawings)('the drawing of %s in %s', (stack, environment) => {
  const drawn = graph(stack, environment);

  test('has no arrow that runs through a box, and no boxes that overlap', async () => {
    const { nodes, paths } = await layOut(drawn, extentOf);

    expect(paths).toHaveLength(drawn.connections.length);
    expect(nodes).toHaveLength(drawn.nodes.length);
    expect(paths.flatMap((path) => nodes.filter((box) => runsThrough(path, box)))).toEqual([]);
    expect(nodes.filter((box) => nodes.some((other) => other !== box && overlap(box, other)))).toEqual([]);
  });

  test('stays within its frame, and is the same each time', async () => {
    const { width, height, nodes, paths } = await layOut(drawn, extentOf);
    const points = [
      ...paths.flat(),
      ...nodes.map((box) => ({ x: box.x + box.width, y: box.y + box.height })),
    ];

    expect(points.filter(({ x, y }) => x < 0 || y < 0 || x > width || y > height)).toEqual([]);
    expect(await drawGraph(drawn)).toBe(await drawGraph(drawn));
  });
});

test('a drawing has colours for dark pages, and escapes XML characters', async () => {
  const svg = await drawGraph({
    title: 'a < b & c',
    nodes: [{ id: 'a', type: 'outside', name: '<script>' }],
    connections: [],
  });

  expect(svg).toContain('@media (prefers-color-scheme: dark)');
  expect(svg).toContain('a &lt; b &amp; c');
  expect(svg).not.toContain('<script>');
});

// Measured by Chromium with DejaVu Sans, which it takes where none of the drawing's fonts is installed.
test.each([
  ['nginx-unprivileged:1.29.1-alpine', 11, 'normal', 180],
  ['http://fastapi-mongo.localhost', 14, 'bold', 241],
] as const)('%s has the room that the widest font takes', (text, size, weight, measured) => {
  expect(textWidth(text, size, weight)).toBeGreaterThanOrEqual(measured);
  expect(textWidth(text, size, weight)).toBeLessThan(measured * 1.15);
});

function runsThrough(path: Path, { x, y, width, height }: PlacedNode): boolean {
  return path.slice(1).some((to, index) => {
    const from = path[index] ?? to;
    return (
      Math.max(from.x, to.x) > x + 1 &&
      Math.min(from.x, to.x) < x + width - 1 &&
      Math.max(from.y, to.y) > y + 1 &&
      Math.min(from.y, to.y) < y + height - 1
    );
  });
}

function overlap(a: PlacedNode, b: PlacedNode): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
