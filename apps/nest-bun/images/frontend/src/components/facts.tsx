import type { Health } from '../lib/backend';

/** How many products there are, and which parts of the shop are up. */
export function Facts({ total, states }: { total: number | undefined; states: Health }) {
  return (
    <dl className="facts">
      <div>
        <dt>Products</dt>
        <dd>{total ?? '–'}</dd>
      </div>
      {Object.entries(states).map(([name, state]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="state" data-state={state}>
            {state}
          </dd>
        </div>
      ))}
    </dl>
  );
}
