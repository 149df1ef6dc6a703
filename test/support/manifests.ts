import { type Chart, Testing } from 'cdk8s';
import { get } from './path';

/** An object as kubectl gets it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** What a chart synthesizes, with short ways to the parts that tests ask for. */
export class Manifests {
  public static of(chart: Chart): Manifests {
    return new Manifests(Testing.synth(chart) as Manifest[]);
  }

  constructor(public readonly all: readonly Manifest[]) {}

  /** `Kind/name` of every object, sorted. */
  public get names(): string[] {
    return this.all.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort();
  }

  /** The object `Kind/name`, or what stands at `path` in it. */
  public at(name: string, path?: string): unknown {
    const found = this.all.find(({ kind, metadata }) => `${kind}/${metadata.name}` === name);
    if (!found) throw new Error(`there is no ${name}; there are ${this.names.join(', ')}`);
    return path === undefined ? found : get(found, path);
  }

  /** What stands at `path` in the pod template of the Deployment, StatefulSet or Job `Kind/name`. */
  public pod(name: string, path: string): unknown {
    return this.at(name, `spec.template.spec.${path}`);
  }

  /** What stands at `path` in the main container of the Deployment, StatefulSet or Job `Kind/name`. */
  public container(name: string, path: string): unknown {
    return this.pod(name, `containers.0.${path}`);
  }
}
