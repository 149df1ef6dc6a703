import { files } from './candidates';

/** The supported shells. */
export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

// Each script calls the command that the user types. So it also works for an alias and for a path.
const bash = `_slipway() {
  local word
  COMPREPLY=()
  while IFS=$'\\t' read -r word _; do
    if [[ $word == ${files} ]]; then
      compopt -o default 2> /dev/null
      return
    fi
    COMPREPLY+=("$word")
  done < <("$1" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
}
complete -F _slipway slipway
`;

const zsh = `#compdef slipway
_slipway() {
  local -a candidates
  local word description
  while IFS=$'\\t' read -r word description; do
    if [[ $word == ${files} ]]; then
      _files
      return
    fi
    candidates+=("\${word//:/\\\\:}:$description")
  done < <("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2> /dev/null)
  _describe 'slipway' candidates
}
compdef _slipway slipway
`;

const fish = `function __slipway_complete
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -l partial (commandline --current-token --cut-at-cursor)
    for line in ($words[1] complete -- $words[2..] "$partial" 2> /dev/null)
        if string match --quiet '${files}*' -- $line
            __fish_complete_path "$partial"
        else
            echo $line
        end
    end
end
complete --command slipway --no-files --arguments '(__slipway_complete)'
`;

/** The completion script of each shell. */
export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
