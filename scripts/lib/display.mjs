/** Whether a window can be shown. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

/** Chromium's sandbox refuses to work for root; who runs as root must say so. */
export function isRoot() {
  return process.getuid?.() === 0;
}
