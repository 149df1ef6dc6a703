/** What a probe is asked from inside a container. */
export interface Question {
  /** Names to look up, and ports to connect to, such as `postgres:5432`. */
  readonly endpoints?: readonly string[];

  /** URLs to ask, such as `http://127.0.0.1:5000/ready`. */
  readonly urls?: readonly string[];

  /** Whether to look at the process 1. */
  readonly process?: boolean;
}

/** What it has found. */
export interface Findings {
  /** By endpoint, whether its name is known and whether a connection was accepted. */
  readonly endpoints: Readonly<Record<string, { readonly known: boolean; readonly open: boolean }>>;

  /** By URL; the status 0 stands for no answer. */
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

  /** Folders on file systems of their own that can be written to, sorted; those of the kernel are left out. */
  readonly writable: readonly string[];
}
