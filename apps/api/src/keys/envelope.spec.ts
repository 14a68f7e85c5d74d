import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { looksSealed, openWith, partsOf, SealBroken, sealWith, type Place } from './envelope.js';
import { Keys } from './keys.js';
import { testKeys } from './testing/test-keys.js';

const place: Place = { table: 'answers', column: 'comment', row: 'a1' };
const key = { kid: 'answers-1', key: randomBytes(32) };

function open(sealed: string, at = place): string {
  const parts = partsOf(sealed);
  if (!parts) throw new SealBroken(at, 'no sealed value');
  return openWith(key, at, parts);
}

describe('an envelope', () => {
  it('gives back any text, and never the same sealed text twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = sealWith(key, place, text);
        expect(looksSealed(sealed)).toBe(true);
        expect(open(sealed)).toBe(text);
        expect(sealWith(key, place, text)).not.toBe(sealed);
      }),
    );
  });

  it('is broken by any other bit in iv, text or tag', () => {
    const sealed = sealWith(key, place, 'We were told in March.');
    const fields = sealed.split('.');
    for (const at of [2, 3, 4]) {
      const bytes = Buffer.from(fields[at] ?? '', 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const forged = fields.with(at, changed.toString('base64url')).join('.');
        expect(() => open(forged)).toThrow(SealBroken);
      }
    }
  });

  it('is broken by any other character', () => {
    const sealed = sealWith(key, place, 'text');
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const forged = sealed.slice(0, at) + other + sealed.slice(at + 1);
      expect(() => open(forged)).toThrow(SealBroken);
      expect(() => open(sealed.slice(0, at))).toThrow(SealBroken);
    }
    expect(() => open(`${sealed}A`)).toThrow(SealBroken);
  });

  it.each([
    ['row', { ...place, row: 'a2' }],
    ['column', { ...place, column: 'value' }],
    ['table', { ...place, table: 'agreements' }],
    ['place whose parts join to the same text', { ...place, column: 'commenta1', row: '' }],
  ])('does not open at another %s', (_name, elsewhere) => {
    expect(() => open(sealWith(key, place, 'text'), elsewhere)).toThrow(SealBroken);
  });

  it('does not open under another key of the same name', () => {
    const parts = partsOf(sealWith(key, place, 'text'));
    expect(() => openWith({ ...key, key: randomBytes(32) }, place, parts!)).toThrow(SealBroken);
  });
});

describe('keys', () => {
  const keys = testKeys();
  const note: Place = { table: 'agreements', column: 'note', row: 'g1' };

  it('seal each column under the key of its purpose', () => {
    expect(keys.seal(place, 'x')).toMatch(/^v1\.answers-1\./);
    expect(keys.seal(note, 'x')).toMatch(/^v1\.agreements-1\./);
    expect(keys.open(note, keys.seal(note, 'x'))).toBe('x');
  });

  it('seal nothing for a column that rotation does not know', () => {
    expect(() => keys.seal({ ...note, column: 'link' }, 'x')).toThrow('SEALED_COLUMNS');
  });

  it('say which key is missing, and never open clear text', () => {
    const sealed = testKeys().seal(place, 'x');
    expect(() => keys.open(place, sealed.replace('answers-1', 'answers-7'))).toThrow(
      'there is no key answers-7',
    );
    expect(() => keys.open(place, sealed.replace('answers-1', 'breaches-1'))).toThrow(SealBroken);
    expect(() => keys.open(place, 'clear text')).toThrow('it is no sealed value');
  });

  it('make digests that differ by purpose and by installation', () => {
    expect(keys.mac('a', 'x')).toBe(keys.mac('a', 'x'));
    const others = [keys.mac('b', 'x'), keys.mac('a', 'y'), testKeys().mac('a', 'x')];
    expect(others).not.toContain(keys.mac('a', 'x'));
    expect(keys.mac('a', 'x')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('give every file a key of its own, the same again under the kid that it was written with', () => {
    const first = keys.fileKey('f1');
    expect(keys.fileKey('f1', first.kid).key).toEqual(first.key);
    expect(keys.fileKey('f2').key).not.toEqual(first.key);
    expect(first.key).toHaveLength(32);
    expect(() => keys.fileKey('f1', 'answers-1')).toThrow(SealBroken);
  });

  it('open what was sealed before a new key became active', () => {
    const old = { kid: 'answers-1', key: randomBytes(32), purpose: 'ANSWERS' as const };
    const ring = { generation: 1, fingerprint: 'f', keys: [{ ...old, active: true }] };
    const rotated = new Keys(ring);
    const sealed = rotated.seal(place, 'x');
    const fresh = { ...old, kid: 'answers-2', key: randomBytes(32), active: true };
    rotated.replace({ ...ring, generation: 2, keys: [{ ...old, active: false }, fresh] });
    expect(rotated.open(place, sealed)).toBe('x');
    expect(rotated.seal(place, 'x')).toMatch(/^v1\.answers-2\./);
  });
});
