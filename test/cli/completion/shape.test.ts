import { Argument, Command, Option } from 'commander';
import { shapeOf } from '../../../cli/completion/shape';

const help = { names: ['-h', '--help'], description: 'display help for command' };

test('completion knows the options and arguments of a command, but not what is hidden', () => {
  const command = new Command('up')
    .argument('[stack]', 'stack')
    .addArgument(new Argument('<shell>').choices(['bash']))
    .argument('<store...>', 'stores')
    .option('-f, --follow', 'go on')
    .option('--since <duration>', 'newer entries')
    .option('--from <backup...>', 'backups')
    .addOption(new Option('--output <format>', 'format').choices(['text', 'json']))
    .addOption(new Option('--kind-config <file>').hideHelp());

  expect(shapeOf(command)).toEqual({
    options: [
      { names: ['-f', '--follow'], description: 'go on' },
      { names: ['--since'], description: 'newer entries', value: 'duration' },
      { names: ['--from'], description: 'backups', value: 'backup...', variadic: true },
      { names: ['--output'], description: 'format', value: 'format', choices: ['text', 'json'] },
      help,
    ],
    arguments: [{ name: 'stack' }, { name: 'shell', choices: ['bash'] }, { name: 'store', variadic: true }],
  });
});
