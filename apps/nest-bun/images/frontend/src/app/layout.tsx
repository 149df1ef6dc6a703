import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import './shop.css';

export const metadata: Metadata = {
  title: { default: 'Rausachcore', template: '%s · Rausachcore' },
  description: 'Clean vegetables, from the field to the kitchen.',
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
