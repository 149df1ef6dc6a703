import { Injectable } from '@nestjs/common';
import { asc, count, eq } from 'drizzle-orm';
import { Database } from '../database/database.js';
import { products, type Product } from '../database/schema.js';
import type { NewProduct } from './validation.js';

/** The products, in Postgres. */
@Injectable()
export class Catalogue {
  constructor(private readonly database: Database) {}

  /** One page of products, oldest first, and how many there are in all. */
  page(limit: number, offset: number): Promise<{ rows: Product[]; total: number }> {
    return this.database.ask(async (orm) => {
      const rows = await orm.select().from(products).orderBy(asc(products.id)).limit(limit).offset(offset);
      const [counted] = await orm.select({ total: count() }).from(products);
      return { rows, total: counted?.total ?? 0 };
    });
  }

  async find(id: number): Promise<Product | undefined> {
    const [product] = await this.database.ask((orm) =>
      orm.select().from(products).where(eq(products.id, id)),
    );
    return product;
  }

  async add(product: NewProduct): Promise<Product> {
    const [added] = await this.database.ask((orm) => orm.insert(products).values(product).returning());
    if (!added) throw new Error('INSERT … RETURNING gave no row');
    return added;
  }

  /** @returns the product that is no more, or nothing if there was none */
  async remove(id: number): Promise<Product | undefined> {
    const [removed] = await this.database.ask((orm) =>
      orm.delete(products).where(eq(products.id, id)).returning(),
    );
    return removed;
  }

  /** @returns the product as it is now, and the key of the photo that it had, or nothing if there is no product */
  setPhoto(
    id: number,
    photoKey: string,
    photoType: string,
  ): Promise<{ now: Product; before: string | null } | undefined> {
    return this.database.ask((orm) =>
      orm.transaction(async (tx) => {
        // Locked: of two uploads at once each has to see what the other put there.
        const [before] = await tx.select().from(products).where(eq(products.id, id)).for('update');
        const [now] = await tx
          .update(products)
          .set({ photoKey, photoType })
          .where(eq(products.id, id))
          .returning();
        return before && now ? { now, before: before.photoKey } : undefined;
      }),
    );
  }
}
