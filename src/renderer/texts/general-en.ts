import type { generalEs } from './general-es';

/** What starts Vigía, and what it needs for that. */
export const generalEn: Readonly<Record<keyof typeof generalEs, string>> = {
  'login.title': 'Start',
  'login.label': 'Start when I log in',
  'login.help':
    'Vigía starts in the tray, without opening the window. So it watches from when you log in, even if you do not open it.',
  'login.off': 'Now Vigía watches only from when you open it.',
  'login.elsewhere':
    'Another copy starts when you log in: {command:text}. Turn this on to start this one, the one that is open.',
  'login.blocked.windows':
    'It is switched off in the Task Manager of Windows. Open it, go to "Startup apps" and enable Vigía.',
  'login.blocked.macos': 'macOS waits for your permission: in "System Settings › General › Login Items", allow Vigía.',
  'login.unreadable':
    'Whether it is on cannot be seen: {path:text} cannot be read ({reason:text}). Look at its permissions.',
  'login.unavailable.development':
    'This Vigía runs from its source and cannot be started like that when you log in. Install the program and turn this on there.',
  'login.unavailable.demo': 'The demo does not start when you log in. Turn this on with your own server.',
  'login.unavailable.path':
    'The desktop cannot start the program from its folder: the name has a special character, such as % or =. Move it to another folder.',
  'login.problem.closed':
    'It did not change: {path:text} cannot be written to. Look at the permissions of that folder and try again.',
  'login.problem.full': "It did not change: your computer's disk is full. Free some space and try again.",
  'login.problem.refused': 'The system did not allow it, and it is as it was. Ask whoever administers your computer.',
  'login.problem.failed': 'It could not be changed and is as it was. Try again.',
  'updates.title': 'Updates',
  'updates.label': 'Look for newer versions of Vigía',
  'updates.help': 'Once a day, quietly and never during an outage. The newer version is installed when you quit Vigía.',
  'updates.current': 'Vigía {version:text} · up to date',
  'updates.found': 'Vigía {version:text} · there is a newer version, {next:text}, and it is being downloaded',
  'updates.ready': 'Vigía {version:text} · there is a newer version, {next:text}: it is installed when you quit',
  'updates.restart': 'Restart to update',
  'updates.refused': 'Not now: a restart is running, or a drill. Wait for it to end and try again.',
  'updates.off.development': 'This Vigía runs from its source and does not update itself.',
  'updates.off.demo': 'The demo does not update itself.',
  'updates.off.no-feed': 'This copy does not look for newer versions.',
  'updates.off.policy': 'Whoever administers your computer has switched updates off.',
  'updates.off.setting': 'Now Vigía does not look for newer versions.',
  'updates.off.system-package': 'This copy is updated by your system, together with the other programs.',
  'updates.off.by-hand':
    'This copy cannot replace itself. Download the newer version and put it in the place of this one.',
  'updates.off.unsigned':
    'This copy is not signed, and could not know whose a download is. Install the newer version yourself.',
};
