import type { NextConfig } from 'next';

const config: NextConfig = {
  output: 'standalone', // a server.js, and of node_modules only what it needs
  // This folder, however many lockfiles stand above it.
  outputFileTracingRoot: process.cwd(),
  turbopack: { root: process.cwd() },
  // No image is resized here, so the library that would do it stays out: 17 MB.
  images: { unoptimized: true },
  outputFileTracingExcludes: { '*': ['node_modules/sharp/**', 'node_modules/@img/**'] },
  poweredByHeader: false,
  // start.js passes these on, and is not there under `next dev`.
  rewrites: () =>
    Promise.resolve(
      process.env.NODE_ENV === 'development'
        ? [{ source: '/api/:path*', destination: `${process.env.BACKEND_URL}/api/:path*` }]
        : [],
    ),
};

export default config;
