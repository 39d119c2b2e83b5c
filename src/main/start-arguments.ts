/** Started by the system at login: into the tray, without a window unless there is no tray. */
export const hiddenArgument = '--hidden';
