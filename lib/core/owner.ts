import type { Construct } from 'constructs';

/** By App, the constructs by what only one of them can have. */
const owners = new WeakMap<object, Map<string, Construct>>();

/**
 * @internal The construct that has something of which there is only one in a cluster, such as `host shop.example.com`: the first
 * one of the App that asked for it.
 */
export function ownerOf(thing: string, construct: Construct): Construct {
  const { root } = construct.node;
  const known = owners.get(root) ?? new Map<string, Construct>();
  const owner = known.get(thing) ?? construct;
  owners.set(root, known.set(thing, owner));
  return owner;
}
