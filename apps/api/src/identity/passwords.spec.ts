import { afterAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '../graphql/refusal.js';
import { Passwords } from './passwords.js';
import { Strength } from './strength.service.js';

describe('passwords', () => {
  const strength = new Strength();
  const passwords = new Passwords(strength);
  afterAll(() => strength.onModuleDestroy());
  const WORDS = ['ada', 'practice', 'example'];

  it.each([
    'a long sentence with spaces',
    'пароль из многих букв',
    'x1!y2?z3§a4$b5%c6&',
    `${'ab cd ef '.repeat(14)}`,
    'correct horse battery staple',
    'a\u0000b\u0000c\u0000d\u0000e\u0000f\u0000g\u0000h',
    '👩🏽‍⚕️ und 𝕏 sind Zeichen wie andere',
  ])('may be %p, and only that one is right', async (password) => {
    const hash = await passwords.hashNew(password, WORDS);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
    expect(passwords.isOld(hash)).toBe(false);
    expect(await passwords.isRight(password, hash)).toBe(true);
    expect(await passwords.isRight(`${password} `, hash)).toBe(false);
    expect(await passwords.isRight(password.slice(0, -1), hash)).toBe(false);
    expect(await passwords.isRight(`${password}\u0000`, hash)).toBe(false);
  });

  it.each([
    '',
    'fourteen signs',
    'x'.repeat(129),
    'aaaaaaaaaaaaaaaaaa',
    'Password12345678',
    'practice-practice-2026',
    'P@ssw0rdP@ssw0rd!',
    'qwertyuiopasdfgh',
    'iloveyouiloveyou123',
    'Summer2026Summer2026',
    'chaperone-vendor-risk',
    '1234567890123456',
  ])('may not be %p', async (password) => {
    await expect(passwords.hashNew(password, WORDS)).rejects.toThrow(Refusal);
  });

  it('are the same however a keyboard composes their letters', async () => {
    const hash = await passwords.hashNew('Ü\u0062er sieben Brücken gehn', []);
    expect(await passwords.isRight('U\u0308ber sieben Bru\u0308cken gehn', hash)).toBe(true);
  });

  it('are told apart up to their last of 128 characters', async () => {
    const long = 'quiet lantern over seven harbours; '.repeat(4).slice(0, 128);
    const hash = await passwords.hashNew(long, []);
    expect(await passwords.isRight(long, hash)).toBe(true);
    expect(await passwords.isRight(`${long.slice(0, 127)}!`, hash)).toBe(false);
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

  it('are rated one after the other, and not for a queue without end', async () => {
    const asked = Array.from({ length: 30 }, () => strength.guesses('four bells beneath', []));
    const ended = await Promise.allSettled(asked);
    const refused = ended.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(10);
    expect(refused[0]).toMatchObject({ reason: { code: 'BUSY' } });
  });
});
