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
};
