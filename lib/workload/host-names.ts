import { isIP } from 'node:net';
import type { HostAlias, PodSpec } from '../../imports/k8s';

/** How a pod resolves names. */
export interface Dns {
  /**
   * Addresses of DNS servers, at most three together with that of the cluster. With `ClusterFirst` they are asked if the DNS
   * of the cluster does not answer. Connections to them are allowed. In Compose: `dns`.
   *
   * @default - none
   */
  readonly nameservers?: readonly string[];

  /**
   * Domains that are tried for a name that has none, beside those of the cluster. In Compose: `dns_search`.
   *
   * @default - none
   */
  readonly searches?: readonly string[];

  /**
   * Options of the resolver, such as `{ ndots: '2', 'use-vc': '' }`. In Compose: `dns_opt`.
   *
   * @default - those of the cluster
   */
  readonly options?: Readonly<Record<string, string>>;

  /**
   * `ClusterFirst` resolves the names of Services. `None` does not: it asks the `nameservers` only.
   *
   * @default 'ClusterFirst'
   */
  readonly policy?: 'ClusterFirst' | 'None';
}

/** The name of a pod, and the names that it knows. */
export interface HostNameProps {
  /**
   * Host name that the process sees. All pods of the workload have it. Other workloads use the id, or `aliases`. In Compose: `hostname`.
   *
   * @default - the name of the pod
   */
  readonly hostname?: string;

  /**
   * Addresses by host name, for `/etc/hosts` of the pods, such as `{ 'erp.example.com': '10.0.0.7' }`. In Compose: `extra_hosts`.
   *
   * @default - none
   */
  readonly hostAliases?: Readonly<Record<string, string>>;

  /**
   * Further DNS servers, search domains and options of the resolver.
   *
   * @default - those of the cluster
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config
   */
  readonly dns?: Dns;
}

/**
 * @internal The fields of the pods of the workload `of` with their name, and the names that they know.
 * @throws if a name or an address is none
 */
export function hostNameFields(of: string, { hostname, hostAliases, dns }: HostNameProps): Partial<PodSpec> {
  if (hostname !== undefined) checkHostname(of, hostname);
  return {
    ...(hostname !== undefined && { hostname }),
    ...(hostAliases && { hostAliases: aliasesOf(of, hostAliases) }),
    ...(dns && dnsFields(of, dns)),
  };
}

/** One entry for each address: entries are told apart by it. */
function aliasesOf(of: string, hosts: Readonly<Record<string, string>>): HostAlias[] {
  const hostnames = new Map<string, string[]>();
  for (const [host, ip] of Object.entries(hosts)) {
    checkHost(of, host);
    if (isIP(ip) === 0) {
      throw new Error(
        `'hostAliases['${host}']' of '${of}' must be an IP address such as '10.0.0.7', got '${ip}'${ip === 'host-gateway' ? ': a pod has no name for its node' : ''}`,
      );
    }
    hostnames.set(ip, [...(hostnames.get(ip) ?? []), host]);
  }
  return [...hostnames].map(([ip, names]) => ({ ip, hostnames: names }));
}

function dnsFields(
  of: string,
  { nameservers = [], searches = [], options = {}, policy }: Dns,
): Partial<PodSpec> {
  checkNameservers(of, nameservers, policy);
  for (const domain of searches) checkSearch(of, domain);
  const settings = Object.entries(options).map(([name, value]) => ({ name, ...(value !== '' && { value }) }));
  const dnsConfig = {
    ...(nameservers.length > 0 && { nameservers: [...nameservers] }),
    ...(searches.length > 0 && { searches: [...searches] }),
    ...(settings.length > 0 && { options: settings }),
  };
  return {
    ...(policy && { dnsPolicy: policy }),
    ...(Object.keys(dnsConfig).length > 0 && { dnsConfig }),
  };
}

/** glibc asks three servers at most, and the API server refuses more. */
function checkNameservers(of: string, nameservers: readonly string[], policy: Dns['policy']): void {
  const most = policy === 'None' ? 3 : 2;
  const wrong = nameservers.find((address) => isIP(address) === 0);
  if (wrong !== undefined) {
    throw new Error(`'dns.nameservers' of '${of}' must be IP addresses such as '10.0.0.53', got '${wrong}'`);
  }
  if (nameservers.length > most) {
    throw new Error(
      `'dns.nameservers' of '${of}' must be at most ${most}${most === 2 ? ' beside that of the cluster' : ''}, such as ['10.0.0.53'], got ${nameservers.length}`,
    );
  }
  if (policy === 'None' && nameservers.length === 0) {
    throw new Error(
      `'dns.nameservers' of '${of}' must be set with the policy 'None', such as ['10.0.0.53'], got none`,
    );
  }
}

const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const isLabel = new RegExp(`^${label}$`);
const isDomain = new RegExp(`^${label}(\\.${label})*$`);

function checkHostname(of: string, name: string): void {
  if (isLabel.test(name)) return;
  throw new Error(
    `'hostname' of '${of}' must be lower-case letters, digits and hyphens, at most 63, without a domain, such as 'mail', got '${name}'`,
  );
}

function checkHost(of: string, name: string): void {
  if (isDomain.test(name) && name.length <= 253) return;
  throw new Error(
    `'hostAliases' of '${of}' must name hosts by lower-case letters, digits, hyphens and dots, such as 'erp.example.com', got '${name}'`,
  );
}

function checkSearch(of: string, domain: string): void {
  if (domain === '.' || isDomain.test(domain.replace(/\.$/, '').replaceAll('_', 'a'))) return;
  throw new Error(`'dns.searches' of '${of}' must be domains such as 'corp.example.com', got '${domain}'`);
}
