import type { history as spanish } from '../es/history';

/** Her files, in the dialogs of the system. */
export const history: Readonly<Record<keyof typeof spanish, string>> = {
  'history.report': 'Save report',
  'history.report.file': 'availability-{server:text}',
  'history.export': 'Export the history',
  'history.import': 'Import a history',
  'data.copy': 'Save a copy of Vigía',
  'data.copy.file': 'vigia-copy',
  'data.restore': 'Choose a copy of Vigía',
  'data.servers': 'Servers of Vigía',
  'data.servers.file': 'vigia-servers',
};
