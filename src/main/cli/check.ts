import { nextRoundIn } from '../../core/cadence';
import { allFindings } from '../../core/dating';
import { observe } from '../../core/observe';
import type { Diagnosis, Finding } from '../../core/model';
import { initialServerState, initialState, type ServerState } from '../../core/monitor-state';
import { offChecks } from '../../core/optional-checks';
import { isSlowSuspected } from '../../core/diagnosis/slow';
import type { ServerSettings, Settings } from '../../core/settings';
import {
  describeEvidence,
  quoteEvidence,
  describeFinding,
  describeOff,
  describeReasons,
  describeStatus,
  describeWhyLines,
} from '../../shared/describe';
import type { Translator } from '../../shared/i18n';
import { toSnapshot } from '../../core/snapshot';
import { systemTimeZone } from '../timekeeper';
import { toStoredRound } from '../history/rounds';
import { mergeLook } from '../saved-state';
import type { CliShell, Io } from './shell';

/** More than any confirmation takes. */
const mostRounds = 6;

/** Nagios plugin convention. */
const exitCodes = { calm: 0, attention: 1, down: 2, 'no-data': 3, maintenance: 0 } as const;

/** One round, and where it failed the rounds that confirm it. */
export async function runCheck(
  shell: CliShell,
  server: ServerSettings,
  options: { readonly json: boolean; readonly confirm: boolean },
): Promise<number> {
  const state = await lookUntilSure(shell, server, options);
  remember(shell, state);
  const diagnosis = state.latest;
  if (diagnosis === null) return exitCodes['no-data'];
  if (options.json) shell.io.out(JSON.stringify(toCheckDocument(diagnosis, server, shell.t)));
  else {
    printCheck(shell.io, shell.t, server, state, shell.settings.current());
    printOff(shell.io, shell.t, server);
  }
  return exitCodes[diagnosis.status];
}

/** So that the next check knows what is usual. An answer that cannot be kept is an answer all the same. */
function remember(shell: CliShell, state: ServerState): void {
  const serverIds = shell.settings.current().servers.map(({ id }) => id);
  shell.stateStore.save(mergeLook(shell.saved(), state, serverIds));
}

async function lookUntilSure(
  shell: CliShell,
  server: ServerSettings,
  options: { readonly json: boolean; readonly confirm: boolean },
): Promise<ServerState> {
  const saved = shell.saved()[server.id];
  const { witnesses, intervalMinutes } = shell.settings.current();
  const context = { intervalMs: intervalMinutes * 60_000, timeZone: systemTimeZone(), digest: false };
  let state: ServerState = {
    ...initialServerState(server, saved),
    health: { status: 'pending' },
    incident: null,
    concerns: [],
    // Asked now and on purpose: what she silenced or announced changes no answer.
    maintenance: null,
    endedMaintenance: null,
    flapping: null,
  };
  for (;;) {
    state = observe(state, await shell.observer.observe(server, witnesses), context).next;
    if (state.observation !== null && state.latest !== null)
      shell.history.recordRound(toStoredRound(state.observation, state.latest));
    // A missing worker or a slow answer needs one more look; an outage as many as the policy asks.
    const unsure = state.health.status === 'failing' || (isQuestion(state) && state.rounds < 2);
    // Blind says nothing new about the server, and no number of rounds would.
    const isOver = state.latest?.status === 'no-data' || state.rounds >= mostRounds;
    if (!options.confirm || !unsure || isOver) return state;
    const cadence = { intervalMs: intervalMinutes * 60_000, watchdogMinutes: null, random: 0.5 };
    const waitMs = Math.min(nextRoundIn(state, cadence, shell.clock.now()), 20_000);
    if (!options.json) shell.io.err(shell.t.text('cli.confirming', { wait: waitMs }));
    await new Promise<void>((resolve) => {
      shell.clock.after(waitMs, resolve);
    });
  }
}

/** Told from the second round on. */
function isQuestion({ health, memory, observation }: ServerState): boolean {
  if (health.status !== 'up' && health.status !== 'worrying') return false;
  return memory?.fewWorkers === true || (observation !== null && isSlowSuspected(observation));
}

/** The document of contract.md: fields are added, never renamed. */
export function toCheckDocument(
  diagnosis: Diagnosis,
  server: ServerSettings,
  t: Translator,
): Readonly<Record<string, unknown>> {
  const { primary } = diagnosis;
  const described = primary === null ? null : describeFinding(primary, server, t);
  return {
    server: server.id,
    at: new Date(diagnosis.at).toISOString(),
    status: diagnosis.status,
    cause: primary?.cause ?? null,
    confidence: primary?.confidence ?? 'certain',
    sentence: described?.sentence ?? describeStatus(diagnosis.status, t).answer,
    next: described?.next ?? null,
    why: describeWhyLines(diagnosis, server, t),
    evidence: (primary?.evidence ?? []).map((one) => quoteEvidence(one, t)),
    findings: diagnosis.findings.map((one) => toFindingDocument(one, server, t)),
    notes: diagnosis.notes.map(({ kind, at }) => ({ note: kind, at: new Date(at).toISOString() })),
    restart: primary?.restart.kind ?? null,
    checks: diagnosis.checks,
    off: offChecks(server.checks),
  };
}

function toFindingDocument(one: Finding, server: ServerSettings, t: Translator): Readonly<Record<string, unknown>> {
  return {
    cause: one.cause,
    explainedBy: one.explainedBy,
    status: one.status,
    confidence: one.confidence,
    sentence: describeFinding(one, server, t).sentence,
    evidence: one.evidence.map((line) => quoteEvidence(line, t)),
  };
}

/** What she switched off is named under every answer: it is no part of it. */
function printOff(io: Io, t: Translator, { checks }: ServerSettings): void {
  const lines = describeOff(offChecks(checks), t);
  if (lines.length === 0) return;
  io.out(t.text('cli.off'));
  for (const text of lines) io.out(t.text('cli.item', { text }));
}

function printCheck(io: Io, t: Translator, server: ServerSettings, state: ServerState, settings: Settings): void {
  const diagnosis = state.latest;
  if (diagnosis === null) return;
  io.out(t.text('cli.answer', { server: server.name, answer: describeStatus(diagnosis.status, t).answer }));
  const { primary } = diagnosis;
  if (primary === null) {
    const snapshot = toSnapshot(
      { ...initialState(settings, {}, { demo: false, timeZone: systemTimeZone() }), servers: [state] },
      diagnosis.at,
    );
    for (const reason of snapshot.servers[0] === undefined ? [] : describeReasons(snapshot.servers[0], t))
      io.out(t.text('cli.item', { text: reason }));
    return;
  }
  const described = describeFinding(primary, server, t);
  io.out(described.sentence);
  for (const line of describeWhyLines(diagnosis, server, t)) io.out(line);
  io.out(t.text('cli.next', { next: described.next }));
  io.out(t.text('cli.confidence', { word: t.tryText(`confidence.${primary.confidence}`) ?? primary.confidence }));
  io.out(t.text('cli.evidence'));
  for (const line of primary.evidence) io.out(t.text('cli.item', { text: describeEvidence(line, t) }));
  for (const other of allFindings(diagnosis).slice(1)) {
    if (other.explainedBy === null)
      io.out(t.text('cli.also', { sentence: describeFinding(other, server, t).sentence }));
  }
}
