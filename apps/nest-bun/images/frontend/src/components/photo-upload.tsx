'use client';

import { useRouter } from 'next/navigation';
import type { ChangeEvent } from 'react';
import { send } from '../lib/send';
import { useTask } from '../lib/use-task';
import { Problem } from './problem';

/** Puts a photo on a product. */
export function PhotoUpload({ id }: { id: number }) {
  const router = useRouter();
  const { busy, problem, run } = useTask();

  function upload(event: ChangeEvent<HTMLInputElement>): void {
    const input = event.currentTarget;
    const file = input.files?.[0];
    if (!file) return;
    void run(async () => {
      await send('PUT', `/${id}/photo`, file, file.type);
      router.refresh();
    }).then(() => (input.value = '')); // so that the same file can be chosen again
  }

  return (
    <>
      <label>
        Photo (PNG, JPEG or WebP, at most 1 MiB)
        <input type="file" accept="image/png,image/jpeg,image/webp" disabled={busy} onChange={upload} />
      </label>
      <Problem text={problem} />
    </>
  );
}
