'use client';

import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { send } from '../lib/send';
import { useTask } from '../lib/use-task';
import { Problem } from './problem';

/** The form for a new product. */
export function AddProduct() {
  const router = useRouter();
  const { busy, problem, run } = useTask();

  function add(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const product = {
      name: fields.get('name'),
      unit: fields.get('unit'),
      price: Number(fields.get('price')),
    };
    void run(async () => {
      await send('POST', '', JSON.stringify(product), 'application/json');
      form.reset();
      router.refresh();
    });
  }

  return (
    <form onSubmit={add} className="add">
      <h2>Add a product</h2>
      <label>
        Name
        <input name="name" required maxLength={120} placeholder="Rau dền (amaranth)" />
      </label>
      <label>
        Unit
        <input name="unit" required maxLength={20} defaultValue="kg" />
      </label>
      <label>
        Price in đồng
        <input name="price" required type="number" min={1} max={1_000_000_000} step={1} placeholder="20000" />
      </label>
      <button className="primary" disabled={busy}>
        Add
      </button>
      <Problem text={problem} />
    </form>
  );
}
