import { Ajv, type ValidateFunction } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import definitions from '../../imports/kubernetes-1.34.0.json';
import type { Manifest } from './manifests';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: unknown;
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

const schemas = definitions.definitions as unknown as Readonly<Record<string, Schema>>;

interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/**
 * Checks objects against the API definitions of Kubernetes 1.34 and of the custom resources that the library uses, more
 * strictly than the API server would: an unknown field, which it drops with a warning, is an error.
 */
export class KubernetesSchema {
  private readonly ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });

  constructor() {
    this.ajv.addSchema({
      $id: 'kubernetes',
      definitions: { ...strict(), ...numbersAndStrings, ...custom() },
    });
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
    const validate = this.ajv.getSchema(
      `kubernetes#/definitions/${name ?? customName(group, version, kind)}`,
    );
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

/** Custom resources, whose schemas hold one another instead of naming them. */
function custom(): Record<string, Schema> {
  const folder = join(__dirname, '../../imports');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const resources = files.flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map(
      (document) => document.toJS() as CustomResourceDefinition,
    ),
  );
  return Object.fromEntries(
    resources.flatMap(({ spec }) =>
      spec.versions.map(({ name, schema }) => [
        customName(spec.group, name, spec.names.kind),
        closed(schema.openAPIV3Schema),
      ]),
    ),
  );
}

function customName(group: string, version: string, kind: string): string {
  return `${group}.${version}.${kind}`;
}

/** The schema with all objects in it closed, but those that are open on purpose, such as metadata. */
function closed(schema: Schema): Schema {
  if (schema.items) return { ...schema, items: closed(schema.items) };
  if (!schema.properties) return schema;
  const properties = Object.entries(schema.properties).map(([name, property]) => [name, closed(property)]);
  return {
    ...schema,
    properties: Object.fromEntries(properties) as Schema['properties'],
    additionalProperties: false,
  };
}

// Declared as strings, but the API server takes numbers as well.
const numbersAndStrings = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number'] },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: ['string', 'integer'] },
};
