import type { ServerSettings } from '../settings';
import { scriptCommand, wholeScript } from '../remote/remote-shell';

export type RestartableService = 'api' | 'dashboard';

const stopSeconds = 60;
const startSeconds = 90;

/**
 * Prints `<nonce> STEP begin`, what the step prints, `<nonce> STEP end CODE`, and `<nonce> done`.
 *
 * A laptop that goes away after the stop must not leave the service stopped. The steps write into a pipe that `relay`
 * empties whether or not anybody is still listening, so they never die of writing to a closed connection, and inherit
 * no ignored signals. A daemon that forgot to close its output keeps the pipe; what reads it then is left behind, so
 * that the command itself can end.
 */
const frame = `
mark() { printf '%s %s\\n' "$N" "$*"; }
step() {
  name=$1
  shift
  mark "$name" begin
  "$@" 2>&1
  mark "$name" end "$?"
}
relay() {
  trap '' PIPE HUP
  exec 3<&0
  while IFS= read -r line || [ -n "$line" ]; do
    printf '%s\\n' "$line"
    case $line in "$N done") break ;; esac
  done 2>/dev/null
  cat <&3 >/dev/null 2>&1 &
}
main() {
  N=$1
  trap : HUP PIPE
  { steps; mark done; } | relay
}
`;

/** Both scripts are looked at first: a server that cannot start the API again must not stop it. */
const apiSteps = `
steps() {
  usable=1
  [ -f "$STOP" ] && [ -x "$STOP" ] || { usable=0; mark stop missing; }
  [ -f "$START" ] && [ -x "$START" ] || { usable=0; mark start missing; }
  [ "$usable" = 1 ] || return 0
  step stop limit ${String(stopSeconds)} "$STOP"
  step start limit ${String(startSeconds)} "$START"
}
`;

/**
 * sudo compares the whole path with its rule. It never asks: without a rule it fails at once. \`reset-failed\` is part of
 * the same step, and the restart is tried whatever comes of it: systemd may allow one all the same.
 */
const dashboardSteps = `
steps() {
  systemctl=$(command -v systemctl) || { mark start missing; return 0; }
  step start begin_anew
}
begin_anew() {
  if [ "$RESET" = 1 ]; then limit ${String(stopSeconds)} sudo -n "$systemctl" reset-failed "$UNIT"; fi
  limit ${String(startSeconds)} sudo -n "$systemctl" restart "$UNIT"
}
`;

/** The same for a reader: what is run on the server, in order. */
export function restartOrders(
  service: RestartableService,
  { api, dashboard }: ServerSettings,
  { resetFailed }: { readonly resetFailed: boolean },
): readonly string[] {
  if (service === 'api') return [api.stopScript, api.startScript];
  const reset = resetFailed ? [`sudo -n systemctl reset-failed ${dashboard.unit}`] : [];
  return [...reset, `sudo -n systemctl restart ${dashboard.unit}`];
}

/**
 * One command that stops and starts a service; give \`stdin\` to \`command\` and its output to parseRestartOutput. It
 * ends within 160 s where the server has \`timeout\`. The dashboard has one step only, \`start\`. \`resetFailed\`:
 * systemd has given up on it, and is told to forget that first.
 */
export function restartCommand(
  service: RestartableService,
  server: ServerSettings,
  nonce: string,
  { resetFailed }: { readonly resetFailed: boolean } = { resetFailed: false },
): { readonly command: string; readonly stdin: string } {
  const command = scriptCommand;
  switch (service) {
    case 'api': {
      const scripts = { STOP: server.api.stopScript, START: server.api.startScript };
      return { command, stdin: wholeScript(nonce, scripts, frame + apiSteps) };
    }
    case 'dashboard':
      return {
        command,
        stdin: wholeScript(
          nonce,
          { UNIT: server.dashboard.unit, RESET: resetFailed ? '1' : '' },
          frame + dashboardSteps,
        ),
      };
  }
}
