import { protocol } from 'electron';

/** Before the application is ready: Electron fixes the schemes then. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
}
