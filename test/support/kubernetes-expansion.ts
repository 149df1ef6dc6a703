import type { Container, EnvVar } from 'kubernetes-types/core/v1';

/**
 * What Kubernetes makes of a text, byte by byte as in Go: `$(NAME)` becomes the value of a variable, or stays if there is none;
 * `$$` becomes `$`; of a character behind a single `$` the first byte is read as a character of its own.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/third_party/forked/golang/expansion/expand.go
 */
export function expanded(text: string, variables: ReadonlyMap<string, string>): string {
  const input = Buffer.from(text).toString('latin1');
  const latin1 = (value: string) => Buffer.from(value).toString('latin1');
  let output = '';
  for (let at = 0; at < input.length; at++) {
    const next = input.charAt(at + 1);
    const end = input.indexOf(')', at);
    if (input.charAt(at) !== '$' || next === '') {
      output += input.charAt(at);
    } else if (next === '(' && end >= 0) {
      const name = input.slice(at + 2, end);
      const value = variables.get(Buffer.from(name, 'latin1').toString());
      output += value === undefined ? `$(${name})` : latin1(value);
      at = end;
    } else {
      output += next === '$' ? '$' : `$${latin1(next)}`;
      at++;
    }
  }
  return Buffer.from(output, 'latin1').toString();
}

/** The environment of a process, as the kubelet makes it of the `env` of its container. */
export function environmentOf(env: readonly EnvVar[] = [], secret = 'of a secret'): Map<string, string> {
  const variables = new Map<string, string>();
  for (const { name, value } of env)
    variables.set(name, value === undefined ? secret : expanded(value, variables));
  return variables;
}

/** The command line of a container, as the kubelet starts it. */
export function commandLineOf({ command = [], args = [], env }: Container): string[] {
  const variables = environmentOf(env);
  return [...command, ...args].map((word) => expanded(word, variables));
}

/** The command of a probe, for which the kubelet knows literals only, and does not expand them. */
export function probeCommandOf({ env = [], readinessProbe }: Container): string[] {
  const variables = new Map(env.map(({ name, value = '' }) => [name, value]));
  return (readinessProbe?.exec?.command ?? []).map((word) => expanded(word, variables));
}
