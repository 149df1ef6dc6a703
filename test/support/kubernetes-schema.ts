import { Ajv, type ValidateFunction } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './manifests';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: unknown;
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

type Schemas = Readonly<Record<string, Schema>>;

const imports = join(__dirname, '../../imports');

/** The file of each version of Kubernetes whose API definitions are at hand, such as 1.34, the oldest first. */
const files = new Map(
  readdirSync(imports)
    .flatMap((file) => {
      const [, version] = /^kubernetes-(\d+\.\d+)\.\d+\.json$/.exec(file) ?? [];
      return version === undefined ? [] : [[version, file] as const];
    })
    .sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true })),
);

/** Those versions: the oldest and the newest bound what slipway supports. */
export const kubernetesVersions: readonly string[] = [...files.keys()];

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
 * Checks objects against the API definitions of versions of Kubernetes, and of the custom resources that the library uses,
 * more strictly than the API server would: an unknown field, which it drops with a warning, is an error.
 */
export class KubernetesSchema {
  private readonly definitions: readonly Definitions[];

  constructor(versions = kubernetesVersions) {
    const customResources = custom();
    this.definitions = versions.map((version) => new Definitions(version, customResources));
  }

  /** What is wrong with an object, a line each; empty if nothing is. */
  public errors(manifest: Manifest): string[] {
    return this.definitions.flatMap((definitions) => definitions.errors(manifest));
  }
}

/** The definitions of one version. */
class Definitions {
  private readonly ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  private readonly names: ReadonlyMap<string, string>;

  constructor(
    private readonly version: string,
    customResources: Schemas,
  ) {
    const schemas = read(version);
    this.names = new Map(
      Object.entries(schemas).flatMap(([name, schema]) =>
        (schema['x-kubernetes-group-version-kind'] ?? []).map((known) => [
          nameOf(known.group, known.version, known.kind),
          name,
        ]),
      ),
    );
    this.ajv.addSchema({
      $id: 'kubernetes',
      definitions: { ...strict(schemas), ...numbersAndStrings, ...customResources },
    });
  }

  public errors(manifest: Manifest): string[] {
    const object = `${this.version} ${manifest.kind}/${manifest.metadata.name}`;
    const validate = this.validator(manifest);
    if (!validate) return [`${object} has no definition as ${manifest.apiVersion}`];
    validate(manifest);
    return (validate.errors ?? []).map(
      ({ instancePath, message = '', params }) =>
        `${object}${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  private validator({ apiVersion, kind }: Manifest): ValidateFunction | undefined {
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    const name = nameOf(group, version, kind);
    return this.ajv.getSchema(`kubernetes#/definitions/${this.names.get(name) ?? name}`);
  }
}

function read(version: string): Schemas {
  const file = files.get(version);
  if (file === undefined) throw new Error(`imports/ has no definitions of Kubernetes ${version}`);
  return (JSON.parse(readFileSync(join(imports, file), 'utf8')) as { definitions: Schemas }).definitions;
}

function strict(schemas: Schemas): Schemas {
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
function custom(): Schemas {
  const files = readdirSync(imports).filter((file) => file.endsWith('.yaml'));
  const resources = files.flatMap((file) =>
    parseAllDocuments(readFileSync(join(imports, file), 'utf8')).map(
      (document) => document.toJS() as CustomResourceDefinition,
    ),
  );
  return Object.fromEntries(
    resources.flatMap(({ spec }) =>
      spec.versions.map(({ name, schema }) => [
        nameOf(spec.group, name, spec.names.kind),
        closed(schema.openAPIV3Schema),
      ]),
    ),
  );
}

function nameOf(group: string, version: string, kind: string): string {
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
