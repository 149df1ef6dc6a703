import { fieldManager } from '../../lib/contract';
import type { KubeObject } from '../kube/kube-object';
import type { Event, Snapshot } from './snapshot';
import { latest, timeOf } from './trouble';

/**
 * The event with which the ingress controller refuses an Ingress; undefined if it accepts the Ingress.
 *
 * An event from before the last change of the Ingress is ignored.
 */
export function rejectionOf(ingress: KubeObject, { events }: Pick<Snapshot, 'events'>): Event | undefined {
  const own = events.filter(
    ({ involvedObject: { kind, name }, reason = '' }) =>
      kind === 'Ingress' &&
      name === ingress.metadata.name &&
      verdicts.some((verdict) => reason.startsWith(verdict)),
  );
  const verdict = latest(own);
  const changed = Math.max(
    0,
    ...(ingress.metadata.managedFields ?? [])
      .filter(({ manager }) => manager === fieldManager)
      .map(({ time = '' }) => Date.parse(time) || 0),
  );
  return verdict?.reason === 'Rejected' && timeOf(verdict) >= changed ? verdict : undefined;
}

/** Reasons of the events with which F5 NGINX Ingress Controller accepts or refuses an Ingress. */
const verdicts = ['Rejected', 'AddedOrUpdated', 'Updated'];
