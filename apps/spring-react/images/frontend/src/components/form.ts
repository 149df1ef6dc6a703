import { useState } from 'react';
import type { z } from 'zod';
import { ApiError } from '../api/http';

type Problems = Readonly<Record<string, string>>;

/** A form's state: checks what it holds by `schema`, sends it, and keeps what was wrong, by field or as a whole. */
export function useForm<T>(schema: z.ZodType<T>, submit: (values: T) => Promise<unknown>) {
  const [problems, setProblems] = useState<Problems>({});
  const [busy, setBusy] = useState(false);

  async function onSubmit(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = schema.safeParse(Object.fromEntries(new FormData(form)));
    if (!given.success) {
      setProblems(Object.fromEntries(given.error.issues.map(({ path, message }) => [String(path[0]), message])));
      return;
    }
    setBusy(true);
    setProblems({});
    try {
      await submit(given.data);
      form.reset();
    } catch (error) {
      const { message, field } = error as ApiError;
      setProblems(field !== undefined && field in form.elements ? { [field]: message } : { form: message });
    } finally {
      setBusy(false);
    }
  }

  return { onSubmit, problems, busy };
}
