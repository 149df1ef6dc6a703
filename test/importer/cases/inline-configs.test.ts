import { type ImportedFile, importOf } from '../../support/imports';

const compose = (greeting: string): string => `name: written
services:
  gate:
    image: example/gate:5.6.7
    ports: ["8080:8080"]
    configs:
      - source: rules
        target: /etc/gate/gate.conf
      - source: warm
        target: /etc/gate/start.d/20-warm.sh
        mode: 0755
      - source: rules
        target: /srv/copies/Gate_Conf
    read_only: true
configs:
  rules:
    content: |
      listen 8080;
      log "$\${peer} - \${GREETING:-${greeting}}";
  warm:
    content: |
      #!/bin/sh
      exit 0
`;

const text = 'listen 8080;\nlog "${peer} - good day";\n';
let file: ImportedFile;

beforeAll(async () => {
  file = await importOf(compose('good day'));
});

interface Volume {
  readonly name: string;
  readonly configMap?: {
    readonly name: string;
    readonly defaultMode?: number;
    readonly items?: readonly { readonly key: string; readonly path: string; readonly mode?: number }[];
  };
}

/** A file in the container: its text and its mode. */
function fileAt(path: string): { readonly text: unknown; readonly mode: number | undefined } {
  const mounts = file.objects.container('Deployment/gate', 'volumeMounts') as {
    name: string;
    mountPath: string;
    subPath?: string;
  }[];
  const mount = mounts.find(({ mountPath }) => mountPath === path);
  const { configMap } =
    (file.objects.pod('Deployment/gate', 'volumes') as Volume[]).find(({ name }) => name === mount?.name) ??
    {};
  const item = configMap?.items?.find((each) => each.path === mount?.subPath);
  const data = file.objects.at(`ConfigMap/${configMap?.name ?? ''}`, 'data') as Record<string, string>;
  return { text: data[item?.key ?? mount?.subPath ?? ''], mode: item?.mode ?? configMap?.defaultMode };
}

describe('configs in the Compose file', () => {
  test('are single files, beside what the image has in their folders', () => {
    const mounts = file.objects.container('Deployment/gate', 'volumeMounts') as { mountPath: string }[];

    expect(mounts.map(({ mountPath }) => mountPath)).toEqual(
      expect.arrayContaining([
        '/etc/gate/gate.conf',
        '/etc/gate/start.d/20-warm.sh',
        '/srv/copies/Gate_Conf',
      ]),
    );
    expect(mounts.map(({ mountPath }) => mountPath)).not.toContain('/etc/gate');
  });

  test.each(['/etc/gate/gate.conf', '/srv/copies/Gate_Conf'])('%s has the text', (path) => {
    expect(fileAt(path).text).toBe(text);
  });

  test('the script can be executed', () => {
    expect(fileAt('/etc/gate/start.d/20-warm.sh')).toEqual({ text: '#!/bin/sh\nexit 0\n', mode: 0o755 });
  });

  test('the root file system is read-only', () => {
    expect(file.objects.container('Deployment/gate', 'securityContext.readOnlyRootFilesystem')).toBe(true);
  });

  test('another text is another pod template', async () => {
    const other = await importOf(compose('good night'));

    expect(other.objects.at('Deployment/gate', 'spec.template')).not.toEqual(
      file.objects.at('Deployment/gate', 'spec.template'),
    );
  });

  test('a text that is mounted twice is in the chart once', () => {
    expect(file.chart.match(/listen 8080/g)).toHaveLength(1);
  });
});
