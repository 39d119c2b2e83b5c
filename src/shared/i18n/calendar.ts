/** Where a moment stands in her calendar, seen from now. Months and weekdays count from 0, weekday 0 is Sunday. */
export interface CalendarPlace {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Midnights between the moment and now: 0 today, 1 yesterday, -1 tomorrow. */
  readonly daysAgo: number;
  readonly sameYear: boolean;
}

export interface Calendar {
  place(at: number): CalendarPlace;
}

/** `timeZone` is an IANA name; every place is reckoned in it, also across changes to summer time. */
export function createCalendar(now: () => number, timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const fields = (at: number): Readonly<Record<string, number>> =>
    Object.fromEntries(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  return {
    place: (at) => {
      const there = readFields(fields(at));
      const here = readFields(fields(now()));
      const date = Date.UTC(there.year, there.month, there.day);
      const today = Date.UTC(here.year, here.month, here.day);
      return {
        ...there,
        weekday: new Date(date).getUTCDay(),
        daysAgo: Math.round((today - date) / 86_400_000),
        sameYear: there.year === here.year,
      };
    },
  };
}

function readFields(fields: Readonly<Record<string, number>>): Omit<CalendarPlace, 'weekday' | 'daysAgo' | 'sameYear'> {
  return {
    year: fields['year'] ?? 0,
    month: (fields['month'] ?? 1) - 1,
    day: fields['day'] ?? 1,
    hour: fields['hour'] ?? 0,
    minute: fields['minute'] ?? 0,
    second: fields['second'] ?? 0,
  };
}

/** 24-hour clock without a leading zero in the hour: "1:05". */
export function toClock(place: Pick<CalendarPlace, 'hour' | 'minute'>): string {
  return `${place.hour.toString()}:${twoDigits(place.minute)}`;
}

/** "10:42:07", with the date before it when it is not today. The same in every language. */
export function toPreciseTime(place: CalendarPlace): string {
  const time = `${twoDigits(place.hour)}:${twoDigits(place.minute)}:${twoDigits(place.second)}`;
  if (place.daysAgo === 0) return time;
  return `${place.year.toString()}-${twoDigits(place.month + 1)}-${twoDigits(place.day)} ${time}`;
}

function twoDigits(value: number): string {
  return value.toString().padStart(2, '0');
}
