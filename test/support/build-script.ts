import { existsSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  // Packages are not built into it: it finds them where the repository keeps them.
  const packages = join(folder, 'node_modules');
  if (!existsSync(packages)) symlinkSync(resolve('node_modules'), packages, 'dir');
  return join(folder, 'script.mjs');
}
