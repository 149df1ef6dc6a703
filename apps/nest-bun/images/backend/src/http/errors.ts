import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  NotFoundException,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { Unavailable } from '../dependency.js';
import { log } from '../log.js';
import { InvalidField } from './invalid-field.js';

const RETRY_AFTER_SECONDS = '5';

/** Every error is JSON: `error` says what is wrong, `field` or `dependency` where. */
@Catch()
export class Errors implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    if (response.destroyed) return; // the client went away, or the answer broke off; the request's line says so
    if (response.headersSent) {
      response.destroy(); // too late for another answer: a cut one is at least not taken for a whole one
      return;
    }
    const { status, ...body } = answer(error, http.getRequest<Request>());
    if (error instanceof Unavailable) response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
    response.status(status).json(body);
  }
}

interface Answer {
  readonly status: number;
  readonly error: string;
  readonly field?: string;
  readonly dependency?: string;
}

function answer(error: unknown, request: Request): Answer {
  if (error instanceof Unavailable) {
    return { status: 503, error: error.message, dependency: error.dependency };
  }
  if (error instanceof HttpException) {
    const status = error.getStatus();
    // Nest's own, when no route fits, names the path as the client spelled it.
    const unrouted =
      error instanceof NotFoundException && error.message.startsWith(`Cannot ${request.method} `);
    const field = error instanceof InvalidField ? { field: error.field } : {};
    return { status, error: unrouted ? 'not found' : error.message, ...field };
  }
  // What the parser of bodies throws for one that is too long, or in an unknown encoding.
  if (isHttpError(error) && error.status < 500) {
    return { status: error.status, error: error.message };
  }
  log('error', 'http', 'unexpected error', {
    exception: error instanceof Error ? error.stack : String(error),
  });
  return { status: 500, error: 'internal error' };
}

function isHttpError(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}
