import type { Workload } from './workload';

/** A host name under which a stack answers. */
export interface Host {
  readonly id: string;
  readonly type: 'host';

  /** Address such as `https://shop.example.com`. */
  readonly name: string;
}

/** What is not in the stack, but exchanges connections with it: a namespace, a range of addresses, or `anywhere`. */
export interface Outside {
  readonly id: string;
  readonly type: 'outside';
  readonly name: string;
}

/** A box of the drawing. */
export type Node = Host | Workload | Outside;

/** Who may connect to whom. */
export interface Connection {
  readonly from: string;
  readonly to: string;

  /** Port of the pods that is connected to, such as `5432`; several are joined by commas. */
  readonly port: string;
}

/** A stack as a drawing shows it. */
export interface Graph {
  readonly title: string;
  readonly nodes: readonly Node[];
  readonly connections: readonly Connection[];
}
