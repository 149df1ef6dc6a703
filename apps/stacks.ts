import type { Construct } from 'constructs';
import type { Environment, Stack } from '../lib';
import { FlaskNginx } from './flask-nginx/chart';
import { GoNext } from './go-next/chart';
import { NestBun } from './nest-bun/chart';

/** Every stack by its name: the namespace, the folder under apps/, and what the command line calls it. */
export const stacks: Readonly<Record<string, new (scope: Construct, environment: Environment) => Stack>> = {
  'go-next': GoNext,
  'nest-bun': NestBun,
  'flask-nginx': FlaskNginx,
};
