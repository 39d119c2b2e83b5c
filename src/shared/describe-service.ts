/** What the last round saw of a service, in a few words of hers. The server's own words come beside them, never instead. */
import { isWell } from '../core/diagnosis/view';
import type { HttpProbe } from '../core/model';
import type { ServerSnapshot, ServiceSnapshot } from '../core/snapshot-types';
import type { Translator } from './i18n';

export interface ServiceWords {
  /** "182 ms · 4 de 4 procesos"; null: nothing is known. */
  readonly value: string | null;
  /** systemd's own words, where something is wrong. */
  readonly raw: string | null;
}

export function describeService(
  { id, facts, status }: ServiceSnapshot,
  { observation }: Pick<ServerSnapshot, 'observation'>,
  t: Translator,
): ServiceWords {
  const probe =
    observation === null ? null : id === 'api' ? observation.api : id === 'dashboard' ? observation.portal : null;
  const said = factWords(facts, t);
  const parts = probe === null ? said : withProbe(probe, facts, said, t);
  const raw = facts === null || facts.kind === 'processes' || status === 'well' ? null : facts.raw;
  return { value: parts.length === 0 ? null : parts.join(' · '), raw };
}

/** What explains an answer comes without it; what goes without saying is left out. */
function withProbe(
  probe: HttpProbe,
  facts: ServiceSnapshot['facts'],
  said: readonly string[],
  t: Translator,
): readonly string[] {
  const answer = probeWords(probe, t);
  if (facts?.kind === 'unit') return facts.word === 'running' ? [answer] : said;
  const isComplete = facts?.kind === 'processes' && facts.masters > 0 && facts.n >= facts.total;
  return isComplete && !isWell(probe) ? [answer] : [answer, ...said];
}

function probeWords({ outcome, phases }: HttpProbe, t: Translator): string {
  const took = phases.totalMs;
  if (outcome.kind === 'failed') return t.text('web.silent', { took });
  if (outcome.status >= 400) return t.text('web.error', { status: outcome.status, took });
  return t.text(outcome.body === 'expected' ? 'web.well' : 'web.wrong', { took });
}

function factWords(facts: ServiceSnapshot['facts'], t: Translator): readonly string[] {
  if (facts === null) return [];
  switch (facts.kind) {
    case 'processes':
      if (facts.masters > 0) return [t.text('processes.some', { n: facts.n, total: facts.total })];
      return [t.text(facts.n > 0 ? 'processes.noMaster' : 'processes.none')];
    case 'unit':
      return [t.text(`unit.${facts.word}` as const)];
    case 'database':
      return [t.text(`database.${facts.word}` as const)];
  }
}
