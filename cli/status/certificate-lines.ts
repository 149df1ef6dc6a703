import type { CertificateState } from '../../engine/health/certificate-state';
import { invocation } from '../../engine/machine/invocation';
import { plain, type Style } from '../terminal/style';
import { type Row, styledTable } from '../terminal/styled-table';

/** Lines about the certificates of servers; none for a stack without such. */
export function describeCertificates(
  states: readonly CertificateState[],
  stack: string,
  context: string,
  style: Style = plain,
): string[] {
  if (states.length === 0) return [];
  const rows = states.map(({ server, secret, expires, trouble }): Row => {
    const format = trouble === undefined ? 'none' : 'yellow';
    return { cells: [server, `Secret/${secret}`, expires?.slice(0, 10) ?? '-', trouble ?? 'ok'], format };
  });
  const troubled = states.filter(({ trouble }) => trouble !== undefined);
  const own = troubled.some(({ madeBy }) => madeBy === 'slipway');
  const others = troubled.filter(({ madeBy }) => madeBy === 'others').map(({ secret }) => `Secret/${secret}`);
  return [
    '',
    ...styledTable(['CERTIFICATE OF', 'IN', 'EXPIRES', 'STATE'], rows, style),
    ...(troubled.length > 0 ? [''] : []),
    ...(own ? [`'${invocation(`up ${stack}`, context)}' makes or renews a certificate of slipway.`] : []),
    ...(others.length > 0
      ? [`${others.join(', ')} was created by others. docs/security.md shows how to renew it.`]
      : []),
  ];
}
