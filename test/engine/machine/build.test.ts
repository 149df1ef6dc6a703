import { buildImage } from '../../../engine/machine/build';
import { type Answer, FakeDocker } from '../../support/fake-docker';

const app = { image: 'shop/app:1', build: { context: '/shop/app', args: { A: '$A' } } };
const model = { name: 'shop', services: { app } };
const build = { service: 'app', image: 'shop/app:1', project: { folder: 'apps/shop', model } };

let docker: FakeDocker;
afterEach(() => {
  docker.remove();
});

/** What is said of a build, line by line. */
async function built(answer: Omit<Answer, 'to'>, network?: string): Promise<string[]> {
  docker = new FakeDocker([{ to: 'build app', ...answer }]);
  const lines: string[] = [];
  await buildImage(build, network, (line) => lines.push(line));
  return lines;
}

test('an image is built by Compose, from the reduced model', async () => {
  expect(await built({ stdout: 'Step 1/2\n', stderr: 'app  Built\n' })).toEqual(
    expect.arrayContaining(['Step 1/2', 'app  Built']),
  );
  expect(docker.calls).toEqual([
    {
      command: 'compose --file - --project-directory apps/shop build app',
      input: JSON.stringify(model),
    },
  ]);
});

test('RUN steps have the network that is asked for', async () => {
  await built({}, 'host');

  expect(JSON.parse(docker.calls[0]?.input ?? '')).toEqual({
    name: 'shop',
    services: { app: { ...app, build: { ...app.build, network: 'host' } } },
  });
});

test('a failed build is reported with its last lines and a fix', async () => {
  const output = Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\n');

  await expect(built({ exitCode: 17, stderr: `${output}\n` })).rejects.toMatchObject({
    message: "the image shop/app:1 of the service 'app' does not build",
    fix: 'The last lines of the build are above. Correct /shop/app, and repeat the command.',
    detail: expect.stringMatching(/^line 5\n[^]*line 29$/) as string,
  });
});
