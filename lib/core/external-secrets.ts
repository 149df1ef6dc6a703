import type { Construct } from 'constructs';
import {
  ExternalSecret,
  type ExternalSecretSpecSecretStoreRef,
  ExternalSecretSpecSecretStoreRefKind as StoreKind,
  ExternalSecretSpecTargetCreationPolicy as CreationPolicy,
  ExternalSecretSpecTargetDeletionPolicy as DeletionPolicy,
} from '../../imports/external-secrets.io';
import { checkProps } from './check-props';

/** Props for `ExternalSecrets`. */
export interface ExternalSecretsProps {
  /** Name of the ClusterSecretStore or SecretStore. slipway does not define it. */
  readonly store: string;

  /**
   * Kind of the store.
   *
   * @default 'ClusterSecretStore'
   */
  readonly storeKind?: 'ClusterSecretStore' | 'SecretStore';

  /**
   * Key of a Secret in the store (`remoteRef.key`). It must have a property for each key in `random` and `values` of the Secret.
   *
   * @default - `<namespace>/<secret>`, such as `shop/postgres-app`; some providers do not allow a slash
   */
  readonly name?: (namespace: string, secret: string) => string;
}

/** A Secret whose values are in a store. */
interface SecretTemplate {
  readonly namespace: string;
  readonly name: string;

  /** Keys whose values are in the store. */
  readonly keys: readonly string[];

  /** Computes all other keys from those. */
  readonly derive?: (random: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/**
 * Secrets from a store outside of the cluster, such as Vault, for the field `secrets` of an environment.
 *
 * Each Secret of a stack is defined as an `ExternalSecret`, which holds no value. The store has the random values only.
 * Values that are computed from them, such as a connection URI, are rendered in the cluster by a template. It does not
 * define the store, and External Secrets Operator must be installed in the cluster.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export class ExternalSecrets {
  private readonly storeRef: ExternalSecretSpecSecretStoreRef;
  private readonly remoteKey: (namespace: string, secret: string) => string;

  constructor(props: ExternalSecretsProps) {
    checkProps(this, ExternalSecrets, props);
    this.storeRef = { name: props.store, kind: storeKinds[props.storeKind ?? 'ClusterSecretStore'] };
    this.remoteKey = props.name ?? ((namespace, secret) => `${namespace}/${secret}`);
  }

  /**
   * @internal Defines the ExternalSecret `name` and returns the keys of the Secret.
   * @throws if `derive` changes a value other than by `encodeURIComponent`
   */
  public define(scope: Construct, secret: SecretTemplate): readonly string[] {
    const { namespace, name, keys } = secret;
    const remote = this.remoteKey(namespace, name);
    const data = templates(secret);
    new ExternalSecret(scope, 'Resource', {
      metadata: { name },
      spec: {
        secretStoreRef: this.storeRef,
        refreshInterval: '1h',
        target: {
          name,
          creationPolicy: CreationPolicy.OWNER,
          // A value that the store loses stays in the Secret.
          deletionPolicy: DeletionPolicy.RETAIN,
          template: { data },
        },
        data: keys.map((key) => ({ secretKey: key, remoteRef: { key: remote, property: key } })),
      },
    });
    return Object.keys(data);
  }
}

const storeKinds: Readonly<Record<NonNullable<ExternalSecretsProps['storeKind']>, StoreKind>> = {
  ClusterSecretStore: StoreKind.CLUSTER_SECRET_STORE,
  SecretStore: StoreKind.SECRET_STORE,
};

/** A Go template for the value of each key. Found by calling `derive` with placeholders. */
function templates({ name, keys, derive }: SecretTemplate): Record<string, string> {
  const [once, again] = ['a', 'b'].map((mark) => {
    const marks = keys.map((key) => ({ key, text: `«${mark}:${key}»` }));
    const values = Object.fromEntries(marks.map(({ key, text }) => [key, text]));
    return Object.entries({ ...values, ...derive?.(values) }).map(
      ([key, text]) => [key, withInsertions(text, marks)] as const,
    );
  });
  // A value that depends on the placeholder itself, such as its hash, cannot be written as a template.
  const other = once?.find(([, text], index) => text !== again?.[index]?.[1]);
  if (other) {
    throw new Error(
      `'derive' of '${name}' must insert values unchanged or by encodeURIComponent, where an ExternalSecret is defined, got another change in the key '${other[0]}'`,
    );
  }
  return Object.fromEntries(once ?? []);
}

function withInsertions(text: string, marks: readonly { key: string; text: string }[]): string {
  return marks.reduce(
    (all, { key, text: mark }) =>
      all
        .replaceAll(mark, `{{ index . "${key}" }}`)
        // urlquery writes a space as +, which a URL's user and password need as %20. It also escapes !*'(): the same value.
        .replaceAll(encodeURIComponent(mark), `{{ index . "${key}" | urlquery | replace "+" "%20" }}`),
    // A single brace too: before an insertion it would be the first of three.
    text.replace(/\{+/g, (braces) => `{{ "${braces}" }}`),
  );
}
