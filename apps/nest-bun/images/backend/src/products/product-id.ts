import { Injectable, NotFoundException, type PipeTransform } from '@nestjs/common';

/** The id in a path. Anything else than a positive number is no product's. */
@Injectable()
export class ProductId implements PipeTransform<string, number> {
  transform(value: string): number {
    const id = Number(value);
    if (!/^[1-9][0-9]*$/.test(value) || !Number.isSafeInteger(id)) throw new NotFoundException('not found');
    return id;
  }
}
