import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';

// The floor is Electron 33 (Node 20.18, Chromium 130), whatever Electron is installed.
const node = 'node20.18';
const chrome = 'chrome130';

export default defineConfig({
  main: {
    build: {
      target: node,
      externalizeDeps: true,
      rollupOptions: {
        input: { index: resolve('src/main/index.ts'), cli: resolve('src/main/cli.ts') },
        // Without comments and white space: the source is held in memory as long as the program runs. Names stay, for the log.
        output: { format: 'es', minify: { compress: false, mangle: false, codegen: true } },
      },
    },
  },
  preload: {
    build: {
      target: node,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    build: {
      target: chrome,
      modulePreload: false,
      minify: true,
      rollupOptions: { input: { index: resolve('src/renderer/index.html') } },
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  },
});
