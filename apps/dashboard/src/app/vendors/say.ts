import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { day, figure, plural, whole } from '../shell/formats.js';

const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Words for code: what the pipes of shell/formats are for templates. */
@Injectable({ providedIn: 'root' })
export class Say {
  private readonly words = inject(TranslocoService);

  text(key: string, values: Record<string, unknown> = {}): string {
    return this.words.translate(key, values);
  }

  /** A word of the vocabulary. */
  word(list: string, value: string): string {
    return this.words.translate(`words.${list}.${value}`);
  }

  /** The same within a sentence: "Government ID" becomes "government ID", "BAA" stays. */
  inner(list: string, value: string): string {
    return lowered(this.word(list, value));
  }

  count(count: number, key: string, values: Record<string, unknown> = {}): string {
    return plural(this.words, count, key, values);
  }

  /** "a, b and c". */
  list(parts: readonly string[]): string {
    return LIST.format(parts);
  }

  day = (value: string): string => day(value);
  figure = (value: number): string => figure(value);
  whole = (value: number): string => whole(value);
}

/** The first letter small, unless the word is an abbreviation. */
export function lowered(word: string): string {
  const second = word.charAt(1);
  const abbreviation = second !== second.toLowerCase();
  return abbreviation ? word : word.charAt(0).toLowerCase() + word.slice(1);
}
