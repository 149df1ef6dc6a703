import type { Workload } from './workload';

/** A host of a stack. */
export interface Host {
  readonly id: string;
  readonly type: 'host';

  /** Address such as `https://shop.example.com`. */
  readonly name: string;
}

/** A peer outside the stack: a namespace, a range of addresses, or `anywhere`. */
export interface Outside {
  readonly id: string;
  readonly type: 'outside';
  readonly name: string;
}

/** A box of the drawing. */
export type Node = Host | Workload | Outside;

/** An allowed connection. */
export interface Connection {
  readonly from: string;
  readonly to: string;

  /** Port of the target pods, such as `5432`; several are joined by commas. */
  readonly port: string;
}

/** The drawing of a stack. */
export interface Graph {
  readonly title: string;
  readonly nodes: readonly Node[];
  readonly connections: readonly Connection[];
}
