import ElectronStore from 'electron-store';
import type { CreateStore } from '../json-file';

/** The tray application's store. It also answers the CLI's conf: the files are the same. */
export const createElectronStore: CreateStore = (options) =>
  new ElectronStore<Record<string, unknown>>({ ...options, configFileMode: 0o600 });
