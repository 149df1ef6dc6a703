import type { ParityChecks } from '../lib';
import { parity as fastapiMongo } from './fastapi-mongo/parity';
import { parity as flaskNginx } from './flask-nginx/parity';
import { parity as goNext } from './go-next/parity';
import { parity as nestBun } from './nest-bun/parity';
import { parity as springReact } from './spring-react/parity';

/** By stack, what `slipway parity` asks of it. */
export const parityChecks: Readonly<Record<string, ParityChecks>> = {
  'go-next': goNext,
  'nest-bun': nestBun,
  'flask-nginx': flaskNginx,
  'spring-react': springReact,
  'fastapi-mongo': fastapiMongo,
};
