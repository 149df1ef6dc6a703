import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { InvalidField } from './invalid-field.js';

const LIMIT = '64kb';

/** Makes `app` read bodies that are JSON, and name the field `body` where one is not what it claims. */
export function readJson(app: NestExpressApplication): void {
  app.useBodyParser('json', { limit: LIMIT });
  app.use((error: unknown, _request: Request, _response: Response, next: NextFunction) => {
    const malformed = error instanceof SyntaxError;
    next(malformed ? new InvalidField('body', `must be JSON: ${error.message}`) : error);
  });
}
