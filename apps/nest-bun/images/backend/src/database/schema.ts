import { sql } from 'drizzle-orm';
import { bigint, check, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

export const MAX_NAME = 120;
export const MAX_UNIT = 20;
export const MAX_PRICE = 1_000_000_000;

/** What the shop sells. The photo itself is in the object store, under `photoKey`. */
export const products = pgTable(
  'products',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull().unique(),
    unit: text().notNull(),
    price: integer().notNull(), // in đồng, which has no smaller part
    photoKey: text('photo_key'),
    photoType: text('photo_type'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('products_name_length', sql`char_length(${table.name}) between 1 and ${sql.raw(String(MAX_NAME))}`),
    check('products_unit_length', sql`char_length(${table.unit}) between 1 and ${sql.raw(String(MAX_UNIT))}`),
    check('products_price_range', sql`${table.price} between 1 and ${sql.raw(String(MAX_PRICE))}`),
    check('products_photo_whole', sql`(${table.photoKey} is null) = (${table.photoType} is null)`),
  ],
);

export type Product = typeof products.$inferSelect;
