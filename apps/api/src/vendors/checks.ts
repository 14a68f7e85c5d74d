/** Small checks of what people type; each refuses with a sentence that says what to mend. */
import { Refusal } from '../graphql/refusal.js';

const LONGEST_NAME = 200;
const LONGEST_TEXT = 10_000;
const MOST = 200;
const DOMAIN =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;
const REGION = /^(?:[A-Z]{2}(?:-[A-Z0-9]{1,3})?|EEA)$/;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** A refusal that names the field at fault. */
export const invalid = (field: string, sentence: string): Refusal =>
  new Refusal('INVALID', sentence, { field });

/** A name of 1 to 200 characters, trimmed. */
export function nameOf(text: string | null | undefined, field: string): string {
  const name = text?.trim() ?? '';
  if (name === '' || name.length > LONGEST_NAME)
    throw invalid(field, `Give ${field} 1 to ${LONGEST_NAME} characters.`);
  return name;
}

/** A text, trimmed; empty for null. */
export function textOf(text: string | null | undefined, field: string): string {
  const trimmed = text?.trim() ?? '';
  if (trimmed.length > LONGEST_TEXT)
    throw invalid(field, `Shorten ${field} to ${LONGEST_TEXT} characters.`);
  return trimmed;
}

/** A text or null where there is none. */
export const optionalText = (text: string | null | undefined, field: string): string | null =>
  textOf(text, field) || null;

/** Distinct names of a list, in its order. */
export function namesOf(list: readonly string[] | null | undefined, field: string): string[] {
  const names = (list ?? []).map((each) => each.trim()).filter((each) => each !== '');
  if (names.length > MOST) throw invalid(field, `Name at most ${MOST} ${field}.`);
  return [...new Set(names.map((each) => nameOf(each, field)))];
}

/** Distinct words of the vocabulary, in the list's order. */
export const distinct = <W extends string>(list: readonly W[] | null | undefined): W[] => [
  ...new Set(list ?? []),
];

/** An address that a browser can open, or null. */
export function addressOf(text: string | null | undefined, field: string): string | null {
  const address = optionalText(text, field);
  if (address === null) return null;
  try {
    const { protocol } = new URL(address);
    if (protocol === 'https:' || protocol === 'http:') return address;
  } catch {
    // Said below, in words that name the field.
  }
  throw invalid(field, `Write ${field} as an address that begins with https://.`);
}

/** An e-mail address, or null. */
export function emailOf(text: string | null | undefined, field: string): string | null {
  const email = optionalText(text, field);
  if (email !== null && !ADDRESS.test(email))
    throw invalid(field, `Write ${field} as an e-mail address, such as name@example.org.`);
  return email;
}

/** Domains in lower case, taken out of addresses where somebody pasted one. */
export function domainsOf(list: readonly string[] | null | undefined): string[] {
  return namesOf(list, 'domains').map((each) => {
    const domain = each
      .toLowerCase()
      .replace(/^[a-z]+:\/\//, '')
      .replace(/[/:?#].*$/, '')
      .replace(/^www\./, '')
      .replace(/\.$/, '');
    if (!DOMAIN.test(domain))
      throw invalid('domains', `"${each}" is no domain; write it as example.org.`);
    return domain;
  });
}

/** A country, ISO 3166-1 alpha-2, or null. */
export function countryOf(text: string | null | undefined, field: string): string | null {
  const code = optionalText(text, field)?.toUpperCase() ?? null;
  if (code !== null && !/^[A-Z]{2}$/.test(code))
    throw invalid(field, `Write ${field} with the two letters of the country, such as US.`);
  return code;
}

/** Regions: countries, their parts (US-CA), EU or EEA; null where none is known. */
export function regionsOf(
  list: readonly string[] | null | undefined,
  field: string,
): string[] | null {
  const codes = namesOf(list, field).map((code) => code.toUpperCase());
  const wrong = codes.find((code) => !REGION.test(code));
  if (wrong !== undefined)
    throw invalid(field, `"${wrong}" is no region; write countries with two letters, such as US.`);
  return codes.length === 0 ? null : [...new Set(codes)];
}

/** A whole number from 0 up, or null. */
export function wholeOf(value: number | null | undefined, field: string): number | null {
  if (value === null || value === undefined) return null;
  if (!Number.isInteger(value) || value < 0)
    throw invalid(field, `Give ${field} as a whole number from 0 up.`);
  return value;
}
