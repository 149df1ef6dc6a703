import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { isUniqueViolation } from '../database/failure.js';
import type { Product } from '../database/schema.js';
import { InvalidField } from '../http/invalid-field.js';
import { Photos } from '../photos/photos.js';
import { Views } from '../views/views.js';
import { Catalogue } from './catalogue.js';
import { ProductId } from './product-id.js';
import { found, shown, type ShownProduct } from './shown.js';
import { bounded, newProduct } from './validation.js';

interface Page {
  readonly products: readonly ShownProduct[];
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
}

/** The products as a JSON API. */
@Controller('products')
export class ProductsController {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly photos: Photos,
    private readonly views: Views,
  ) {}

  @Get()
  async list(@Query() query: Record<string, unknown>): Promise<Page> {
    const limit = bounded('limit', query.limit, 20, 1, 100);
    const offset = bounded('offset', query.offset, 0, 0, 100_000);
    const { rows, total } = await this.catalogue.page(limit, offset);
    const views = await this.views.of(rows.map((product) => product.id));
    return { products: rows.map((product, row) => shown(product, views[row] ?? null)), total, limit, offset };
  }

  @Post()
  async add(@Body() body: unknown, @Res({ passthrough: true }) response: Response): Promise<ShownProduct> {
    const product = await this.addOnce(newProduct(body));
    response.location(`/products/${product.id}`);
    return shown(product, 0);
  }

  @Get(':id')
  async find(@Param('id', ProductId) id: number): Promise<ShownProduct> {
    const product = found(await this.catalogue.find(id), id);
    return shown(product, await this.views.count(id));
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', ProductId) id: number): Promise<void> {
    const product = found(await this.catalogue.remove(id), id);
    await Promise.all([this.views.forget(id), product.photoKey && this.photos.forget(product.photoKey)]);
  }

  private async addOnce(product: ReturnType<typeof newProduct>): Promise<Product> {
    try {
      return await this.catalogue.add(product);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new InvalidField(
        'name',
        `is taken: there is a product '${product.name}' already`,
        HttpStatus.CONFLICT,
      );
    }
  }
}
