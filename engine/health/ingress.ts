import { fieldManager } from '../../lib/contract';
import type { KubeObject } from '../kube/kube-object';
import type { Event, Snapshot } from './snapshot';
import { latest, timeOf } from './trouble';

/**
 * Why the ingress controller refuses an Ingress, or undefined.
 *
 * It says so by an Event only. One that is older than the last change of the Ingress is about what it was before.
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

/** Reasons of the events by which F5 NGINX Ingress Controller says what it made of an Ingress. */
const verdicts = ['Rejected', 'AddedOrUpdated', 'Updated'];
