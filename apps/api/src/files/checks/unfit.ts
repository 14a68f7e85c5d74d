import { Refusal } from '../../graphql/refusal.js';

/** A file that is not taken. The sentence says what is wrong, the second one how to mend it. */
export function unfit(what: string, mend: string): Refusal {
  return new Refusal('INVALID', `${what} ${mend}`, { field: 'file' });
}
