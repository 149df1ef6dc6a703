import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CONFIG, type Config } from './config.js';
import { Database } from './database/database.js';
import { HealthController } from './health/health.controller.js';
import { Errors } from './http/errors.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { Photos } from './photos/photos.js';
import { PhotosController } from './photos/photos.controller.js';
import { Catalogue } from './products/catalogue.js';
import { ProductsController } from './products/products.controller.js';
import { Views } from './views/views.js';

/** A small shop: products in Postgres, views in Redis, photos in an object store. */
@Module({
  controllers: [HealthController, MetricsController, ProductsController, PhotosController],
  providers: [Database, Views, Photos, Catalogue, { provide: APP_FILTER, useClass: Errors }],
})
export class AppModule {
  static with(config: Config): DynamicModule {
    return { module: AppModule, providers: [{ provide: CONFIG, useValue: config }] };
  }
}
