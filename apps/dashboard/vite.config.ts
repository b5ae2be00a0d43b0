import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

const api = process.env['API_URL'] ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [solid()],
  // Nothing inlined: the content security policy allows files of our own only.
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': api, '/q': api, '/i': api, '/p': api } },
})
