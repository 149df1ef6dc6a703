import type { Listing } from '../lib/products';

/** How many products there are, and the state of what they come from. */
export function Facts({ listing }: { readonly listing: Listing }) {
  const { unavailable } = listing;
  return (
    <dl className="facts">
      <div>
        <dt>Products</dt>
        <dd>{unavailable === undefined ? listing.total.toLocaleString('en') : '–'}</dd>
      </div>
      <State name="Backend" state={unavailable === 'backend' ? 'unavailable' : 'ok'} />
      <State name="Postgres" state={stateOfPostgres(unavailable)} />
    </dl>
  );
}

function State({ name, state }: { readonly name: string; readonly state: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="state" data-state={state}>
        {state}
      </dd>
    </div>
  );
}

function stateOfPostgres(unavailable: string | undefined): string {
  if (unavailable === undefined) return 'ok';
  return unavailable === 'postgres' ? 'unavailable' : 'unknown'; // only the backend could tell
}
