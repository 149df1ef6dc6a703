'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { ask, Refused } from '../lib/client';

export function DeleteProduct({ id, name }: { readonly id: number; readonly name: string }) {
  const router = useRouter();
  const [message, setMessage] = useState('');
  const [pending, startTransition] = useTransition();

  function remove() {
    startTransition(async () => {
      try {
        await ask(`/api/products/${id}`, { method: 'DELETE' });
      } catch (error) {
        // 404: someone else was faster, and the result is the same.
        if (!(error instanceof Refused && error.status === 404)) {
          setMessage(`That did not work: ${(error as Error).message}.`);
          return;
        }
      }
      router.refresh();
    });
  }

  return (
    <>
      <button className="delete" onClick={remove} disabled={pending} aria-label={`Delete ${name}`}>
        Delete
      </button>
      {message && (
        <p className="message" role="alert">
          {message}
        </p>
      )}
    </>
  );
}
