import { type KubeObject, podTemplateOf } from './kube-object';

/** A Secret that the pods of a workload use, and the key, if it is a single one. */
export interface SecretReference {
  readonly secret: string;

  /** @default - all keys */
  readonly key?: string;
}

/** The Secrets that the pods of a workload use: as variables, as sets of variables, or as files. */
export function secretReferences(workload: KubeObject): readonly SecretReference[] {
  return referencesIn(podTemplateOf(workload)?.spec);
}

function referencesIn(value: unknown): SecretReference[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Record<string, unknown>).flatMap(([field, child]) => {
    if (field === 'secretName') return filesOf(value as SecretVolume);
    if (!['secretKeyRef', 'secretRef'].includes(field)) return referencesIn(child);
    const { name, key } = child as { readonly name?: string; readonly key?: string };
    return name === undefined ? [] : [{ secret: name, key }];
  });
}

/** A volume with the keys of a Secret as files: all of them, or those that `items` names. */
interface SecretVolume {
  readonly secretName: string;
  readonly items?: readonly { readonly key: string }[];
}

function filesOf({ secretName, items }: SecretVolume): SecretReference[] {
  return items ? items.map(({ key }) => ({ secret: secretName, key })) : [{ secret: secretName }];
}
