// `node --require slipway/register main.ts`: lets Node run the TypeScript of a project, whatever its version.
import { register } from './hook';

register();
