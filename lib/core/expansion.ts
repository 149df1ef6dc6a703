/**
 * What Kubernetes changes in a text: `$$`, the name of a variable in parentheses, and a character outside of ASCII behind a
 * dollar, of which it keeps the first byte only.
 */
const changed = /\$(?:\$|\([^\s)]+\)|\P{ASCII})/u;

/**
 * @internal A value for `env`, `command`, `args` or the command of a probe that arrives as `text`. Kubernetes expands
 * `$(NAME)` and `$$` there, Compose and Docker do not.
 *
 * A text that arrives unchanged is returned as it is.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/third_party/forked/golang/expansion/expand.go
 */
export function unexpanded(text: string): string {
  return changed.test(text) ? escaped(text) : text;
}

/** @internal The text with every `$` escaped, so that `$(NAME)` can follow. */
export function escaped(text: string): string {
  return text.replaceAll('$', '$$$$');
}
