import type { ComponentChildren } from 'preact';
import type { OverallStatus } from '../../core/model';

/** The five shapes; also of service rows. Shape, word and colour always go together. */
const shapes: Readonly<Record<OverallStatus, ComponentChildren>> = {
  calm: (
    <>
      <circle cx="8" cy="8" r="7.25" fill="currentColor" />
      <path d="M4.6 8.3 7 10.7 11.5 5.7" class="glyph" stroke-width="2" stroke-linejoin="round" />
    </>
  ),
  attention: (
    <>
      <path
        d="M6.55 1.6a1.68 1.68 0 0 1 2.9 0l6 10.75A1.7 1.7 0 0 1 13.97 14.9H2.03A1.7 1.7 0 0 1 .55 12.35z"
        fill="currentColor"
      />
      <path d="M8 5.4v4.2" class="glyph" stroke-width="2" />
      <circle cx="8" cy="12.4" r="1.2" class="glyph-dot" />
    </>
  ),
  down: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="3" fill="currentColor" />
      <path d="M5 5l6 6M11 5l-6 6" class="glyph" stroke-width="2.2" />
    </>
  ),
  'no-data': (
    <>
      <circle cx="8" cy="8" r="6.5" fill="none" stroke-width="1.6" stroke="currentColor" />
      <path d="M6 6.35a2 2 0 1 1 3.05 1.7C8.3 8.5 8 8.85 8 9.5" class="glyph" stroke-width="1.7" />
      <circle cx="8" cy="11.75" r="1.05" class="glyph-dot" />
    </>
  ),
  maintenance: (
    <>
      <circle cx="8" cy="8" r="7.25" fill="currentColor" />
      <path d="M6 5.2v5.6M10 5.2v5.6" class="glyph" stroke-width="2" />
    </>
  ),
};

/** `label` null: the word stands beside it, so the drawing is silent. */
export function Mark(props: { readonly status: OverallStatus; readonly size?: number; readonly label: string | null }) {
  const size = props.size ?? 16;
  const spoken = props.label === null ? { 'aria-hidden': true } : { role: 'img' as const, 'aria-label': props.label };
  return (
    <svg class="mark" data-status={props.status} width={size} height={size} viewBox="0 0 16 16" {...spoken}>
      {shapes[props.status]}
    </svg>
  );
}

const drawings = {
  answer:
    'M8 1.75v2M3.5 6.25 8 3.75l4.5 2.5M4.5 6.5v3h7v-3M3.75 9.5h8.5M5.75 9.75l-1.5 4.5M10.25 9.75l1.5 4.5M5.25 12h5.5',
  services:
    'M3.25 2.75h9.5a1 1 0 0 1 1 1V6a1 1 0 0 1-1 1h-9.500a1 1 0 0 1-1-1V3.750a1 1 0 0 1 1-1zM3.25 9h9.5a1 1 0 0 1 1 1v2.250a1 1 0 0 1-1 1h-9.500a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1zM4.75 4.9h.01M4.75 11.1h.01M7.25 4.9h4M7.25 11.1h4',
  logs: 'M2.5 3.5h11M2.5 6.5h7.5M2.5 9.5h11M2.5 12.5h5',
  settings:
    'M2.25 4.75h6M11.75 4.75h2M2.25 11.25h2M7.75 11.25h6M11.75 4.75a1.75 1.75 0 1 1-3.5 0a1.75 1.75 0 1 1 3.5 0M7.75 11.250a1.75 1.75 0 1 1-3.5 0a1.75 1.75 0 1 1 3.5 0',
  refresh: 'M13.5 8a5.5 5.5 0 1 1-1.6-3.9l1.6 1.65M13.5 2.5v3.25h-3.25',
  up: 'M8 12.750v-9.500M4 7.250l4-4 4 4',
  down: 'M8 3.250v9.500M4 8.750l4 4 4-4',
  updown: 'm5 6 3-3 3 3M5 10l3 3 3-3',
  search: 'M11.25 7a4.25 4.25 0 1 1-8.5 0a4.25 4.25 0 1 1 8.5 0M10.25 10.25l3.25 3.25',
  copy: 'M7 5.5h5A1.5 1.5 0 0 1 13.5 7v5a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 12V7A1.5 1.5 0 0 1 7 5.5zM10.5 5.25V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.25',
  done: 'm3.5 8.5 3 3 6-6.5',
  info: 'M14 8A6 6 0 1 1 2 8a6 6 0 1 1 12 0M8 7.5v3.75M8 4.9h.01',
  close: 'm4 4 8 8M12 4l-8 8',
  follow: 'M4.25 4 8 7.75 11.75 4M4.25 8.25 8 12l3.75-3.75',
  bell: 'M3.5 11.250h9c-.9-.9-1.250-1.900-1.250-3.250V6.750a3.250 3.250 0 0 0-6.5 0V8c0 1.350-.35 2.350-1.250 3.250zM6.750 13.500h2.5',
  silent:
    'M6.300 2.9A3.25 3.25 0 0 1 11.25 6.750c0 1 .1 1.800.3 2.500M5 5.600A3.25 3.25 0 0 0 4.75 6.750V8c0 1.350-.35 2.350-1.250 3.250h7.750M6.750 13.500h2.5M2.500 2.500l11 11',
  unseen:
    'M2.5 2.5l11 11M6.6 4.1A6.4 6.4 0 0 1 8 4c4 0 6 4 6 4a9.5 9.5 0 0 1-1.6 2.100M9.5 11.800A6.4 6.4 0 0 1 8 12c-4 0-6-4-6-4a9.6 9.6 0 0 1 2.500-2.9',
  turn: 'M13.75 8A5.75 5.75 0 1 1 8 2.25',
  play: 'M5 3.25v9.5L12.500 8z',
  history: 'M2.4 8.4A5.75 5.75 0 1 0 3.6 4.4L2.25 5.75M2.25 2.75v3h3M8 5v3.25l2.25 1.5',
  save: 'M8 2.5v7.5M4.75 7 8 10.25 11.250 7M2.750 11v1.250A1.250 1.250 0 0 0 4 13.500h8a1.250 1.250 0 0 0 1.250-1.250V11',
  key: 'M8 10.750a2.750 2.750 0 1 1-5.500 0a2.750 2.750 0 1 1 5.500 0M7.250 8.750l6-6M10.750 5.250l2 2',
  note: 'M3 13l.75-3L10.500 3.250a1.400 1.400 0 0 1 2 0l.25.250a1.400 1.400 0 0 1 0 2L6 12.250zM9.250 4.500l2.250 2.250',
  earlier: 'M10 3.500 5.500 8l4.500 4.500',
  later: 'M6 3.500 10.500 8 6 12.500',
  filter: 'M2.500 3.500h11L9.250 8.500v4.250l-2.500-1.500V8.500z',
  todo: 'M13.75 8a5.75 5.75 0 1 1-11.5 0a5.75 5.75 0 1 1 11.5 0',
} as const;
export type IconName = keyof typeof drawings;

/** Always beside a word, or inside a button that has a name: never spoken. */
export function Icon(props: { readonly name: IconName; readonly class?: string }) {
  return (
    <svg
      class={props.class === undefined ? 'icon' : `icon ${props.class}`}
      data-icon={props.name}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden
    >
      <path d={drawings[props.name]} />
    </svg>
  );
}
