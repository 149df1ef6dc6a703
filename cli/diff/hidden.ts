import type { KubeObject } from '../../engine/kube/kube-object';
import type { SecretObject } from '../../engine/kube/secret-object';

type Values = Readonly<Record<string, string>>;

/** An object for a comparison. The values of a Secret are hidden; it shows only whether they differ. */
export function hidden(
  object: KubeObject,
  other: KubeObject | undefined,
  side: 'before' | 'after',
): KubeObject | SecretObject {
  if (object.kind !== 'Secret') return object;
  const secret = object as SecretObject;
  const { data = {}, stringData = {} } = (other ?? {}) as Partial<SecretObject>;
  return {
    ...secret,
    ...(secret.data && { data: withoutValues(secret.data, data, side) }),
    ...(secret.stringData && { stringData: withoutValues(secret.stringData, stringData, side) }),
  };
}

function withoutValues(values: Values, others: Values, side: string): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const differs = key in others && others[key] !== value;
      return [key, differs ? `<hidden, ${side}>` : '<hidden>'];
    }),
  );
}
