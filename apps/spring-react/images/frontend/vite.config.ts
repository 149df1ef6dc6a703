import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  // `npm run dev` serves the page, with changes at once, and asks the running stack for the rest.
  server: { proxy: { '/api': 'http://localhost' } },
});
