/** A port as text: `8080` for TCP, `53/UDP` for another protocol. */
export function formatPort(port: number | string, protocol = 'TCP'): string {
  return protocol === 'TCP' ? String(port) : `${port}/${protocol}`;
}
