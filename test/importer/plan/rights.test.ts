import { missingPlaces } from '../../../importer/check/places';
import { synthesizedChart } from '../../../importer/check/synthesized-chart';
import { ledger } from '../../../importer/ledger/ledger';
import { locate } from '../../../importer/locate/locate';
import { planOf } from '../../../importer/plan/plan';
import { chartText } from '../../../importer/print/chart';
import { kindOnDisk } from '../../../importer/project/disk';
import { Project } from '../../../importer/project/project';
import { readText } from '../../support/compose-files';

async function chartOf(service: string): Promise<{ readonly text: string; readonly missing: unknown[] }> {
  const model = await readText(`services:\n  web: ${service}\n`);
  const { leaves } = locate(model);
  const file = '/shop/chart.ts';
  const plan = planOf(new Project(model, kindOnDisk), leaves, () => file);
  const text = chartText(plan, 'compose.yaml');
  const objects = synthesizedChart({ file, text, secrets: plan.secrets }, 'dev');
  return { text, missing: missingPlaces(ledger(new Project(model, kindOnDisk), leaves, '/shop'), objects) };
}

describe('the rights of a service in a chart', () => {
  test.each([
    ["user: '1000:1000', read_only: true", 'user: 1000'],
    ["user: '1000:0'", 'user: { runAsUser: 1000, runAsGroup: 0 }'],
    ["group_add: ['44', video]", 'user: { runAsUser: 10001, supplementalGroups: [44] }'],
    [
      'read_only: false',
      'exempt: { writableRoot: true, because: "the Compose file does not say read_only" }',
    ],
    ['user: root, read_only: true', 'exempt: { root: true, because: "the Compose file has user: root" }'],
    [
      "user: 'root:33'",
      'user: { runAsUser: 0, runAsGroup: 33 },\nexempt: {\nroot: true,\nwritableRoot: true,\nbecause: "the Compose file has user: root:33"\n}',
    ],
    [
      'cap_add: [cap_net_admin, NET_BIND_SERVICE]',
      'exempt: {\nroot: true,\nwritableRoot: true,\ncapabilities: ["NET_ADMIN", "NET_BIND_SERVICE"],\nbecause: "the Compose file has cap_add: NET_ADMIN, cap_add: NET_BIND_SERVICE"\n}',
    ],
    [
      "user: '1000', cap_add: [NET_RAW], read_only: true",
      'user: 1000,\nexempt: { capabilities: ["NET_RAW"], because: "the Compose file has cap_add: NET_RAW" }',
    ],
    [
      'cap_add: [NET_BIND_SERVICE], read_only: true',
      'exempt: { capabilities: ["NET_BIND_SERVICE"], because: "the Compose file has cap_add: NET_BIND_SERVICE" }',
    ],
    [
      'privileged: true, cap_add: [SYS_ADMIN], read_only: true',
      'exempt: {\nroot: true,\nprivileged: true,\nbecause: "the Compose file has cap_add: SYS_ADMIN, privileged: true"\n}',
    ],
    [
      "volumes: ['/proc:/host/proc:ro', '/etc/hosts:/host/hosts'], read_only: true",
      'exempt: { hostPaths: {\n"/host/proc": { path: "/proc", type: "Directory" },\n"/host/hosts": { path: "/etc/hosts", type: "File", readOnly: false }\n}, because: "the Compose file has a mount of /proc, a mount of /etc/hosts" }',
    ],
  ])('are those of a Compose file with %s', async (keys, props) => {
    const { text, missing } = await chartOf(`{ image: 'example/web:1.2.0', ${keys} }`);

    expect(text).toContain(props);
    expect(missing).toEqual([]);
  });

  test('are those of root for an image that is known to start as root, unless the file names a user', async () => {
    const image = 'lscr.io/linuxserver/sonarr:4.0.1';

    expect((await chartOf(`{ image: '${image}' }`)).text).toContain(
      'exempt: {\nroot: true,\nwritableRoot: true,\nbecause: "s6-overlay starts as root, and writes PUID to /etc"\n}',
    );
    expect((await chartOf(`{ image: '${image}', user: '1000' }`)).text).not.toContain('root: true');
  });
});
