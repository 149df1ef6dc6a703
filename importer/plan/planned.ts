import type { Code, Property } from '../code/code';

/** A construct of the chart. */
export interface Planned {
  /** Its class, such as `WebService`. */
  readonly construct: string;
  readonly id: string;

  /** The variable that other constructs name it by. */
  readonly variable: string;
  readonly props: readonly Property[];

  /** The lines above it. */
  readonly comment?: string;

  /** The variables that its props name. */
  readonly uses: readonly string[];

  /** @default - none */
  readonly dependencies?: Dependencies;
}

/** The constructs that one waits for and connects to. */
export interface Dependencies {
  /** Variables. */
  readonly startsAfter: readonly string[];
  readonly connectsTo: readonly Connection[];
}

/** A connection to one port of a construct. */
export interface Connection {
  readonly variable: string;

  /** The endpoint: the variable, or `variable.at('name')`. */
  readonly code: Code;
}

/** A value that several constructs use. */
export interface Constant {
  readonly variable: string;
  readonly code: Code;
  readonly comment?: string;

  /** The variables that it names. */
  readonly uses: readonly string[];
}

/** A part of a chart: what defines a variable, or needs one. */
export type Part = Planned | Constant;

/** A value that the local store of secrets gets, so that dev runs with the values of the Compose file. */
export interface LocalValue {
  readonly secret: string;
  readonly key: string;
  readonly value: string;
}

/** What `slipway parity` can check of a stack, as far as the Compose file tells. */
export interface ParityFacts {
  readonly entry: { readonly service: string; readonly port: number };
  readonly services: readonly ParityService[];

  /** Services that others depend on. */
  readonly dependencies: readonly string[];
}

export interface ParityService {
  readonly name: string;
  readonly port: number;

  /** The path of its health check by HTTP. */
  readonly health?: string;
}

/** What the importer makes of a Compose file. */
export interface Plan {
  /** The name of the stack and of its namespace. */
  readonly stack: string;

  /** In an order in which each variable is defined before it is used. */
  readonly parts: readonly Part[];

  /** Statements after the constructs, such as connections that lead both ways. */
  readonly statements: readonly Code[];

  /** Images without an exact tag. */
  readonly movingTags: readonly string[];
  readonly secrets: readonly LocalValue[];

  /** @default - nothing is published, so there is nothing to compare */
  readonly parity?: ParityFacts;
}
