/**
 * Calendar days as whole numbers (days since 1970-01-01). "Same day" is the calendar day as written in the
 * record; no clock and no time zone of this machine is read.
 */
export type Day = number;

/** A date that may be partial (1970, 1970-05): the first and the last day that it can mean. */
export interface DateRange {
  readonly first: Day;
  readonly last: Day;
  /** As written, cut to the day: `1970`, `1970-05` or `1970-05-17`. */
  readonly text: string;
}

const PATTERN = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/;
const MILLISECONDS_PER_DAY = 86_400_000;

function dayOf(year: number, month: number, day: number): Day {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / MILLISECONDS_PER_DAY);
}

/** Days in a month (1-12) of a year. */
function daysInMonth(year: number, month: number): number {
  return dayOf(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - dayOf(year, month, 1);
}

/** Reads a FHIR date or dateTime; undefined when it is no possible date (2020-13-45). */
export function parseDate(text: string | undefined): DateRange | undefined {
  const match = text === undefined ? null : PATTERN.exec(text);
  if (!match) return undefined;
  const year = Number(match[1]);
  if (year < 1) return undefined;
  if (match[2] === undefined) {
    return { first: dayOf(year, 1, 1), last: dayOf(year, 12, 31), text: text?.slice(0, 4) ?? '' };
  }
  const month = Number(match[2]);
  if (month < 1 || month > 12) return undefined;
  const length = daysInMonth(year, month);
  if (match[3] === undefined) {
    return { first: dayOf(year, month, 1), last: dayOf(year, month, length), text: text?.slice(0, 7) ?? '' };
  }
  const day = Number(match[3]);
  if (day < 1 || day > length) return undefined;
  const on = dayOf(year, month, day);
  return { first: on, last: on, text: text?.slice(0, 10) ?? '' };
}

/** ISO text of a day. */
export function formatDay(day: Day): string {
  return new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

/** Whole years completed between two days. */
export function yearsBetween(from: Day, to: Day): number {
  const a = new Date(from * MILLISECONDS_PER_DAY);
  const b = new Date(to * MILLISECONDS_PER_DAY);
  const years = b.getUTCFullYear() - a.getUTCFullYear();
  const before =
    b.getUTCMonth() < a.getUTCMonth() ||
    (b.getUTCMonth() === a.getUTCMonth() && b.getUTCDate() < a.getUTCDate());
  return before ? years - 1 : years;
}

/** The day that lies a number of whole months after another (clamped to the end of the month). */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(day * MILLISECONDS_PER_DAY);
  const total = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const year = Math.floor(total / 12);
  const month = (total % 12) + 1;
  return dayOf(year, month, Math.min(date.getUTCDate(), daysInMonth(year, month)));
}

/** Whole months completed between two days (negative when `to` lies before `from`). */
export function monthsBetween(from: Day, to: Day): number {
  const a = new Date(from * MILLISECONDS_PER_DAY);
  const b = new Date(to * MILLISECONDS_PER_DAY);
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return addMonths(from, months) > to ? months - 1 : months;
}
