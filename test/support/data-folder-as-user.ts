/** What another user's Vigía makes of some folders: node THIS UID FOLDER…, for the use that NEEDS names. */
import { ensureDataDir } from '../../src/main/data-folder';

const [uid, ...folders] = process.argv.slice(2);
const needs = process.env['NEEDS'] === 'follow' ? 'follow' : 'write';
process.setuid?.(Number(uid));
process.stdout.write(JSON.stringify(folders.map((folder) => ensureDataDir(folder, needs))));
