/**
 * @internal Checks a host name.
 *
 * @param what the prop and its construct, for the error
 * @throws if it is not a DNS name with at least two labels
 */
export function checkHost(what: string, host: string): string {
  const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
  if (!new RegExp(`^${label}(\\.${label})+$`).test(host)) {
    throw new Error(`${what} must be a DNS name such as 'shop.example.com', got '${host}'`);
  }
  return host;
}
