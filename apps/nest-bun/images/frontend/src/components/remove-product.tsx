'use client';

import { useRouter } from 'next/navigation';
import { send } from '../lib/send';
import { useTask } from '../lib/use-task';
import { Problem } from './problem';

/** Takes a product out of the shop. */
export function RemoveProduct({ id }: { id: number }) {
  const router = useRouter();
  const { busy, problem, run } = useTask();

  function remove(): void {
    void run(async () => {
      await send('DELETE', `/${id}`);
      router.push('/');
      router.refresh();
    });
  }

  return (
    <>
      <button className="remove" disabled={busy} onClick={remove}>
        Remove from the shop
      </button>
      <Problem text={problem} />
    </>
  );
}
