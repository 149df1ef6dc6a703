/** Where the backend is; read at run time, as the image is the same everywhere. */
export function backendUrl(path: string): URL {
  return new URL(path, process.env.BACKEND_URL ?? 'http://localhost:4000');
}
