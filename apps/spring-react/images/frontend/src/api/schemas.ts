import { z } from 'zod';

// The page's policy forbids code made at run time.
z.config({ jitless: true });

/** What the API answers, checked when it arrives. */
export const account = z.object({
  email: z.string(),
  name: z.string(),
  role: z.enum(['ADMIN', 'AGENT', 'VIEWER']),
  unit: z.string().nullable(),
});
export type Account = z.infer<typeof account>;

export const signedIn = z.object({ accessToken: z.string(), account });

export const unit = z.object({
  code: z.string(),
  name: z.string(),
  currency: z.string(),
  clients: z.number(),
  payments: z.number(),
  paid: z.number(),
});
export type Unit = z.infer<typeof unit>;

export const client = z.object({
  id: z.string(),
  unit: z.string(),
  name: z.string(),
  email: z.string(),
  currency: z.string(),
  paid: z.number(),
  createdAt: z.string(),
});
export type Client = z.infer<typeof client>;

export const payment = z.object({
  id: z.string(),
  clientId: z.string(),
  client: z.string(),
  unit: z.string(),
  amount: z.number(),
  currency: z.string(),
  reference: z.string(),
  paidAt: z.string(),
});
export type Payment = z.infer<typeof payment>;

export const status = z.object({
  version: z.string(),
  environment: z.string(),
  instance: z.string(),
  dependencies: z.record(z.string(), z.string()),
});

export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), total: z.number() });

/** What the forms send, checked before it leaves, by the rules of the API. */
export const credentials = z.object({
  email: z.string().trim().min(1, 'is missing'),
  password: z.string().min(1, 'is missing'),
});

export const newClient = z.object({
  name: z.string().trim().min(1, 'is missing').max(200, 'is too long'),
  email: z.email('must be an e-mail address').max(200, 'is too long'),
  unit: z.string().min(1, 'is missing').optional(),
});
export type NewClient = z.infer<typeof newClient>;

export const newPayment = z.object({
  amount: z
    .string()
    .trim()
    .regex(/^\d{1,12}([.]\d{1,2})?$/, 'must be an amount such as 120.50')
    .refine((amount) => Number(amount) > 0, 'must be more than nothing'),
  reference: z.string().trim().min(1, 'is missing').max(100, 'is too long'),
});
export type NewPayment = z.infer<typeof newPayment>;
