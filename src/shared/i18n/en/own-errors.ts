import type { ownErrors as spanish } from '../es/own-errors';

/** Troubles of Vigía's own. */
export const ownErrors: Readonly<Record<keyof typeof spanish, string>> = {
  'settings.restored':
    'The settings file was damaged. The copy of {on:date} was restored; check later changes. The damaged one is at {path:text}.',
  'settings.newer': 'The settings come from a newer Vigía. They were left alone; update Vigía.',
  'settings.lost':
    'The settings file is damaged and there is no copy. The damaged one is at {path:text}; set up the server again.',
  'secrets.unavailable': 'This system offers no safe place for passwords. Vigía asks at each start and stores nothing.',
  'secrets.unreadable': 'The stored password can no longer be read (your user or system changed). Type it again.',
  'history.damaged':
    'The history was damaged. It was put aside at {path:text} and a new one begun; watching never stopped. What came before counts as "no data".',
  'history.repaired': 'The history was damaged and recovered up to {until:time}.',
  'disk.full':
    "Your computer's disk has been full since {since:time}. Vigía still watches and tells you, but keeps no history. Free some space.",
  'notices.blocked':
    'The system did not let the notice be shown: {reason:text}. Meanwhile look at the icon and this window.',
};
