import type { Construct } from 'constructs';
import {
  ExternalSecret,
  ExternalSecretSpecSecretStoreRefKind as StoreKind,
  ExternalSecretSpecTargetCreationPolicy as CreationPolicy,
  ExternalSecretSpecTargetDeletionPolicy as DeletionPolicy,
} from '../../imports/external-secrets.io';
import { checkProps } from './check-props';

/** Props for `ExternalSecrets`. */
export interface ExternalSecretsProps {
  /** Name of the ClusterSecretStore or SecretStore, which slipway does not define. */
  readonly store: string;

  /** @default 'ClusterSecretStore' */
  readonly storeKind?: 'ClusterSecretStore' | 'SecretStore';

  /**
   * Name under which the store has a Secret of a stack, with a property for each of its random keys.
   *
   * @default - `<namespace>/<secret>`, such as `shop/postgres-app`; some stores take no slash
   */
  readonly name?: (namespace: string, secret: string) => string;
}

/** @internal A Secret that is to be made of values from a store. */
export interface WantedSecret {
  readonly namespace: string;
  readonly name: string;

  /** Keys whose values the store has. */
  readonly random: readonly string[];

  /** All other keys, made of those. */
  readonly derive?: (random: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/**
 * Secrets from a store outside of the cluster, such as Vault, by External Secrets Operator, which must be in the cluster.
 *
 * For the field `secrets` of an environment: each Secret is defined as an `ExternalSecret`, which holds no value. The store
 * has the random values only; what is made of them, such as a connection URI, is put together in the cluster.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export class ExternalSecrets {
  constructor(private readonly props: ExternalSecretsProps) {
    checkProps(this, ExternalSecrets, props);
  }

  /**
   * @internal Defines the ExternalSecret `<name>`, and gives the keys that the Secret will have.
   * @throws if `derive` does more with a value than to insert it, as it is or by encodeURIComponent
   */
  public define(scope: Construct, wanted: WantedSecret): readonly string[] {
    const { namespace, name, random } = wanted;
    const { store, storeKind = 'ClusterSecretStore' } = this.props;
    const remote = this.props.name?.(namespace, name) ?? `${namespace}/${name}`;
    const data = templates(wanted);
    new ExternalSecret(scope, 'Resource', {
      metadata: { name },
      spec: {
        secretStoreRef: { name: store, kind: storeKinds[storeKind] },
        refreshInterval: '1h',
        target: {
          name,
          creationPolicy: CreationPolicy.OWNER,
          // Pods that run go on when the store loses a value.
          deletionPolicy: DeletionPolicy.RETAIN,
          template: { data },
        },
        data: random.map((key) => ({ secretKey: key, remoteRef: { key: remote, property: key } })),
      },
    });
    return Object.keys(data);
  }
}

const storeKinds: Readonly<Record<NonNullable<ExternalSecretsProps['storeKind']>, StoreKind>> = {
  ClusterSecretStore: StoreKind.CLUSTER_SECRET_STORE,
  SecretStore: StoreKind.SECRET_STORE,
};

/** The template of each key's value. */
function templates({ name, random, derive }: WantedSecret): Record<string, string> {
  const [once, again] = ['a', 'b'].map((mark) => {
    const marks = random.map((key) => ({ key, text: `«${mark}:${key}»` }));
    const values = Object.fromEntries(marks.map(({ key, text }) => [key, text]));
    return Object.entries({ ...values, ...derive?.(values) }).map(
      ([key, text]) => [key, withInsertions(text, marks)] as const,
    );
  });
  // What depends on the mark itself, such as its hash, no template can make of the real value.
  const other = once?.find(([, text], index) => text !== again?.[index]?.[1]);
  if (other) {
    throw new Error(
      `'derive' of '${name}' must insert values as they are or by encodeURIComponent, for an ExternalSecret; the key '${other[0]}' does something else`,
    );
  }
  return Object.fromEntries(once ?? []);
}

function withInsertions(text: string, marks: readonly { key: string; text: string }[]): string {
  return marks.reduce(
    (all, { key, text: mark }) =>
      all
        .replaceAll(mark, `{{ index . "${key}" }}`)
        // A space is + to urlquery, but %20 to a URL's user and password. It escapes !*'() too, which reads the same.
        .replaceAll(encodeURIComponent(mark), `{{ index . "${key}" | urlquery | replace "+" "%20" }}`),
    // A single one, too: before an insertion it would be the first of three.
    text.replace(/\{+/g, (braces) => `{{ "${braces}" }}`),
  );
}
