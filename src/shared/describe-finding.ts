import type { Cause, CauseValues, Diagnosis, Finding, Note } from '../core/model';
import { describeNotice, type NoticeText } from './describe-notice';
import { firstText, toMessageValues, variantsOf, type DescribedServer } from './describe-values';
import type { Translator } from './i18n';

/** A finding in words. `next` may hold commands between backticks; `tip` is for the tray and at most 127 characters. */
export interface Described {
  readonly sentence: string;
  readonly next: string;
  readonly tip: string;
  readonly notify: NoticeText;
  readonly recoveryTitle: string;
}

/**
 * Says what fails, since when and why, and what to do. A text whose values are not all known gives way to a weaker one,
 * so a half-known finding still makes whole sentences.
 */
export function describeFinding(finding: Finding, server: DescribedServer, t: Translator): Described {
  return {
    sentence: describeSentence(finding, server, t),
    next: describeNext(finding, server, t),
    tip: describeTip(finding, server, t),
    notify: describeNotice(finding, server, t),
    recoveryTitle: describeRecoveryTitle(finding.cause, server, t),
  };
}

/** The cause in a few words: "La API está detenida". */
export function causeTitle(cause: Cause, t: Translator): string {
  return t.text(`cause.${cause}.title` as const);
}

/** Title of the notice that a cause is over: "La API volvió". */
export function describeRecoveryTitle(cause: Cause, server: DescribedServer, t: Translator): string {
  const title = t.text(`cause.${cause}.recovered` as const);
  return server.severalServers === true ? t.text('notice.server', { server: server.shortName, title }) : title;
}

/** A fact worth telling without alarm. */
export function describeNote(note: Note, server: DescribedServer, t: Translator): string {
  const values = { at: note.at, ...toMessageValues(note.values, server, t) };
  return (
    firstText(t, variantsOf(`note.${note.kind}.${note.confidence ?? 'certain'}`, note.variant ?? null), values) ??
    t.text('finding.unknown')
  );
}

/** The second lines under the diagnosis. */
export function describeWhyLines(
  { why }: Pick<Diagnosis, 'why'>,
  server: DescribedServer,
  t: Translator,
): readonly string[] {
  return why.map((one) => describeWhy(one, server, t)).filter((line) => line !== null);
}

/** One of them; null where this version has no text for it. */
export function describeWhy(
  why: { readonly key: string; readonly values: CauseValues },
  server: DescribedServer,
  t: Translator,
): string | null {
  return firstText(t, variantsOf(why.key, null), toMessageValues(why.values, server, t));
}

function describeSentence(finding: Finding, server: DescribedServer, t: Translator): string {
  const { cause, confidence, variant } = finding;
  const values = toMessageValues(finding.values, server, t);
  const keys = [...variantsOf(`cause.${cause}.${confidence}`, variant)];
  if (confidence === 'probable') keys.push(...variantsOf(`cause.${cause}.unknown`, variant));
  const text = firstText(t, keys, values);
  if (text !== null) return text;
  return confidence === 'certain'
    ? t.text('finding.title', { title: causeTitle(cause, t) })
    : t.text('finding.unknown');
}

function describeNext(finding: Finding, server: DescribedServer, t: Translator): string {
  const base = `cause.${finding.cause}.next`;
  const keys = finding.variant === null ? [] : [`${base}.${finding.variant}`];
  if (isDatabaseRunning(finding)) keys.push(`${base}.running`);
  if (finding.values.watchdogActive === false) keys.push(`${base}.noWatchdog`);
  keys.push(base, `${base}.bare`);
  return firstText(t, keys, toMessageValues(finding.values, server, t)) ?? t.text('finding.next');
}

/** Too long for a tooltip: what follows "desde" goes. */
function describeTip(finding: Finding, server: DescribedServer, t: Translator): string {
  const keys = variantsOf(`cause.${finding.cause}.tip`, finding.variant);
  const values = toMessageValues(finding.values, server, t);
  const text =
    firstText(t, keys, values) ??
    t.text('tip.cause', { server: server.shortName, title: causeTitle(finding.cause, t) });
  return toTip(text);
}

/** At most 60 characters where leaving out the time makes it so, and 127 in any case: what Windows shows. */
export function toTip(text: string): string {
  const short = text.length > 60 ? text.replace(/ (?:desde|since) .*$/u, '') : text;
  return short.length <= 127 ? short : `${short.slice(0, 126).trimEnd()}…`;
}

function isDatabaseRunning(finding: Finding): boolean {
  return finding.cause === 'database-down' && (finding.variant === 'refusing' || finding.variant === 'full');
}
