import { managedLabels, podLabels, stackLabels } from '../contract';

/** Labels and annotations of pods. */
export interface MetadataProps {
  /**
   * Further labels of the pods. In Compose: `labels`.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Further annotations of the pods: what is no label, such as a text with spaces.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Keys by which slipway finds its objects. */
const own = Object.keys({ ...podLabels(''), ...stackLabels(''), ...managedLabels });

/**
 * @internal Checks the labels and annotations of the pods of the workload `of`.
 * @throws if a key or a label is not one that Kubernetes accepts, or one that slipway itself sets
 */
export function checkMetadata(of: string, { labels = {}, annotations = {} }: MetadataProps): void {
  checkLabels(of, 'labels', labels);
  for (const key of Object.keys(annotations)) checkKey(of, 'annotations', key);
}

/** @internal Checks labels in the prop `prop`. */
export function checkLabels(
  of: string,
  prop: 'labels' | 'nodeSelector',
  labels: Readonly<Record<string, string>>,
): void {
  for (const [key, value] of Object.entries(labels)) {
    checkKey(of, prop, key);
    if (/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/.test(value)) continue;
    throw new Error(
      `'${prop}['${key}']' of '${of}' must have at most 63 letters, digits, '-', '_' and '.', such as 'web', got '${value}'${prop === 'labels' ? `; 'annotations' take any text` : ''}`,
    );
  }
}

const isKey = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

function checkKey(of: string, prop: string, key: string): void {
  if (own.includes(key) || key.startsWith('slipway.dev/')) {
    throw new Error(
      `'${prop}' of '${of}' must have keys of your own, such as 'example.com/team', got '${key}'`,
    );
  }
  if (!isKey.test(key)) {
    throw new Error(
      `'${prop}' of '${of}' must have keys that Kubernetes accepts, such as 'example.com/team', got '${key}'`,
    );
  }
}
