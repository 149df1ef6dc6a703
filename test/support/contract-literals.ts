import { type Sources, withoutComments } from './source-files';

/** Literals that only lib/contract.ts may contain, because the library and the engine or the command line both use them. */
const literals: readonly RegExp[] = [
  /app\.kubernetes\.io\/[a-z-]+/,
  /slipway\.dev\/[a-z-]+/,
  /kubernetes\.io\/metadata\.name/,
  /cnpg\.io\/cluster\b/,
  /k8s-app|kube-dns/,
  /(?:field-manager=|manager [!=]==? ')slipway/,
  /ssl-redirect/,
  /wait-for-(?!delete)/,
  /'nginx-ingress'/,
  /ingressClassName: '|kind: 'IngressClass'.*'nginx'/,
  /ingress-ready/,
  /(?<!\.)\.slipway\b(?!\.(?:ba|z)sh)/,
  /images\.lock\.json/,
  /local CA for/,
  /'backup: '/,
  // <stack>/<secret>/<key>
  /\$\{(?:stack|namespace)\}\/\$\{[a-z]+\}\/(?:\$\{key\}|password)/,
];

/** Literals of the contract that files other than it write, a line each. */
export function strayLiterals(sources: Sources): string[] {
  return Object.entries(sources)
    .filter(([file]) => file !== 'lib/contract.ts')
    .flatMap(([file, source]) =>
      literals.flatMap((literal) => {
        const [found] = literal.exec(withoutComments(source)) ?? [];
        return found === undefined ? [] : [`${file} writes ${found}`];
      }),
    );
}
