import { Argument, Command } from 'commander';
import { scripts, type Shell, shells } from '../completion/scripts';

/** `slipway completion`: prints a completion script for a shell. */
export function completionCommand(): Command {
  return new Command('completion')
    .addArgument(new Argument('<shell>', 'shell of the script').choices(shells))
    .addHelpText(
      'after',
      `
The script completes commands, options, stacks and environments. It asks slipway, so it stays valid after an update. If
slipway is installed only in projects, define a function for the command:
slipway() { npx --no slipway "$@"; }

Examples:
  $ slipway completion bash > ~/.slipway.bash   # and in ~/.bashrc: source ~/.slipway.bash
  $ slipway completion zsh > ~/.slipway.zsh     # and in ~/.zshrc, after compinit: source ~/.slipway.zsh
  $ slipway completion fish > ~/.config/fish/completions/slipway.fish`,
    )
    .action((shell: Shell) => {
      process.stdout.write(scripts[shell]);
    });
}
