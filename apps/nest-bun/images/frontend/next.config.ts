import type { NextConfig } from 'next';
import { backendUrl } from './server/backend-url';

const config: NextConfig = {
  output: 'standalone', // only the files that the server needs, found by tracing its imports
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  // Photos are shown as they are: no native code to shrink them, and no cache on a disk that is read-only.
  images: { unoptimized: true },
  outputFileTracingExcludes: { '*': ['node_modules/sharp/**', 'node_modules/@img/**'] },
  poweredByHeader: false,
  // server/ passes these on, and is not there under `next dev`.
  rewrites: () =>
    Promise.resolve(
      process.env.NODE_ENV === 'development'
        ? [{ source: '/api/products/:path*', destination: `${backendUrl('/').origin}/products/:path*` }]
        : [],
    ),
};

export default config;
