import { inject, Pipe, type PipeTransform } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Session } from '../api/index.js';

// Days read "1 March 2027" in every English; the figures' separators are the same in all of them.
const LOCALE = 'en-GB';
const FIGURE = new Intl.NumberFormat(LOCALE, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const WHOLE = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const SIGNED = new Intl.NumberFormat(LOCALE, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const PLURALS = new Intl.PluralRules(LOCALE);
const LONG_DAY = dayFormat('long');
const SHORT_DAY = dayFormat('short');

function dayFormat(month: 'long' | 'short'): Intl.DateTimeFormat {
  // A calendar day has no time zone: read and written as UTC it stays the day that it is.
  return new Intl.DateTimeFormat(LOCALE, {
    day: 'numeric',
    month,
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** A score or other figure with one decimal, as everywhere in the product: 74.2. */
export const figure = (value: number): string => FIGURE.format(value);
/** A whole number with separators: 80,000. */
export const whole = (value: number): string => WHOLE.format(value);
/** A change with its sign: +2.5, −1.0. */
export const signed = (value: number): string => SIGNED.format(value).replace('-', '−');
/** A calendar day: 1 March 2027, or 1 Mar 2027 when short. */
export const day = (value: string, length: 'long' | 'short' = 'long'): string =>
  (length === 'long' ? LONG_DAY : SHORT_DAY).format(new Date(`${value.slice(0, 10)}T00:00:00Z`));
/** The calendar day that it is in a time zone; the Swedish locale writes it as ISO does. */
export const today = (timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date());

/** `74.2`; nothing for null. */
@Pipe({ name: 'figure' })
export class FigurePipe implements PipeTransform {
  transform = (value: number | null | undefined): string => (value == null ? '' : figure(value));
}

/** `80,000`; nothing for null. */
@Pipe({ name: 'whole' })
export class WholePipe implements PipeTransform {
  transform = (value: number | null | undefined): string => (value == null ? '' : whole(value));
}

/** `+2.5`; nothing for null. */
@Pipe({ name: 'signed' })
export class SignedPipe implements PipeTransform {
  transform = (value: number | null | undefined): string => (value == null ? '' : signed(value));
}

/** A calendar day (YYYY-MM-DD): `1 March 2027`; nothing for null. */
@Pipe({ name: 'day' })
export class DayPipe implements PipeTransform {
  transform = (value: string | null | undefined, length: 'long' | 'short' = 'long'): string =>
    value ? day(value, length) : '';
}

/** A moment in the organisation's time zone: `1 Mar 2027, 14:05`; nothing for null. */
@Pipe({ name: 'moment' })
export class MomentPipe implements PipeTransform {
  private readonly zone = inject(Session).viewer()?.organisation.timeZone ?? 'UTC';
  private readonly format = new Intl.DateTimeFormat(LOCALE, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: this.zone,
  });

  transform(value: string | null | undefined): string {
    return value ? this.format.format(new Date(value)) : '';
  }
}

/** A word of the vocabulary: `'HIGH' | word: 'band'` reads words.band.HIGH. */
@Pipe({ name: 'word' })
export class WordPipe implements PipeTransform {
  private readonly words = inject(TranslocoService);

  transform(value: string | null | undefined, list: string): string {
    return value ? this.words.translate(`words.${list}.${value}`) : '';
  }
}

/** A sentence with a count: `3 | plural: 'x.vendors'` reads x.vendors.one or x.vendors.other. */
@Pipe({ name: 'plural' })
export class PluralPipe implements PipeTransform {
  private readonly words = inject(TranslocoService);

  transform(count: number, key: string, values: Record<string, unknown> = {}): string {
    return plural(this.words, count, key, values);
  }
}

/** The same for code: `{{count}}` in the sentence is the count with separators. */
export function plural(
  words: TranslocoService,
  count: number,
  key: string,
  values: Record<string, unknown> = {},
): string {
  const form = PLURALS.select(count) === 'one' ? 'one' : 'other';
  return words.translate(`${key}.${form}`, { ...values, count: whole(count) });
}
