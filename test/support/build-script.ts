import { join } from 'node:path';
import { build } from 'vite';

/** Makes a TypeScript file that plain Node can run in a process of its own; returns its path in `folder`. */
export async function buildScript(entry: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'script.mjs' } },
    },
  });
  return join(folder, 'script.mjs');
}
