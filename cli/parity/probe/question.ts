/** A question to a probe in a container. */
export interface Question {
  /** Names to look up, and ports to connect to, such as `postgres:5432`. */
  readonly endpoints?: readonly string[];

  /** URLs to request, such as `http://127.0.0.1:5000/ready`. */
  readonly urls?: readonly string[];

  /** Whether to inspect process 1. */
  readonly process?: boolean;
}

/** The answers of a probe. */
export interface Findings {
  /** By endpoint, whether its name is known and whether a connection was accepted. */
  readonly endpoints: Readonly<Record<string, { readonly known: boolean; readonly open: boolean }>>;

  /** By URL; status 0 means no answer. */
  readonly answers: Readonly<Record<string, { readonly status: number; readonly body: string }>>;
  readonly process?: ProcessFindings;
}

/** Process 1 of a container. */
export interface ProcessFindings {
  readonly command: string;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;

  /** `uid:gid` */
  readonly user: string;

  /** Effective and permitted capabilities, in hexadecimal. */
  readonly capabilities: string;
  readonly noNewPrivileges: boolean;

  /** Whether system calls are filtered. */
  readonly seccomp: boolean;
  readonly rootIsReadOnly: boolean;

  /** Writable mounts, sorted, without those of the kernel. */
  readonly writable: readonly string[];
}
