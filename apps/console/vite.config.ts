import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The pure libraries are bundled from their sources: the same code as in the server, and only what a page uses of it. */
const sourceOf = (library: string): string => fileURLToPath(new URL(`../../libs/${library}/src/index.ts`, import.meta.url));

export default defineConfig({
  plugins: [react()],
  resolve: { alias: Object.fromEntries(['kernel', 'policy', 'domain', 'workflow'].map((library) => [`@zhibu/${library}`, sourceOf(library)])) },
  build: {
    target: 'es2023', assetsInlineLimit: 0, reportCompressedSize: false, chunkSizeWarningLimit: 1_000,
    // What runs before everything else may not lie in a file with it.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'early', test: /[\\/]src[\\/]app[\\/](ask-)?early\.ts$/ }] } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:7300' } },
});
