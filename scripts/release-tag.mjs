// Refuses a release whose tag is not the version in package.json: the copies out there compare that version with their own.
import { readFileSync } from 'node:fs';
import { inRoot } from './lib/root.mjs';
import { say, stopWith } from './lib/run.mjs';

const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
const tag = process.argv[2] ?? process.env.GITHUB_REF_NAME ?? '';
if (tag !== `v${version}`)
  stopWith(`The tag is ${tag || 'not there'}, and package.json says ${version}: it should be v${version}.`);
say(`This is the release ${tag}.`);
