import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { KubeNamespace } from '../../imports/k8s';
import { stackLabels } from '../contract';
import { checkName } from './check';
import { checkProps } from './check-props';
import { denyAll } from './connections';
import type { Environment } from './environment';
import { freeId } from './free-id';
import { loosestOf, podSecurityLabels, type PodSecurityLevel } from './pod-security';
import { limit } from './quota';

/** Props for `Stack`. */
export interface StackProps {
  /** Environment of the stack: `dev()`, `prod('example.com')`, or one of your own. */
  readonly environment: Environment;
}

/**
 * The objects of one Compose project, in one namespace. The namespace has the name of the stack.
 *
 * Defines the Namespace, which enforces the Pod Security Standard "restricted", or the strictest one that allows what
 * workloads with `exempt` need, and a NetworkPolicy that denies all traffic. With `Environment.quota` it also defines a ResourceQuota and a LimitRange. It defines no workload: extend the
 * class, and create workloads in the constructor.
 *
 * @throws if the id is not a lower-case DNS label
 * @throws at synthesis, if two objects have the same kind and name
 */
export class Stack extends Chart {
  /**
   * The stack of a construct.
   *
   * @throws if the construct is not in a Stack
   */
  public static override of(construct: IConstruct): Stack {
    const chart = Chart.of(construct);
    // `instanceof Stack` is true for every Chart: Chart overrides Symbol.hasInstance.
    if (!('environment' in chart)) {
      throw new Error(
        `'${construct.node.path}' must be created inside a Stack, got the Chart '${chart.node.id}'`,
      );
    }
    return chart as Stack;
  }

  /** Environment of the stack. */
  public readonly environment: Environment;

  /** Namespace of all objects of the stack. */
  public override readonly namespace: string;

  private readonly ownNamespace: KubeNamespace;
  private podSecurity: PodSecurityLevel = 'restricted';

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, checkName(`the id of a Stack`, freeId(scope, Stack, id)), {
      namespace: id,
      disableResourceNameHashes: true,
      labels: stackLabels(id),
    });
    checkProps(this, Stack, props);
    this.environment = props.environment;
    this.namespace = id;

    this.ownNamespace = new KubeNamespace(this, 'Namespace', { metadata: { name: id } });
    // cdk8s gives every object the chart's namespace, this one too; a Namespace is in none.
    this.ownNamespace.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    this._allow('restricted');
    denyAll(this);
    if (props.environment.quota) limit(this, props.environment.quota);

    this.node.addValidation({ validate: () => this.duplicates() });
  }

  /** @internal Lets pods into the namespace that need this Pod Security Standard. */
  public _allow(level: PodSecurityLevel): void {
    this.podSecurity = loosestOf([this.podSecurity, level]);
    for (const [label, value] of Object.entries(podSecurityLabels(this.podSecurity))) {
      this.ownNamespace.metadata.addLabel(label, value);
    }
  }

  private duplicates(): string[] {
    const seen = new Map<string, string>();
    const errors: string[] = [];
    for (const object of this.node.findAll().filter((node) => ApiObject.isApiObject(node))) {
      const name = `${object.kind}/${object.name}`;
      const owner = this.ownerOf(object);
      const first = seen.get(name);
      if (first !== undefined) {
        errors.push(
          `${name} is defined twice, by ${first} and by ${owner}: give one another id, such as '${object.name}-2'`,
        );
      }
      seen.set(name, owner);
    }
    return errors;
  }

  /** The construct of the chart that an object belongs to. */
  private ownerOf(object: IConstruct): string {
    const inside = object.node.scopes.slice(this.node.scopes.length);
    const owner = inside.find((each) => each.constructor !== Construct) ?? object;
    return `${owner.constructor.name} '${owner.node.path}'`;
  }
}
