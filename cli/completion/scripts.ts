import { files } from './candidates';

/** The shells that there is a script for. */
export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

// Each asks the slipway that is being typed, so that an alias of the shell, and a path, are completed by what they run.
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

/** The script that has a shell complete the words of slipway. */
export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
