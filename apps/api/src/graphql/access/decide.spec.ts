import { describe, expect, it } from '@jest/globals';
import { ROLES } from '@chaperone/risk-model';
import { CAPABILITIES, SCOPES } from './capabilities.js';
import { capabilitiesOf, decide, type Asker } from './decide.js';
import { FIELD_TABLE } from './field-table.js';
import { ROLE_TABLE } from './roles.js';

const session = (role: Asker['role']): Asker => ({ role, via: 'SESSION' });

describe('decide', () => {
  it('denies what no table knows, to everybody', () => {
    for (const role of ROLES)
      expect(decide(session(role), 'READ', 'NoSuchType', 'id')).toMatchObject({ allowed: false });
    expect(decide(session('ADMIN'), 'DO', [])).toMatchObject({ allowed: false });
  });

  it('lets nobody in who has not signed in, or only halfway', () => {
    const half: Asker = { ...session('ADMIN'), stage: 'SECOND_FACTOR' };
    for (const asker of [null, half])
      expect(decide(asker, 'DO', ['vendors:read'])).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(decide(null, 'READ', 'Vendor', 'id')).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(decide(null, 'DO', 'EVERYBODY')).toEqual({ allowed: true });
  });

  it('asks role and scopes of a token, and gives a token without scopes nothing', () => {
    const token = (role: Asker['role'], scopes?: Asker['scopes']): Asker => ({
      role,
      via: 'TOKEN',
      ...(scopes && { scopes }),
    });
    const reading = token('AUDITOR', ['vendors:read', 'vendors:write']);
    expect(decide(reading, 'DO', ['vendors:read']).allowed).toBe(true);
    expect(decide(reading, 'DO', ['vendors:write'])).toMatchObject({ code: 'FORBIDDEN' });
    expect(decide(reading, 'DO', ['agreements:read'])).toMatchObject({
      sentence: 'The token is not meant for this.',
    });
    expect(capabilitiesOf(token('ADMIN'))).toEqual([]);
    expect(capabilitiesOf(token('ADMIN', SCOPES))).toEqual(
      ROLE_TABLE.ADMIN.filter((capability) => SCOPES.includes(capability)),
    );
  });

  it('lets a field need more than its type, never less', () => {
    const executive = session('EXECUTIVE');
    expect(decide(executive, 'READ', 'Vendor', 'displayName').allowed).toBe(true);
    expect(decide(executive, 'READ', 'Vendor', 'contacts')).toMatchObject({ withheld: true });
    expect(decide(session('RESPONDENT'), 'READ', 'Vendor', 'contacts')).toMatchObject({
      withheld: false,
    });
    expect(decide(session('RESPONDENT'), 'READ', 'Answer', 'value').allowed).toBe(true);
    expect(decide(session('RESPONDENT'), 'READ', 'Answer', 'reviewState').allowed).toBe(false);
  });

  it('opens a respondent its own assessment and no other', () => {
    const respondent: Asker = { ...session('RESPONDENT'), assessmentId: 'a' };
    expect(decide(respondent, 'OPEN', 'a').allowed).toBe(true);
    expect(decide(respondent, 'OPEN', 'b').allowed).toBe(false);
    expect(decide(session('RESPONDENT'), 'OPEN', 'a').allowed).toBe(false);
    expect(decide(session('AUDITOR'), 'OPEN', 'b').allowed).toBe(true);
  });

  it('is asked in words that there are', () => {
    const words = new Set<string>(CAPABILITIES);
    const said = Object.values(FIELD_TABLE).flatMap((type) =>
      [type, ...Object.values(type.fields ?? {})].flatMap(({ needs }) =>
        typeof needs === 'object' ? needs : [],
      ),
    );
    expect([...said, ...Object.values(ROLE_TABLE).flat()].filter((x) => !words.has(x))).toEqual([]);
  });
});
