import type { LogExplanationId } from '../core/logs/explain';
import type { LogFailure, LogSearchFailure, LogSource } from '../core/logs/types';
import { describeRemoteError } from './describe-error';
import type { Translator } from './i18n';

export interface LogExplanation {
  /** What the line says, in plain words. */
  readonly says: string;
  /** What it means for users. */
  readonly users: string;
}

export function describeExplanation(id: LogExplanationId, source: LogSource, t: Translator): LogExplanation {
  const values = { service: source === 'dashboard' ? 'dashboard' : 'api' } as const;
  const say = (key: string) => t.tryText(key, values) ?? '';
  return { says: say(`logs.explain.${id}`), users: say(`logs.explain.${id}.users`) };
}

/** Why a log cannot be read or searched, with what helps. */
export function describeLogFailure(
  error: LogFailure | LogSearchFailure,
  source: LogSource,
  place: { readonly host: string; readonly user: string | null },
  t: Translator,
): string {
  switch (error.kind) {
    case 'file-missing':
      return t.text('logs.error.file-missing');
    case 'permission': {
      const special = t.tryText(`logs.error.permission.${source}`, { user: place.user ?? t.text('user.yours') });
      return special ?? t.text('logs.error.permission');
    }
    case 'drill':
      return t.text('drill.noLogs');
    case 'bad-pattern':
      return t.text('logs.error.bad-pattern', { detail: error.detail });
    case 'too-slow':
      return t.text('logs.error.too-slow');
    default: {
      const { sentence, next } = describeRemoteError(error, { ...place, port: 22, keyFile: null }, t);
      return `${sentence} ${next}`;
    }
  }
}
