import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const XFCONF_SERVICE = '/usr/share/dbus-1/services/org.xfce.Xfconf.service';
const NOTIFYD_SERVICE = '/usr/share/dbus-1/services/org.xfce.xfce4-notifyd.Notifications.service';

/** One panel at the bottom: windows at the left, the tray at the right. */
const PANEL = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array"><value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="36"/>
      <property name="icon-size" type="uint" value="24"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/><value type="int" value="2"/><value type="int" value="3"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/><property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/><property name="known-legacy-items" type="array"/>
    </property>
  </property>
</channel>
`;

/**
 * Only xfconf may be started by the bus. With Debian's own configuration an installed keyring would be started by the
 * application's first question about secrets, and keep it waiting for a password that nobody types.
 */
function busConfig(folder: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><keep_umask/><listen>unix:path=${folder}/run/bus</listen><auth>EXTERNAL</auth>
<servicedir>${folder}/services</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
`;
}

/** Fills an empty folder with all that the private desktop reads: home, XDG folders, panel layout, bus configuration. */
export function writeDesktopFiles(folder: string): void {
  for (const name of ['run', 'config', 'data', 'cache', 'home', 'services']) {
    mkdirSync(path.join(folder, name), { mode: 0o700 });
  }
  const xfconf = path.join(folder, 'config/xfce4/xfconf/xfce-perchannel-xml');
  mkdirSync(xfconf, { recursive: true });
  writeFileSync(path.join(xfconf, 'xfce4-panel.xml'), PANEL);
  symlinkSync(XFCONF_SERVICE, path.join(folder, 'services', path.basename(XFCONF_SERVICE)));
  writeFileSync(path.join(folder, 'bus.conf'), busConfig(folder));
}

/** The environment of a program on that desktop: nothing of the desktop that the tests were started from. */
export function desktopEnv(folder: string, display: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(WAYLAND_|XDG_|DBUS_|DISPLAY|LC_|LANG)/.test(entry[0]),
  );
  return {
    ...Object.fromEntries(inherited),
    DISPLAY: display,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder}/run/bus`,
    HOME: path.join(folder, 'home'),
    XDG_RUNTIME_DIR: path.join(folder, 'run'),
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_DATA_HOME: path.join(folder, 'data'),
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    XDG_CURRENT_DESKTOP: 'XFCE',
    XDG_SESSION_TYPE: 'x11',
    NO_AT_BRIDGE: '1',
    GTK_A11Y: 'none',
    LANG: 'C.UTF-8',
  };
}

/** Where this system keeps the notification daemon: it is no command on the PATH. */
export function notificationDaemon(): string {
  const found = /^Exec=(\S+)/m.exec(readFileSync(NOTIFYD_SERVICE, 'utf8'))?.[1];
  if (found === undefined) throw new Error(`${NOTIFYD_SERVICE} names no program`);
  return found;
}
