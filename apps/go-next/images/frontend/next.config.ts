import type { NextConfig } from 'next';

const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
];

const config: NextConfig = {
  output: 'standalone', // a server.js, and of node_modules only what it needs
  // This folder, however many lockfiles stand above it.
  outputFileTracingRoot: process.cwd(),
  turbopack: { root: process.cwd() },
  // No image is resized here, so the library that would do it stays out: 17 MB.
  images: { unoptimized: true },
  outputFileTracingExcludes: { '*': ['node_modules/sharp/**', 'node_modules/@img/**'] },
  poweredByHeader: false,
  headers: async () => [{ source: '/:path*', headers }],
};

export default config;
