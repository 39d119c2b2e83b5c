import type { LanguageRules } from './rules';

const secondMs = 1000;
const minuteS = 60;
const hourS = 3600;
const dayS = 86_400;

/** Numbers of one language. Sizes are decimal (1 GB = 10⁹ bytes), as disks are sold and `df -H` counts. */
export interface Quantities {
  count(value: number): string;
  /** With the decimals that it has, up to three: "99,5". */
  number(value: number): string;
  /** Whole percent, never rounded up to 100. */
  percent(value: number): string;
  /** A share of one in percent, two decimals; all and nothing only where it is exactly that: "99,99 %". */
  share(value: number): string;
  /** A share of one in percent, with the decimals that it has: "99,5 %". */
  goal(value: number): string;
  size(bytes: number): string;
  /** Two units at most, none that is zero: "45 s", "2 h 10 min", "1 día y 4 h". */
  duration(ms: number): string;
  /** How long an answer took: "0,4 s"; from 10 s on like a duration. */
  latency(ms: number): string;
  /** Milliseconds below a second: "182 ms"; then like `latency`. */
  ms(ms: number): string;
  /** Hours are kept: "unas 43 h 48 min". */
  about(ms: number): string;
  isOne(value: number): boolean;
}

/** Number formats are made once: they are expensive. */
export function createQuantities(rules: LanguageRules): Quantities {
  const whole = new Intl.NumberFormat(rules.locale, { maximumFractionDigits: 0, useGrouping: 'always' });
  const tenths = new Intl.NumberFormat(rules.locale, { maximumFractionDigits: 1, useGrouping: 'always' });
  const twoDecimals = new Intl.NumberFormat(rules.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const thousandths = new Intl.NumberFormat(rules.locale, { maximumFractionDigits: 3 });
  const plural = new Intl.PluralRules(rules.locale);
  const unit = (value: number, name: string): string => `${whole.format(value)}${rules.unitSpace}${name}`;
  const duration = (ms: number): string => {
    if (ms < secondMs) return rules.less(unit(1, 's'));
    const seconds = Math.round(ms / secondMs);
    if (seconds < dayS) return withinDay(seconds, unit);
    const days = Math.floor(seconds / dayS);
    const hours = Math.floor((seconds % dayS) / hourS);
    const dayText = rules.days(days, whole.format(days));
    return hours === 0 ? dayText : `${dayText}${rules.dayJoiner}${unit(hours, 'h')}`;
  };
  const latency = (ms: number): string => {
    if (ms >= 10 * secondMs) return duration(ms);
    if (ms < 100) return rules.less(`${tenths.format(0.1)}${rules.unitSpace}s`);
    return `${tenths.format(ms / secondMs)}${rules.unitSpace}s`;
  };
  return {
    count: (value) => whole.format(value),
    number: (value) => thousandths.format(value),
    percent: (value) => `${whole.format(value < 100 ? Math.min(99, Math.round(value)) : value)}${rules.percentSign}`,
    share: (value) => {
      const percent = value * 100;
      if (percent <= 0 || percent >= 100)
        return `${whole.format(Math.min(100, Math.max(0, percent)))}${rules.percentSign}`;
      return `${twoDecimals.format(Math.min(99.99, Math.max(0.01, percent)))}${rules.percentSign}`;
    },
    goal: (value) => `${thousandths.format(value * 100)}${rules.percentSign}`,
    size: (bytes) => {
      const [value, name] = toSizeUnit(bytes);
      return `${(value < 10 ? tenths : whole).format(value)}${rules.unitSpace}${name}`;
    },
    duration,
    latency,
    ms: (ms) => (ms < secondMs ? unit(Math.min(999, Math.max(0, ms)), 'ms') : latency(ms)),
    about: (ms) => {
      const seconds = Math.round(Math.max(0, ms) / secondMs);
      if (seconds < 1) return rules.less(unit(1, 's'));
      const [value, name] =
        seconds < minuteS
          ? [seconds, 's' as const]
          : seconds < hourS
            ? [Math.floor(seconds / minuteS), 'min' as const]
            : [Math.floor(seconds / hourS), 'h' as const];
      const text = withinDay(seconds, unit);
      return rules.about(text, name, value === 1);
    },
    isOne: (value) => plural.select(value) === 'one',
  };
}

/** Seconds are noise from two minutes on. */
function withinDay(seconds: number, unit: (value: number, name: string) => string): string {
  if (seconds < minuteS) return unit(seconds, 's');
  const [big, bigName, small, smallName] =
    seconds < hourS
      ? ([Math.floor(seconds / minuteS), 'min', seconds < 2 * minuteS ? seconds % minuteS : 0, 's'] as const)
      : ([Math.floor(seconds / hourS), 'h', Math.floor((seconds % hourS) / minuteS), 'min'] as const);
  return small === 0 ? unit(big, bigName) : `${unit(big, bigName)} ${unit(small, smallName)}`;
}

function toSizeUnit(bytes: number): readonly [number, string] {
  let value = Math.max(0, bytes);
  let index = 0;
  const names = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  while (value >= 999.5 && index < names.length - 1) {
    value /= 1000;
    index += 1;
  }
  return [value, names[index] ?? 'B'];
}
