import type { Container } from 'kubernetes-types/core/v1';
import { type ImportedFile, importOf } from '../../support/imports';
import { commandLineOf, environmentOf, probeCommandOf } from '../../support/kubernetes-expansion';

let file: ImportedFile;

beforeAll(async () => {
  file = await importOf(`name: coins
services:
  mint:
    image: example/mint:1.0.0
    entrypoint: ["/bin/sh", "-c"]
    command:
      - |
        echo "who=$$OWNER pid=$$$$ home=$$(printenv HOME) raw=$$(OWNER)"
        exec mint --key '$$(OWNER)' --fee '7$$'
    environment:
      OWNER: ines
      FEE: "7$$ and 30$$$$"
      PATTERN: "$$(OWNER)"
      DIGEST: "$$2y$$10$$mnopqrstuvw"
    healthcheck:
      test: ["CMD-SHELL", "test \\"$$OWNER\\" = ines && test $$(id -u) -ge 0"]
      interval: 10s
`);
});

const container = (): Container => (file.objects.pod('Deployment/mint', 'containers') as [Container])[0];

describe('dollars', () => {
  test('the shell gets one text, with all of them', () => {
    expect(commandLineOf(container())).toEqual([
      '/bin/sh',
      '-c',
      `echo "who=$OWNER pid=$$ home=$(printenv HOME) raw=$(OWNER)"\nexec mint --key '$(OWNER)' --fee '7$'\n`,
    ]);
  });

  test('the process sees the variables as Compose would set them', () => {
    expect(Object.fromEntries(environmentOf(container().env))).toEqual({
      OWNER: 'ines',
      FEE: '7$ and 30$$',
      PATTERN: '$(OWNER)',
      DIGEST: '$2y$10$mnopqrstuvw',
    });
  });

  test('the health check is run by a shell, with its variables', () => {
    expect(probeCommandOf(container())).toEqual([
      '/bin/sh',
      '-c',
      'test "$OWNER" = ines && test $(id -u) -ge 0',
    ]);
  });

  test('the chart has them as Compose understands them', () => {
    expect(file.chart).toContain("PATTERN: '$(OWNER)'");
    expect(file.chart).toContain("FEE: '7$ and 30$$'");
  });
});
