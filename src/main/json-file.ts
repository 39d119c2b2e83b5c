import { err, ok, type Result } from '../core/result';
import { systemReason } from './atomic-file';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What electron-store and conf have in common. Both throw on a file that they cannot read or parse. */
export type CreateStore = (options: StoreOptions) => { store: Record<string, unknown> };

export interface StoreOptions {
  /** Absolute folder. */
  readonly cwd: string;
  /** File name without `.json`. */
  readonly name: string;
  readonly serialize: (value: unknown) => string;
  readonly deserialize: (text: string) => Record<string, unknown>;
}

export type JsonReading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'read'; readonly value: JsonObject }
  | { readonly kind: 'damaged'; readonly reason: string };

/** One JSON file. Reading never throws and never changes the file; writing is atomic and reports the system's reason. */
export interface JsonFile {
  read(): JsonReading;
  write(value: JsonObject): Result<null, string>;
}

/**
 * electron-store (or conf) with its sharp edge taken off: instead of throwing from the constructor on a damaged file, or
 * emptying it (`clearInvalidConfig`), damage is a value and the file stays as it is until somebody decides.
 */
export function createJsonFile(createStore: CreateStore, dataDir: string, name: string): JsonFile {
  const open = (deserialize: StoreOptions['deserialize']): { store: Record<string, unknown> } =>
    createStore({
      cwd: dataDir,
      name,
      serialize: (value) => `${JSON.stringify(value, null, 2)}\n`,
      deserialize,
    });
  return {
    read: () => {
      // Stays "missing" where the store found no file to deserialize.
      let reading: JsonReading = { kind: 'missing' };
      try {
        // It reads the file as it is made: asking it for what it holds would read it once more.
        open((text) => {
          reading = parseObject(text);
          return reading.kind === 'read' ? { ...reading.value } : {};
        });
        return reading;
      } catch (error) {
        return { kind: 'damaged', reason: systemReason(error) };
      }
    },
    write: (value) => {
      try {
        // Whatever it finds there is replaced.
        open(() => ({})).store = structuredClone(value);
        return ok(null);
      } catch (error) {
        return err(systemReason(error));
      }
    },
  };
}

function parseObject(text: string): JsonReading {
  try {
    // Windows' Notepad begins a file with a byte order mark.
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isJsonObject(value) ? { kind: 'read', value } : { kind: 'damaged', reason: 'not an object' };
  } catch {
    return { kind: 'damaged', reason: 'not JSON' };
  }
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
