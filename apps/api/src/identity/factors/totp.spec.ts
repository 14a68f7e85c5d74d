import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generateSync } from 'otplib';
import { base32, hotp, matchingStep, newSeed, stepAt, totp, totpUri } from './totp.js';

const RFC_SEED = Buffer.from('12345678901234567890');
const MOMENT = new Date('2026-11-24T12:00:10Z');

describe('codes of an app', () => {
  it('are those of RFC 4226, appendix D', () => {
    const codes = Array.from({ length: 10 }, (_, counter) => hotp(RFC_SEED, counter));
    expect(codes).toEqual([
      '755224',
      '287082',
      '359152',
      '969429',
      '338314',
      '254676',
      '287922',
      '162583',
      '399871',
      '520489',
    ]);
  });

  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of RFC 6238, appendix B, at second %i', (second, code) => {
    expect(totp(RFC_SEED, new Date(second * 1000), 8)).toBe(code);
  });

  it('are those of another implementation, whatever seed and moment', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 64 }),
        fc.integer({ min: 0, max: 4_000_000_000 }),
        (seed, epoch) => {
          expect(totp(seed, new Date(epoch * 1000))).toBe(
            generateSync({ secret: base32(seed), epoch }),
          );
        },
      ),
    );
  });

  it('count one step early and one step late, and no further', () => {
    const now = stepAt(MOMENT);
    const steps = [-2, -1, 0, 1, 2].map((ahead) =>
      matchingStep(RFC_SEED, hotp(RFC_SEED, now + ahead), MOMENT),
    );
    expect(steps).toEqual([null, now - 1, now, now + 1, null]);
  });

  it('may be typed with a gap, and are six digits and nothing else', () => {
    const code = totp(RFC_SEED, MOMENT);
    expect(matchingStep(RFC_SEED, `${code.slice(0, 3)} ${code.slice(3)}`, MOMENT)).not.toBeNull();
    for (const wrong of [
      '',
      code.slice(1),
      `${code}0`,
      `-${code.slice(1)}`,
      'abcdef',
      '１２３４５６',
    ])
      expect(matchingStep(RFC_SEED, wrong, MOMENT)).toBeNull();
  });

  it('come from a seed of 160 random bits, which apps get as base32 in an address', () => {
    const seed = newSeed();
    expect(seed).toHaveLength(20);
    expect(newSeed().equals(seed)).toBe(false);
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    const uri = new URL(totpUri(seed, { issuer: 'Quiet & Co', account: 'ada@x.test' }));
    expect(uri.href).toMatch(/^otpauth:\/\/totp\/Quiet%20%26%20Co:ada%40x.test\?/);
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      secret: base32(seed),
      issuer: 'Quiet & Co',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});
