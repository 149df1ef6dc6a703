'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const retryMs = 5000;

/** Says what is missing, and asks for the page again until it is back. */
export function Unavailable({ name }: { readonly name: string }) {
  const router = useRouter();

  useEffect(() => {
    const timer = setInterval(() => router.refresh(), retryMs);
    return () => clearInterval(timer);
  }, [router]);

  return (
    <p className="message" role="status">
      The products cannot be read now: {name} is unavailable. This page tries again every {retryMs / 1000}{' '}
      seconds.
    </p>
  );
}
