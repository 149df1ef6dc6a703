import { suggestion } from '../nearest';

/**
 * The capabilities of Linux that the Pod Security Standard "baseline" lets a container add.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
const inBaseline = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE'],
  ...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];

/** @see https://man7.org/linux/man-pages/man7/capabilities.7.html */
const known = [
  ...inBaseline,
  ...['ALL', 'AUDIT_CONTROL', 'AUDIT_READ', 'BLOCK_SUSPEND', 'BPF', 'CHECKPOINT_RESTORE', 'DAC_READ_SEARCH'],
  ...['IPC_LOCK', 'IPC_OWNER', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'NET_ADMIN'],
  ...['NET_BROADCAST', 'NET_RAW', 'PERFMON', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_MODULE', 'SYS_NICE', 'SYS_PACCT'],
  ...['SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'SYSLOG', 'WAKE_ALARM'],
];

/** @internal Whether the Pod Security Standard "baseline" lets a container add a capability. */
export function isInBaseline(capability: string): boolean {
  return inBaseline.includes(capability);
}

/**
 * @internal Checks the capabilities of the workload `of`.
 * @throws if one is no capability of Linux, or has the prefix `CAP_`
 */
export function checkCapabilities(of: string, capabilities: readonly string[]): void {
  const wrong = capabilities.find((each) => !known.includes(each));
  if (wrong === undefined) return;
  const name = wrong.toUpperCase().replace(/^CAP_/, '');
  const meant = known.includes(name) ? `: did you mean '${name}'?` : suggestion(name, known);
  throw new Error(
    `'exempt.capabilities' of '${of}' must name capabilities of Linux without 'CAP_', such as 'NET_ADMIN', got '${wrong}'${meant}`,
  );
}
