import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../graphql/refusal.js';
import { Passwords } from './passwords.js';

describe('passwords', () => {
  const passwords = new Passwords();
  const WORDS = ['ada', 'practice', 'example'];

  it.each([
    'a long sentence with spaces',
    'пароль из многих букв',
    'x1!y2?z3§a4$b5%c6&',
    `${'ab cd ef '.repeat(14)}`,
  ])('may be %p, and only that one is right', async (password) => {
    const hash = await passwords.hashNew(password, WORDS);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
    expect(passwords.isOld(hash)).toBe(false);
    expect(await passwords.isRight(password, hash)).toBe(true);
    expect(await passwords.isRight(`${password} `, hash)).toBe(false);
  });

  it.each([
    '',
    'fourteen signs',
    'x'.repeat(129),
    'aaaaaaaaaaaaaaaaaa',
    'Password12345678',
    'practice-practice-2026',
  ])('may not be %p', async (password) => {
    await expect(passwords.hashNew(password, WORDS)).rejects.toThrow(Refusal);
  });

  it('are compared with a hash of the same cost for somebody unknown, which nothing opens', async () => {
    const known = await passwords.hashNew('a long sentence with spaces', []);
    const unknown = await passwords.comparedWith(null);
    const costOf = (phc: string) => phc.split('$').slice(1, 4);
    expect(costOf(unknown)).toEqual(costOf(known));
    expect(await passwords.isRight('no password at all, only for the time it takes', null)).toBe(
      false,
    );
  });

  it('are hashed two at a time, and all of a burst are answered', async () => {
    const burst = Array.from({ length: 8 }, () => passwords.isRight('x', null));
    expect(await Promise.all(burst)).toEqual(Array.from({ length: 8 }, () => false));
  });
});
