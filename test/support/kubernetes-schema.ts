import { Ajv, type ValidateFunction } from 'ajv';
import definitions from '../../imports/kubernetes-1.34.0.json';
import type { Manifest } from './manifests';

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

const schemas = definitions.definitions as unknown as Readonly<Record<string, Schema>>;

/**
 * Checks objects against the API definitions of Kubernetes 1.34, more strictly than the API server would: an
 * unknown field, which it drops with a warning, is an error.
 */
export class KubernetesSchema {
  private readonly ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });

  constructor() {
    this.ajv.addSchema({ $id: 'kubernetes', definitions: { ...strict(), ...numbersAndStrings } });
  }

  /** What is wrong with an object, a line each; empty if nothing is. */
  public errors(manifest: Manifest): string[] {
    const validate = this.validator(manifest);
    validate(manifest);
    return (validate.errors ?? []).map(
      ({ instancePath, message = '', params }) =>
        `${manifest.kind}/${manifest.metadata.name}${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  private validator({ apiVersion, kind }: Manifest): ValidateFunction {
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    const name = Object.keys(schemas).find((key) =>
      schemas[key]?.['x-kubernetes-group-version-kind']?.some(
        (gvk) => gvk.group === group && gvk.version === version && gvk.kind === kind,
      ),
    );
    const validate = this.ajv.getSchema(`kubernetes#/definitions/${name ?? 'none'}`);
    if (!validate) throw new Error(`Kubernetes 1.34 has no ${apiVersion} ${kind}`);
    return validate;
  }
}

function strict(): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      schema.properties && schema.additionalProperties === undefined
        ? { ...schema, additionalProperties: false }
        : schema,
    ]),
  );
}

// Declared as strings, but the API server takes numbers as well.
const numbersAndStrings = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number'] },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: ['string', 'integer'] },
};
