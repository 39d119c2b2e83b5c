// Packs the application for this machine with the Electron at hand: `npm run package` makes dist/*-unpacked;
// `npm run package -- AppImage deb` makes those, `npm run package -- all` what electron-builder.yml lists for this system
// (electron-builder fetches the tools that it needs for them). See docs/releasing.md.
import { prepare } from './lib/prepare.mjs';
import { pack, packedProgram } from './lib/pack.mjs';
import { say, stopWith } from './lib/run.mjs';

const named = process.argv.slice(2);
const targets = named.length === 0 ? ['dir'] : named.filter((name) => name !== 'all');
const { electron } = await prepare({ system: null, electron: true, built: true });
if (electron === null) stopWith('There is no Electron to pack with.');
const problem = await pack({ electron, targets });
if (problem !== null) stopWith(problem);
say(`Packed: ${packedProgram('dist') ?? 'dist'}`);
