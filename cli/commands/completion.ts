import { Argument, Command } from 'commander';
import { scripts, type Shell, shells } from '../completion/scripts';

/** `slipway completion`: what has a shell complete the words of slipway. */
export function completionCommand(): Command {
  return new Command('completion')
    .addArgument(new Argument('<shell>', 'shell that the script is for').choices(shells))
    .addHelpText(
      'after',
      `
Commands, options, and the names of stacks and environments are completed. The script asks slipway, so it stays right when
slipway changes. Where slipway is installed in projects only, a function makes it a command:
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
