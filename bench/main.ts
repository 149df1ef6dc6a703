import { Argument, Command, InvalidArgumentError } from 'commander';
import { availableParallelism } from 'node:os';
import { benchGrowth } from './growth';
import { benchStacks } from './stacks';

const benches: Readonly<Record<string, (rounds: number) => string>> = {
  stacks: benchStacks,
  growth: benchGrowth,
};

new Command('npm run bench --')
  .description('Measures what a user of slipway waits for, and prints it as tables.')
  .addArgument(
    new Argument('[tables...]', 'what to measure; everything if left out').choices(Object.keys(benches)),
  )
  .option('--rounds <number>', 'how often each is measured', wholeNumber, 5)
  .showHelpAfterError('(--help says more)')
  .action((tables: string[], { rounds }: { rounds: number }) => {
    console.log(
      `Node ${process.version}, ${process.platform}, ${availableParallelism()} cores; median (min–max) of ${rounds}`,
    );
    for (const [name, bench] of Object.entries(benches)) {
      if (tables.length === 0 || tables.includes(name)) console.log(`\n${bench(rounds)}`);
    }
  })
  .parse();

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError(`It must be a whole number from 1 such as 5.`);
  }
  return number;
}
