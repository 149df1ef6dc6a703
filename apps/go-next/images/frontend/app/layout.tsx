import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import './shop.css';

// Every page is rendered for its request: prices must be today's, and the nonces of its scripts new.
export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'Products', description: 'Next.js, Go and Postgres' };
export const viewport: Viewport = { colorScheme: 'light dark' };

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
