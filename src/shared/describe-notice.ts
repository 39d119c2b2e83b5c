import type { Cause, Finding, PartId } from '../core/model';
import { firstText, toMessageValues, variantsOf, withoutServerWords, type DescribedServer } from './describe-values';
import type { MessageValues, Translator } from './i18n';

/** What a notification shows: at most 40 characters, and at most 120 in two lines. */
export interface NoticeText {
  readonly title: string;
  readonly body: string;
}

const maxTitle = 40;
const maxBody = 120;

/** A notice never claims more than the diagnosis, and never repeats words from the server. */
export function describeNotice(finding: Finding, server: DescribedServer, t: Translator): NoticeText {
  const values = withoutServerWords(toMessageValues(finding.values, server, t));
  const generic = finding.confidence === 'unknown' ? describeUnknown(finding.cause, values, t) : null;
  const { title, lines } = generic ?? describeCause(finding, values, t);
  if (finding.confidence === 'probable') return probableNotice(title, lines, server, t);
  const named = server.severalServers === true ? t.text('notice.server', { server: server.shortName, title }) : title;
  return fitNotice(named, lines);
}

/** Keeps a notice within what every system shows: the second line goes first. */
export function fitNotice(title: string, lines: readonly string[]): NoticeText {
  const both = lines.slice(0, 2).join('\n');
  const body = both.length <= maxBody ? both : (lines[0] ?? '');
  return { title: cut(title, maxTitle), body: cut(body, maxBody) };
}

/** Takes "title ⏎ line ⏎ line" of a catalogue apart. */
function splitNotice(text: string): { readonly title: string; readonly lines: readonly string[] } {
  const [title = '', ...lines] = text.split('\n');
  return { title, lines };
}

function describeCause(
  finding: Finding,
  values: MessageValues,
  t: Translator,
): { readonly title: string; readonly lines: readonly string[] } {
  const base = `cause.${finding.cause}`;
  const choices = noticeChoices(finding);
  const body = firstText(
    t,
    [...choices.map((choice) => `${base}.notify.${choice}`), ...variantsOf(`${base}.notify`, null)],
    values,
  );
  const title = firstText(t, [...choices.map((choice) => `${base}.title.${choice}`), `${base}.title`], values);
  return { title: title ?? '', lines: (body ?? t.text('notice.open')).split('\n') };
}

function noticeChoices(finding: Finding): readonly string[] {
  const choices = finding.variant === null ? [] : [finding.variant];
  if (finding.cause === 'database-down' && finding.variant !== null && finding.variant !== 'alone')
    choices.push('other');
  if (finding.values.watchdogActive === false) choices.push('noWatchdog');
  return choices;
}

function probableNotice(title: string, lines: readonly string[], server: DescribedServer, t: Translator): NoticeText {
  const [first = '', ...rest] = lines;
  const named =
    server.severalServers === true ? t.text('notice.probable', { server: server.shortName, line: first }) : first;
  return fitNotice(t.text('probable.title', { title }), [named, ...rest]);
}

/** Null for the causes whose own notice states only what was seen. */
function describeUnknown(cause: Cause, values: MessageValues, t: Translator): ReturnType<typeof splitNotice> | null {
  const generic = unknownNotice(cause);
  if (generic === null) return null;
  const all = generic.service === undefined ? values : { ...values, service: generic.service };
  const text = firstText(t, variantsOf(generic.key, null), all);
  return text === null ? null : splitNotice(text);
}

function unknownNotice(cause: Cause): { readonly key: string; readonly service?: PartId } | null {
  switch (cause) {
    case 'laptop-offline':
    case 'captive-portal':
      return { key: 'unknown.noData' };
    case 'server-unreachable':
    case 'server-booting':
      return { key: 'unknown.server' };
    case 'api-down':
    case 'api-cannot-start':
    case 'api-hung':
    case 'api-error':
      return { key: 'unknown.service', service: 'api' };
    case 'dashboard-down':
    case 'dashboard-failing':
      return { key: 'unknown.service', service: 'dashboard' };
    case 'database-down':
      return { key: 'unknown.service', service: 'postgresql' };
    case 'name-not-found':
    case 'proxy-down':
    case 'web-error':
    case 'certificate-expired':
    case 'certificate-invalid':
      return { key: 'unknown.portal' };
    case 'sudo-denied':
    case 'disk-full':
    case 'out-of-memory':
    case 'watchdog-silent':
    case 'autostart-missing':
    case 'clock-skew':
      return { key: 'unknown.attention' };
    default:
      return null;
  }
}

function cut(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1).trimEnd()}…`;
}
