import { explainException, explainLine } from '../../../core/logs/explain';
import { flag } from './line-store';
import type { LogModel } from './log-model';
import { noHits, type Places } from './places';
import type { LogRow, TracebackRow } from './protocol';

/** A row as it is drawn. */
export function toRow(model: LogModel, places: Pick<Places, 'of'>, id: number): LogRow | null {
  if (id < 0) {
    const mark = model.markOf(id);
    return mark === undefined ? null : { ...mark, kind: 'mark', id };
  }
  const facts = model.reader.factsOf(id);
  if (facts === null) return null;
  const raw = model.reader.rawOf(id);
  const traceback = tracebackAt(model, places, id);
  const isMatch = model.isMatch(id);
  const text = model.reader.textOf(id);
  const { at, source, level, bodyFrom, isFound, isOwn } = facts;
  return {
    kind: 'line',
    id,
    at: at ?? traceback?.at ?? null,
    source,
    level: traceback === null ? level : 'error',
    raw,
    cut: model.store.cuts.get(id) ?? 0,
    bodyFrom,
    explanation: (traceback === null ? null : explainException(traceback.row.headline)) ?? explainLine(source, text),
    traceback: traceback?.row ?? null,
    isMember: (model.reader.flagsOf(id) & flag.member) !== 0,
    isFound,
    isOwn,
    isMatch,
    hits: isMatch ? places.of(text) : noHits,
  };
}

function tracebackAt(
  model: LogModel,
  places: Pick<Places, 'of'>,
  id: number,
): { readonly row: TracebackRow; readonly at: number | null } | null {
  const traceback = model.tracebacks.at(id);
  if (traceback === undefined) return null;
  const { count, firstId, firstAt } = model.tracebacks.countOf(traceback);
  const { headline, lines, at } = traceback;
  return {
    at,
    row: {
      headline,
      headlineHits: model.isMatch(id) ? places.of(headline) : noHits,
      lines,
      count,
      firstAt,
      isFirst: firstId === id,
      isOpen: model.isOpen(id),
    },
  };
}
