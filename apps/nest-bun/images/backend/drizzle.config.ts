import { defineConfig } from 'drizzle-kit';

// `npm run migration` writes a new file into drizzle/ from what has changed in the schema.
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/database/schema.ts',
  out: './drizzle',
});
