import type { Construct } from 'constructs';
import type { Environment, Stack } from '../lib';
import { FastapiMongo } from './fastapi-mongo/chart';
import { FlaskNginx } from './flask-nginx/chart';
import { GoNext } from './go-next/chart';
import { NestBun } from './nest-bun/chart';
import { SpringReact } from './spring-react/chart';

/** A stack, and the environments that it has beside those of every stack. */
export interface StackClass {
  new (scope: Construct, environment: Environment): Stack;
  readonly environments?: Readonly<Record<string, () => Environment>>;
}

/** Every stack by its name: the namespace, the folder under apps/, and what the command line calls it. */
export const stacks: Readonly<Record<string, StackClass>> = {
  'go-next': GoNext,
  'nest-bun': NestBun,
  'flask-nginx': FlaskNginx,
  'spring-react': SpringReact,
  'fastapi-mongo': FastapiMongo,
};
