import type { Context } from './context';
import { sharedVolumes } from './mounts';
import type { Planned } from './planned';

/** The volumes that services share. */
export function plannedVolumes(context: Context): Planned[] {
  return [...sharedVolumes(context).keys()].map((id) => ({
    construct: 'Volume',
    id,
    variable: context.names.volume(id),
    props: [],
    uses: [],
  }));
}
