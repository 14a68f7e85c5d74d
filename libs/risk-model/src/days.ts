/**
 * Days. In: calendar days as 'YYYY-MM-DD' (UTC). Out: whole numbers that can be
 * subtracted. No Date objects and no clock: the day of a score is passed in.
 */

/** A calendar day in UTC, written 'YYYY-MM-DD'. */
export type Day = string;

const digits = (text: string, from: number, to: number): number => {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) throw new RangeError(`not a day: ${text}`);
    value = value * 10 + digit;
  }
  return value;
};

/**
 * Days since 1970-01-01, negative before. Only the first ten characters count, so a
 * timestamp is read as its UTC day.
 * @throws RangeError when the text does not begin with a date that exists in the calendar.
 */
export function dayNumber(day: Day): number {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  const number = numberOf(day);
  // A register has a few thousand days; past that the texts are not days worth keeping.
  if (numbers.size >= 20_000) numbers.clear();
  numbers.set(day, number);
  return number;
}

/** Numbers of days met before: a million answers fall on a few thousand days. */
const numbers = new Map<Day, number>();

function numberOf(day: Day): number {
  const year = digits(day, 0, 4);
  const month = digits(day, 5, 7);
  const date = digits(day, 8, 10);
  if (month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) {
    throw new RangeError(`not a day: ${day}`);
  }
  return civil(year, month, date);
}

/** The day with the given number; the inverse of `dayNumber` for the years 0 to 9999. */
export function dayOf(number: number): Day {
  // Years that begin in March put the leap day last, so month lengths follow one line.
  const z = number + 719468;
  const era = Math.floor(z / 146097);
  const ofEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) /
      365,
  );
  const ofYear =
    ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const date = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

/** Days from one day to a later one; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** The day a whole number of days later, or earlier when negative. */
export const addDays = (day: Day, days: number): Day => dayOf(dayNumber(day) + days);

/** Number of days of a month (1 to 12). */
export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

function civil(year: number, month: number, date: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const ofEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear;
  return era * 146097 + ofEra - 719468;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
