'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState, useTransition } from 'react';
import { ask } from '../lib/client';

export function AddProduct() {
  const router = useRouter();
  const [message, setMessage] = useState('');
  const [pending, startTransition] = useTransition();

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const product = {
      name: fields.get('name'),
      price_cents: Math.round(Number(fields.get('price')) * 100),
    };
    startTransition(async () => {
      try {
        await ask('/api/products', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(product),
        });
        setMessage('');
        form.reset();
        router.refresh();
      } catch (error) {
        setMessage(`That did not work: ${(error as Error).message}.`);
      }
    });
  }

  return (
    <>
      <form onSubmit={add}>
        <label>
          Name
          <input name="name" maxLength={200} required placeholder="Enamel mug" autoComplete="off" />
        </label>
        <label>
          Price in euro
          <input name="price" type="number" min="0" max="1000000" step="0.01" required placeholder="12.50" />
        </label>
        <button className="primary" disabled={pending}>
          Add product
        </button>
      </form>
      <noscript>
        <p className="hint">To add and delete products takes JavaScript.</p>
      </noscript>
      {message && (
        <p className="message" role="alert">
          {message}
        </p>
      )}
    </>
  );
}
