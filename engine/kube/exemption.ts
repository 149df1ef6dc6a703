import { exemptAnnotation, exemptBecauseAnnotation } from '../../lib/contract';
import { type KubeObject, podTemplateOf } from './kube-object';

/** What the main container of a workload may do beyond the defaults, and why. */
export interface Exemption {
  /** In words, such as `root` and `capability NET_ADMIN`. */
  readonly from: readonly string[];

  /** The reason that the chart gives. */
  readonly because: string;
}

/** The exemptions of a workload, by the annotations of its pod template; undefined if it has none. */
export function exemptionOf(object: KubeObject): Exemption | undefined {
  const { annotations = {} } = podTemplateOf(object)?.metadata ?? {};
  const from = annotations[exemptAnnotation];
  if (from === undefined) return undefined;
  return { from: from.split(', '), because: annotations[exemptBecauseAnnotation] ?? '' };
}

/** An exemption in one line: `exempt: root, capability NET_ADMIN, because it opens a tunnel`. */
export function describeExemption({ from, because }: Exemption): string {
  return `exempt: ${from.join(', ')}, because ${because}`;
}
