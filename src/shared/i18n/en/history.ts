import type { history as spanish } from '../es/history';

/** The history's files, in the dialogs of the system. */
export const history: Readonly<Record<keyof typeof spanish, string>> = {
  'history.report': 'Save report',
  'history.report.file': 'availability-{server:text}',
  'history.export': 'Export the history',
  'history.import': 'Import a history',
};
