import { type Hop, hopsOf } from './hop';
import { type Answers, answersOf } from './hop-run';
import { median, medianRatio, spread } from './sample';
import { table } from './table';

interface Result {
  readonly hop: Hop;
  readonly rounds: Answers[];
}

/**
 * Measures the cost of each hop to an app: the same request of flask-nginx goes to the app itself, through its gateway,
 * and through the Ingress.
 *
 * The order is A B C A B C, and each ratio compares two values of the same round, because a machine has slow minutes.
 *
 * @param context kind cluster in which flask-nginx runs
 */
export function benchHops(rounds: number, context: string): string {
  const results: Result[] = hopsOf(context).map((hop) => ({ hop, rounds: [] }));
  for (let round = 0; round <= rounds; round++) {
    process.stderr.write(round === 0 ? 'warming up\n' : `round ${round} of ${rounds}\n`);
    for (const result of results) {
      const answers = answersOf(result.hop);
      if (round > 0) result.rounds.push(answers);
    }
  }
  const header = [
    'way of a request',
    'p50 ms',
    'times direct',
    'p95 ms',
    'times direct',
    'a second',
    'of direct',
  ];
  return table(
    header,
    results.map((result) => row(result, results[0] ?? result)),
  );
}

function row({ hop, rounds }: Result, direct: Result): string[] {
  const compared = (figure: keyof Answers) => {
    const [own, base] = [rounds, direct.rounds].map((all) => all.map((answers) => answers[figure]));
    return { own: own ?? [], ratio: medianRatio(own ?? [], base ?? []) };
  };
  const [p50, p95, throughput] = [compared('p50'), compared('p95'), compared('perSecond')];
  return [
    hop.name,
    spread(p50.own, 2),
    p50.ratio.toFixed(2),
    spread(p95.own, 2),
    p95.ratio.toFixed(2),
    median(throughput.own).toFixed(0),
    `${(throughput.ratio * 100).toFixed(0)} %`,
  ];
}
