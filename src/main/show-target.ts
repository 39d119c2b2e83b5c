import type { Push } from '../shared/ipc';

/** What the window is to show: a view, perhaps of one server, service or log. */
export type ShowTarget = Omit<Extract<Push, { readonly kind: 'show' }>, 'kind'>;

/** A view by itself. */
export function showView(view: ShowTarget['view'], serverId: string | null = null): ShowTarget {
  return { view, serverId, service: null, source: null, sheet: null };
}
