/** What another user's Vigía makes of some folders: node THIS UID FOLDER… */
import { ensureDataDir } from '../../src/main/data-folder';

const [uid, ...folders] = process.argv.slice(2);
process.setuid?.(Number(uid));
process.stdout.write(JSON.stringify(folders.map((folder) => ensureDataDir(folder))));
