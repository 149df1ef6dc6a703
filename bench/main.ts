import { Argument, Command, InvalidArgumentError } from 'commander';
import { availableParallelism } from 'node:os';
import { benchGrowth } from './growth';
import { benchHops } from './hops';
import { benchReading } from './reading';
import { benchStacks } from './stacks';
import { benchStartup } from './startup';

interface Options {
  readonly rounds: number;
  readonly context?: string;
}

const benches: Readonly<Record<string, (options: Options) => string>> = {
  startup: ({ rounds }) => benchStartup(rounds),
  stacks: ({ rounds }) => benchStacks(rounds),
  growth: ({ rounds }) => benchGrowth(rounds),
  reading: ({ rounds }) => benchReading(rounds),
  hops: ({ rounds, context }) => {
    if (!context) return 'hops: left out without --context, a kind cluster in which flask-nginx runs.';
    return benchHops(rounds, context);
  },
};

new Command('npm run bench --')
  .description('Measures how long slipway takes, and prints tables.')
  .addArgument(
    new Argument('[tables...]', 'what to measure; everything if left out').choices(Object.keys(benches)),
  )
  .option('--rounds <number>', 'how often each is measured', wholeNumber, 5)
  .option('--context <name>', 'context of a kind cluster in which flask-nginx runs, for hops')
  .showHelpAfterError('(see --help)')
  .action((tables: string[], options: Options) => {
    console.log(
      `Node ${process.version}, ${process.platform}, ${availableParallelism()} cores; median (min–max) of ${options.rounds}`,
    );
    for (const [name, bench] of Object.entries(benches)) {
      if (tables.length === 0 || tables.includes(name)) console.log(`\n${bench(options)}`);
    }
  })
  .parse();

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError(`Write a whole number from 1 on, such as 5.`);
  }
  return number;
}
