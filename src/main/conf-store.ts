import Conf from 'conf';
import type { CreateStore } from './json-file';

/** The command line's store: what electron-store is built on, without Electron. The files are the same. */
export const createConfStore: CreateStore = ({ name, ...options }) =>
  new Conf<Record<string, unknown>>({ ...options, configName: name, configFileMode: 0o600 });
