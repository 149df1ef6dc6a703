import { randomUUID } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import {
  Controller,
  Get,
  Headers,
  NotFoundException,
  Param,
  Put,
  Req,
  Res,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { readBody } from '../http/body.js';
import { Catalogue } from '../products/catalogue.js';
import { ProductId } from '../products/product-id.js';
import { found, shown, type ShownProduct } from '../products/shown.js';
import { Views } from '../views/views.js';
import { imageType } from './image-type.js';
import { Photos } from './photos.js';
import { UploadSlots } from './upload-slots.js';

const MAX_PHOTO = 1024 * 1024;

/** The photo of a product: the bytes go to the object store, their key into the database. */
@Controller('products/:id/photo')
export class PhotosController {
  private readonly slots = new UploadSlots();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly photos: Photos,
    private readonly views: Views,
  ) {}

  @Put()
  upload(@Param('id', ProductId) id: number, @Req() request: Request): Promise<ShownProduct> {
    return this.slots.use(async () => {
      found(await this.catalogue.find(id), id); // before the body is read
      const bytes = await readBody(request, MAX_PHOTO);
      const type = imageType(bytes);
      if (!type) throw new UnsupportedMediaTypeException('the body must be a PNG, JPEG or WebP image');
      return this.store(id, type, bytes);
    });
  }

  @Get()
  download(
    @Param('id', ProductId) id: number,
    @Headers('if-none-match') known: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(id, known, response);
  }

  /** @param lost key under which there was no photo a moment ago: it was lost, or another has taken its place since */
  private async send(
    id: number,
    known: string | undefined,
    response: Response,
    lost?: string,
  ): Promise<void> {
    const { photoKey, photoType } = found(await this.catalogue.find(id), id);
    if (!photoKey || !photoType) throw new NotFoundException(`product ${id} has no photo`);
    if (photoKey === lost) throw new NotFoundException(`the photo of product ${id} is lost`);

    const tag = `"${photoKey}"`;
    const headers = { 'Cache-Control': 'no-cache', ETag: tag, 'X-Content-Type-Options': 'nosniff' };
    if (known?.split(/\s*,\s*/).some((one) => one.replace(/^W\//, '') === tag)) {
      response.set(headers).status(304).end();
      return;
    }
    const photo = await this.photos.get(photoKey);
    if (!photo) return this.send(id, known, response, photoKey);
    response.set({
      ...headers,
      'Content-Type': photoType,
      ...(photo.size !== undefined && { 'Content-Length': `${photo.size}` }),
    });
    await pipeline(photo.body, response);
  }

  private async store(id: number, type: string, bytes: Buffer): Promise<ShownProduct> {
    // A key of its own for each upload: the old photo stays whole until the database points to the new one.
    const key = `products/${id}/${randomUUID()}`;
    await this.photos.put(key, type, bytes);
    try {
      const { now, before } = found(await this.catalogue.setPhoto(id, key, type), id);
      if (before) await this.photos.forget(before);
      const [views] = await this.views.of([id]);
      return shown(now, views ?? null);
    } catch (error) {
      await this.photos.forget(key);
      throw error;
    }
  }
}
