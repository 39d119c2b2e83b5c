import { expect, test } from 'vitest';
import { describeSetupStep } from '../../src/shared/describe-setup';
import { createTranslator } from '../../src/shared/i18n';
import type { SetupStepResult } from '../../src/shared/ipc';
import { at, now } from './rendered-examples';

const es = createTranslator({ language: 'es', now: () => now, timeZone: 'America/Bogota', address: 'tranquila' });
const en = createTranslator({ language: 'en', now: () => now, timeZone: 'America/Bogota', address: 'tranquila' });

function step(id: SetupStepResult['step'], text: string, values: SetupStepResult['values'] = {}): SetupStepResult {
  return { step: id, state: 'failed', text, values };
}

const file = '~/.ssh/id_ed25519';
const login = { user: 'admin', host: 'portal.example.org', file };
const steps: readonly SetupStepResult[] = [
  step('name', 'ok', { host: 'portal.example.org', address: '192.0.2.1' }),
  step('name', 'ok', { host: 'portal.example.org', address: '' }),
  ...['notFound', 'noDns'].map((text) => step('name', text, { host: 'x' })),
  ...['ok', 'refused', 'timeout', 'notSsh'].map((text) => step('port', text, { port: 22, took: 40, limit: 12_000 })),
  step('identity', 'ok', { fingerprint: '' }),
  step('identity', 'unknown', { fingerprint: 'SHA256:x' }),
  step('identity', 'changed', { old: 'SHA256:y', fingerprint: 'SHA256:x' }),
  step('login', 'ok', { user: '', credential: 'key' }),
  ...'keyRejected passphraseNeeded passphraseWrong passwordNeeded keyUnreadable keyFormat keyFormat.windows keyFormat.putty agentEmpty agentMissing passwordRefused passwordOff algorithms other'
    .split(' ')
    .map((text) => step('login', text, login)),
  ...['ok', 'missing', 'unreadable'].map((text) =>
    step('sudo', text, { unit: 'u', user: 'admin', systemctl: '/usr/bin/systemctl' }),
  ),
  ...['ok', 'missing', 'notExecutable', 'unreadable'].map((text) => step('scripts', text, { path: '/x' })),
  step('logs', 'ok', { n: 3, seen: at('03:01') }),
  step('logs', 'ok', { n: 3, seen: 0 }),
  ...['missing', 'unreadable', 'journal', 'unreadableAll'].map((text) =>
    step('logs', text, { path: '/x', user: 'admin', unit: 'u' }),
  ),
  ...['ok', 'unknown', 'stopped', 'notEnabled', 'unreadable'].map((text) =>
    step('units', text, { unit: 'u', units: ['u', 'v'], near: ['v'] }),
  ),
  step('units', 'unknown', { unit: 'u', near: [] }),
  ...['ok', 'noReboot', 'noWatchdog', 'unreadable'].map((text) =>
    step('crontab', text, { path: '/x', every: 300_000 }),
  ),
  step('web', 'ok', { url: 'https://x/', status: 200, took: 180, expires: 0 }),
  ...['name', 'silent', 'status'].map((text) => step('web', text, { url: 'https://x/', status: 500, host: 'x' })),
  ...['expired', 'not-yet-valid', 'wrong-name', 'unknown-issuer', 'self-signed', 'incomplete-chain', 'other'].map(
    (why) => step('web', 'certificate', { url: 'https://x/', why }),
  ),
];

test('every step of the checklist has a whole sentence in both languages', () => {
  const odd = [es, en].flatMap((t) =>
    steps.filter((one) => {
      const text = describeSetupStep(one, t);
      return text === one.text || text === '' || /[{}–]|undefined|1969|1970/.test(text);
    }),
  );
  expect(odd).toEqual([]);
});

test('a step that waits or runs says so', () => {
  expect(describeSetupStep({ ...step('web', ''), state: 'waiting' }, es)).toBe(
    'Se probará cuando se arregle lo anterior.',
  );
  expect(describeSetupStep({ ...step('web', ''), state: 'running' }, en)).toBe('Testing…');
});

test('the fault of a certificate is said in words', () => {
  expect(describeSetupStep(step('web', 'certificate', { url: 'https://x/', why: 'expired' }), es)).toContain(
    'su certificado falla: venció.',
  );
});
