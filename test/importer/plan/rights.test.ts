import { missingPlaces } from '../../../importer/check/places';
import { synthesizedChart } from '../../../importer/check/synthesized-chart';
import { ledger } from '../../../importer/ledger/ledger';
import { locate } from '../../../importer/locate/locate';
import { planOf } from '../../../importer/plan/plan';
import { chartText } from '../../../importer/print/chart';
import { readText } from '../../support/compose-files';

async function chartOf(service: string): Promise<{ readonly text: string; readonly missing: unknown[] }> {
  const model = await readText(`services:\n  web: ${service}\n`);
  const { leaves } = locate(model);
  const file = '/shop/chart.ts';
  const plan = planOf(model, leaves, () => file);
  const text = chartText(plan, 'compose.yaml');
  const objects = synthesizedChart({ file, text, secrets: plan.secrets }, 'dev');
  return { text, missing: missingPlaces(ledger(model, leaves, '/shop'), objects) };
}

describe('the rights of a service in a chart', () => {
  test.each([
    ["{ image: 'example/web:1', user: '1000:1000' }", 'user: 1000'],
    ["{ image: 'example/web:1', user: '1000:0' }", 'user: { runAsUser: 1000, runAsGroup: 0 }'],
    [
      "{ image: 'example/web:1', group_add: ['44', video] }",
      'user: { runAsUser: 10001, supplementalGroups: [44] }',
    ],
    [
      "{ image: 'example/web:1', user: 'root:33' }",
      'user: { runAsUser: 0, runAsGroup: 33 },\nexempt: {\nroot: true,\nwritableRoot: true,\nbecause: "the Compose file has user: root:33"\n}',
    ],
    [
      "{ image: 'example/web:1', user: '0', read_only: true }",
      'exempt: {\nroot: true,\nbecause: "the Compose file has user: 0"\n}',
    ],
    [
      "{ image: 'example/web:1', cap_add: [cap_net_admin, NET_BIND_SERVICE] }",
      'exempt: {\nroot: true,\nwritableRoot: true,\ncapabilities: ["NET_ADMIN"],\nbecause: "the Compose file has cap_add: NET_ADMIN"\n}',
    ],
    [
      "{ image: 'example/web:1', user: '1000', cap_add: [NET_RAW] }",
      'exempt: {\ncapabilities: ["NET_RAW"],\nbecause: "the Compose file has cap_add: NET_RAW"\n}',
    ],
    [
      "{ image: 'example/web:1', privileged: true, cap_add: [SYS_ADMIN], read_only: true }",
      'exempt: {\nroot: true,\nprivileged: true,\nbecause: "the Compose file has cap_add: SYS_ADMIN, privileged: true"\n}',
    ],
    [
      "{ image: 'example/web:1', volumes: ['/proc:/host/proc:ro', '/etc/hosts:/host/hosts'] }",
      'exempt: {\nhostPaths: {\n"/host/proc": { path: "/proc", type: "Directory" },\n"/host/hosts": { path: "/etc/hosts", type: "File", readOnly: false }\n},\nbecause: "the Compose file has a mount of /proc, a mount of /etc/hosts"\n}',
    ],
    [
      "{ image: 'lscr.io/linuxserver/sonarr:4.0.1' }",
      'exempt: {\nroot: true,\nwritableRoot: true,\nbecause: "s6-overlay starts as root, and writes PUID to /etc"\n}',
    ],
  ])('of %s are those of the Compose file', async (service, props) => {
    const { text, missing } = await chartOf(service);

    expect(text).toContain(props);
    expect(missing).toEqual([]);
  });

  test('has no exemption where the file asks for none', async () => {
    expect((await chartOf("{ image: 'example/web:1', cap_add: [NET_BIND_SERVICE] }")).text).not.toMatch(
      /exempt|user/,
    );
    expect((await chartOf("{ image: 'lscr.io/linuxserver/web:1', user: '1000' }")).text).not.toContain(
      'exempt',
    );
  });
});
