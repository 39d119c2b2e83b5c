import type { LogFailure, LogSearchFailure, LogSource } from '../core/logs/types';
import { logPlace } from '../core/services/log-places';
import type { ServerSettings } from '../core/settings';
import { describeRemoteError } from './describe-error';
import { firstText, variantsOf } from './describe-values';
import type { MessageValues, Translator } from './i18n';
import type { SetupStepResult } from './ipc';

/** The sentence of a set-up step with its cure; '' while there is none. */
export function describeSetupStep(step: SetupStepResult, t: Translator): string {
  if (step.state === 'waiting') return t.tryText('setup.waiting') ?? '';
  if (step.state === 'running') return t.tryText('setup.running') ?? '…';
  const values = named(step.values, t);
  const keys = [...variantsOf(`setup.${step.step}.${step.text}`, null), `setup.${step.step}.other`];
  return firstText(t, keys, values) ?? step.text;
}

/** Ids become words: which credential, which fault of the certificate. */
function named(values: SetupStepResult['values'], t: Translator): MessageValues {
  const word = (name: string, prefix: string) => {
    const value = values[name];
    return typeof value === 'string' ? { [name]: t.tryText(`${prefix}.${value}`) ?? value } : {};
  };
  const user = values['user'] === '' ? { user: t.text('user.yours') } : {};
  // 0 is "not known": a text without that moment is taken.
  const known = Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== 0 || (name !== 'seen' && name !== 'expires')),
  );
  return { ...known, ...user, ...word('credential', 'credential'), ...word('why', 'certificateProblem') };
}

/** Why a log ended without being wanted, or could not be searched. */
export function describeLogEnd(
  error: LogFailure | LogSearchFailure,
  source: LogSource,
  server: ServerSettings,
  t: Translator,
): string {
  const path = logPlace(source, server).name;
  if (error.kind === 'file-missing') return t.text('setup.logs.missing', { path });
  if (error.kind === 'permission') {
    if (source === 'nginx-error')
      return t.text('logs.error.permission.nginx-error', { user: server.user ?? t.text('user.yours') });
    return source === 'dashboard'
      ? t.text('setup.logs.journal', { unit: server.dashboard.unit, user: server.user ?? '' })
      : t.text('setup.logs.unreadable', { path, user: server.user ?? '' });
  }
  if (error.kind === 'drill') return t.text('drill.noLogs');
  if (error.kind === 'bad-pattern') return t.text('logs.error.bad-pattern', { detail: error.detail });
  if (error.kind === 'too-slow') return t.text('logs.error.too-slow');
  const keyFile = server.auth.kind === 'key' ? server.auth.file : null;
  const { sentence, next } = describeRemoteError(
    error,
    { host: server.host, user: server.user, port: server.port ?? 22, keyFile },
    t,
  );
  return `${sentence} ${next}`;
}
