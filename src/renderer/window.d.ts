import type { VigiaBridge } from '../shared/ipc';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly vigia: VigiaBridge;
  }
}
