import { hidden } from '../../../cli/diff/hidden';
import { patchOf } from '../../../cli/diff/patch';
import { describeDifferences, summarizeDifferences } from '../../../cli/diff/print';
import { styler } from '../../../cli/terminal/style';
import type { Difference } from '../../../engine/deploy/difference';
import type { KubeObject } from '../../../engine/kube/kube-object';

function object(kind: string, name: string, rest: object = {}): KubeObject {
  return { apiVersion: 'v1', kind, metadata: { name }, ...rest };
}

function app(image: string): KubeObject {
  const spec = { replicas: 2, template: { spec: { containers: [{ name: 'app', image }] } } };
  return object('Deployment', 'app', { spec, status: { replicas: 2 } });
}

const configured: Difference = {
  name: 'Deployment/app',
  change: 'configured',
  before: app('app:1'),
  after: { ...app('app:2'), metadata: { name: 'app', generation: 2, uid: 'x' } },
};

describe('slipway diff', () => {
  test('shows a change as a unified diff that names the field it is in', () => {
    expect(patchOf(configured)).toEqual([
      '--- cluster/Deployment/app',
      '+++ up/Deployment/app',
      '@@ -8,4 +8,4 @@ spec.template.spec.containers',
      '     spec:',
      '       containers:',
      '         - name: app',
      '-          image: app:1',
      '+          image: app:2',
    ]);
  });

  test('shows a new object and one that goes as a whole', () => {
    const gone = object('Service', 'old');

    expect(patchOf({ name: 'Service/old', change: 'deleted', before: gone })).toEqual([
      '--- cluster/Service/old',
      '+++ /dev/null',
      '@@ -1,4 +0,0 @@',
      '-apiVersion: v1',
      '-kind: Service',
      '-metadata:',
      '-  name: old',
    ]);
    expect(patchOf({ name: 'Service/old', change: 'created', after: gone })).toContain('+kind: Service');
  });

  test('takes status, uid and generation for no difference', () => {
    const after = { ...app('app:1'), status: {}, metadata: { name: 'app', uid: 'y', generation: 7 } };

    expect(patchOf({ ...configured, after })).toEqual([]);
  });

  test('never shows the value of a Secret, and tells which ones differ', () => {
    const before = object('Secret', 'login', { data: { user: 'YWRh', password: 'b2xk', gone: 'Z29uZQ==' } });
    const after = object('Secret', 'login', { data: { user: 'YWRh', password: 'bmV3' } });
    const lines = patchOf({ name: 'Secret/login', change: 'configured', before, after });

    expect(lines.filter((line) => /^[-+] /.test(line))).toEqual([
      '-  password: <hidden, before>',
      '-  gone: <hidden>',
      '+  password: <hidden, after>',
    ]);
    expect(lines.join()).not.toMatch(/YWRh|b2xk|bmV3|Z29uZQ/);
  });

  test('hides the copy of a Secret in the annotation of kubectl apply', () => {
    const metadata = {
      name: 'login',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"password":"b2xk"}}' },
    };
    const before = { ...object('Secret', 'login', { data: { password: 'b2xk' } }), metadata };

    expect(patchOf({ name: 'Secret/login', change: 'deleted', before }).join()).not.toContain('b2xk');
  });

  test('hides the values of a Secret that is written as text', () => {
    const secret = object('Secret', 'login', { stringData: { password: 'hunter2' } });

    expect(hidden(secret, undefined, 'after')).toMatchObject({ stringData: { password: '<hidden>' } });
  });

  test('says that a Job which has failed runs again', () => {
    const job = object('Job', 'migrate');
    const again: Difference = { name: 'Job/migrate', change: 'replaced', before: job, after: job };

    expect(describeDifferences([again], styler(false))).toEqual([
      '# Job/migrate is deleted and runs again, because it has failed',
      '',
    ]);
  });

  test('is coloured where colours are on, and plain where not', () => {
    const coloured = describeDifferences([configured], styler(true));

    expect(coloured).toContain('\u001b[31m-          image: app:1\u001b[39m');
    expect(coloured).toContain('\u001b[1m--- cluster/Deployment/app\u001b[22m');
    expect(describeDifferences([configured], styler(false)).join()).not.toContain('\u001b');
  });

  test('is summed up, with the names of a few', () => {
    const gone: Difference = {
      name: 'Service/old',
      change: 'deleted',
      before: object('Service', 'old'),
    };

    expect(summarizeDifferences([configured, gone], 10)).toBe(
      '1 configured (Deployment/app), 1 deleted (Service/old), 9 unchanged',
    );
  });
});
