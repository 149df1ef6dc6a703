// `node --require slipway/register main.ts`: lets any supported Node.js run the TypeScript of a project.
import { register } from './hook';

register();
