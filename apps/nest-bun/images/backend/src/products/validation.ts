import { MAX_NAME, MAX_PRICE, MAX_UNIT } from '../database/schema.js';
import { InvalidField } from '../http/invalid-field.js';

export interface NewProduct {
  readonly name: string;
  readonly unit: string;
  readonly price: number;
}

const EXAMPLE = '{"name": "Rau dền", "unit": "kg", "price": 20000}';

/** What a client wants to add, or an error that names the field. */
export function newProduct(body: unknown): NewProduct {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new InvalidField('body', `must be a JSON object, such as ${EXAMPLE}`);
  }
  const { name, unit, price } = body as Record<string, unknown>;
  return { name: text('name', name, MAX_NAME), unit: text('unit', unit, MAX_UNIT), price: wholePrice(price) };
}

/** A whole number from the query string. */
export function bounded(
  field: string,
  given: unknown,
  fallback: number,
  lowest: number,
  highest: number,
): number {
  if (given === undefined) return fallback;
  const text = String(given);
  if (!/^[0-9]{1,9}$/.test(text) || Number(text) < lowest || Number(text) > highest) {
    const got = `'${text.slice(0, 40)}'`;
    throw new InvalidField(field, `must be a whole number from ${lowest} to ${highest}, got ${got}`);
  }
  return Number(text);
}

function text(field: string, value: unknown, longest: number): string {
  if (value === undefined) throw new InvalidField(field, 'is missing');
  if (typeof value !== 'string') throw new InvalidField(field, 'must be a string');
  const text = value.trim();
  if (text === '') throw new InvalidField(field, 'must not be empty');
  const length = [...text].length; // as Postgres counts
  if (length > longest)
    throw new InvalidField(field, `must have at most ${longest} characters, got ${length}`);
  // JSON can spell two things that Postgres cannot store as text: NUL and half a surrogate pair.
  if (text.includes('\0') || !text.isWellFormed()) {
    throw new InvalidField(field, 'must not have NUL or unpaired surrogate characters');
  }
  return text;
}

function wholePrice(value: unknown): number {
  if (value === undefined) throw new InvalidField('price', 'is missing');
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > MAX_PRICE) {
    throw new InvalidField('price', `must be a whole number from 1 to ${MAX_PRICE}`);
  }
  return value;
}
