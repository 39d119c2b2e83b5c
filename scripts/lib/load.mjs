import { inRoot, root } from './root.mjs';

/** What a TypeScript file of the repository exports, in this process. After `prepare`, which gets the package for it. */
export async function load(file) {
  const { runnerImport } = await import('vite');
  return (await runnerImport(inRoot(file), { configFile: false, root })).module;
}
