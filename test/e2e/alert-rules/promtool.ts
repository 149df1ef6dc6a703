import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { AlertCase, Series } from './alert-case';

/** Samples of each series: half an hour of one every 15 s. */
const samples = 120;

/**
 * What promtool says of the rules, by the alert: `SUCCESS`, or what is wrong.
 *
 * @param image of Prometheus, which has promtool
 * @param rules a file of rules
 */
export function verdicts(
  image: string,
  rules: string,
  cases: readonly AlertCase[],
): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-rules-'));
  try {
    chmodSync(folder, 0o755); // promtool is another user there
    writeFileSync(join(folder, 'rules.yml'), rules);
    const files = cases.map((each) => `${each.alert.replace(' ', '-')}.yml`);
    cases.forEach((each, index) => {
      writeFileSync(join(folder, files[index] ?? ''), stringify(testsOf(each)));
    });
    const mount = ['--volume', `${folder}:/tests:ro`, '--workdir', '/tests'];
    // In one stream: it prints the name of a file to the one, and what fails to the other.
    const command = ['-c', 'promtool test rules "$@" 2>&1', 'sh', ...files];
    const { stdout, stderr } = spawnSync(
      'docker',
      ['run', '--rm', ...mount, '--entrypoint', 'sh', image, ...command],
      { encoding: 'utf8' },
    );
    const sections = stdout.split('Unit Testing:  ').map((section) => section.split('\n'));
    return new Map(
      cases.map(({ alert }, index) => {
        const [, ...lines] = sections.find(([file]) => file === files[index]) ?? ['', stderr];
        return [alert, lines.join('\n').trim()];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @see https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/ */
function testsOf({ alert, minutes, fires, silent }: AlertCase): object {
  const [part = '', name = ''] = alert.split(' ');
  const firing = `ALERTS{alertname="${name}",part="${part}",alertstate="firing"}`;
  const expectation = (time: string, expr: string, value: number) => ({
    eval_time: time,
    expr: `${expr} or vector(0)`,
    exp_samples: [{ labels: '{}', value }],
  });
  const group = (title: string, series: Series, tests: readonly object[]) => ({
    name: title,
    interval: '15s',
    input_series: Object.entries(series).map(([each, values]) => ({
      series: each,
      values: typeof values === 'number' ? `${values}x${samples}` : values,
    })),
    promql_expr_test: tests,
  });
  const never = `sum(count_over_time(${firing}[30m]))`;
  return {
    rule_files: ['rules.yml'],
    evaluation_interval: '15s',
    tests: [
      group('fires', fires, [
        expectation(`${minutes * 60 - 15}s`, `count(${firing})`, 0),
        // Windows of up to five minutes have to fill first.
        expectation(`${minutes + 6}m`, `count(${firing})`, 1),
      ]),
      group('does not fire', silent, [expectation('30m', never, 0)]),
    ],
  };
}
