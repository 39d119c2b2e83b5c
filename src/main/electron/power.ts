import { powerMonitor } from 'electron';

export interface PowerListener {
  readonly onSuspend: () => void;
  readonly onResume: () => void;
  readonly onLock: () => void;
  readonly onUnlock: () => void;
  /** The session ends: two seconds are left. Linux and macOS only; elsewhere the application is just ended. */
  readonly onShutdown: () => void;
}

/** Tells of sleep and waking, screen lock and shutdown, as far as the system reports them. After 'ready'. */
export function startPowerEvents(listener: PowerListener): { stop(): void } {
  powerMonitor.on('suspend', listener.onSuspend);
  powerMonitor.on('resume', listener.onResume);
  powerMonitor.on('lock-screen', listener.onLock);
  powerMonitor.on('unlock-screen', listener.onUnlock);
  powerMonitor.on('shutdown', listener.onShutdown);
  return {
    stop: () => {
      powerMonitor.off('suspend', listener.onSuspend);
      powerMonitor.off('resume', listener.onResume);
      powerMonitor.off('lock-screen', listener.onLock);
      powerMonitor.off('unlock-screen', listener.onUnlock);
      powerMonitor.off('shutdown', listener.onShutdown);
    },
  };
}
