import { HttpException, HttpStatus } from '@nestjs/common';

/** A value that the client has to change. */
export class InvalidField extends HttpException {
  constructor(
    readonly field: string,
    message: string,
    status: HttpStatus = HttpStatus.BAD_REQUEST,
  ) {
    super(`'${field}' ${message}`, status);
  }
}
