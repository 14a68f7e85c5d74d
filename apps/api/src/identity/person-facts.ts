/** What people say of themselves, checked and in one shape. */
import { z } from 'zod';
import { Refusal } from '../graphql/refusal.js';

const LONGEST_NAME = 200;
const address = z.email().max(254);

/** A name without gaps around it. @throws Refusal INVALID */
export function nameOf(
  text: string,
  field = 'name',
  sentence = 'Say your name, in at most 200 characters.',
): string {
  const trimmed = text.trim();
  if (!trimmed || trimmed.length > LONGEST_NAME) throw new Refusal('INVALID', sentence, { field });
  return trimmed;
}

export const isEmail = (text: string): boolean => address.safeParse(text).success;

/** An e-mail address in lower case. @throws Refusal INVALID */
export function emailOf(text: string): string {
  const email = text.trim().toLowerCase();
  if (!isEmail(email))
    throw new Refusal('INVALID', 'This is not an e-mail address.', { field: 'email' });
  return email;
}

/** Words that somebody who knows the person would try first. */
export function wordsOf(facts: { email: string; name: string; organisation: string }): string[] {
  const { email, name, organisation } = facts;
  return [...email.split(/[@.]/), ...name.split(/\s+/), ...organisation.split(/\s+/)];
}
