const timeoutMs = 1900; // the backend gives up after one and a half seconds itself

const safeToRepeat = new Set(['GET', 'HEAD']);

/**
 * What the backend answers; fails while it does not. Reads BACKEND_URL at run time, so that one image serves
 * everywhere.
 *
 * @param {string} path
 * @param {RequestInit} init
 */
export async function askBackend(path, init = {}, within = timeoutMs) {
  const url = new URL(path, process.env.BACKEND_URL);
  const signal = AbortSignal.timeout(within);
  const attempt = () => fetch(url, { ...init, signal, cache: 'no-store', redirect: 'manual' });
  try {
    return await attempt();
  } catch (error) {
    // A connection that was kept may be closed by the other side just when it is used again.
    if (signal.aborted || !safeToRepeat.has(init.method ?? 'GET')) throw error;
    return await attempt();
  }
}

/**
 * Why a request to the backend failed: fetch itself says only that it did.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function reasonOf(error) {
  const { message, cause } = /** @type {Error} */ (error);
  return cause instanceof Error ? cause.message || String(cause.code) : message;
}
