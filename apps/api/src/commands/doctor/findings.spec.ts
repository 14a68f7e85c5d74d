import { describe, expect, it } from '@jest/globals';
import { testCertificate } from '../../testing/certificate.js';
import * as findings from './findings.js';

const now = new Date('2026-11-24T12:00:00Z');
const later = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
const facts = {
  version: 180004,
  encoding: 'UTF8',
  database: 'chaperone',
  owner: 'chaperone',
  superuser: false,
};

describe('the doctor', () => {
  it('asks for new data keys once a year', () => {
    const wrapping = { fingerprint: 'ab12', from: 'wrapping.key' };
    expect(findings.ofKeys(wrapping, 365).health).toBe('GOOD');
    expect(findings.ofKeys(wrapping, 366)).toMatchObject({
      health: 'WARN',
      mend: 'npm run keys -- rotate-data-keys',
    });
  });

  it('warns of a superuser, and of a way to the database that others can read along', () => {
    expect(findings.ofDatabase(facts, null)).toMatchObject({ health: 'GOOD' });
    expect(findings.ofDatabase({ ...facts, superuser: true }, null).health).toBe('WARN');
    expect(findings.ofDatabase(facts, 'DATABASE_URL leads elsewhere').health).toBe('WARN');
  });

  it('reads how long a certificate holds', () => {
    const { cert } = testCertificate();
    expect(findings.ofCertificate(null, now).health).toBe('GOOD');
    expect(findings.ofCertificate(cert, new Date(0)).health).toBe('GOOD');
    expect(findings.ofCertificate(cert, new Date('2999-01-01')).health).toBe('BAD');
  });

  it('warns of a clock that is off before codes stop working', () => {
    expect(findings.ofClock(-300, now, later(-10)).health).toBe('GOOD');
    expect(findings.ofClock(5_000, now, later(-10)).health).toBe('WARN');
    expect(findings.ofClock(-60_000, now, later(-10)).health).toBe('BAD');
    expect(findings.ofClock(0, now, later(3)).health).toBe('BAD');
  });

  it('tells mail that is off from mail that does not work', () => {
    expect(findings.ofMail(null, null).health).toBe('GOOD');
    expect(findings.ofMail('mail.example', null).health).toBe('GOOD');
    expect(findings.ofMail('mail.example', 'connection refused')).toMatchObject({
      health: 'BAD',
      says: 'mail.example: connection refused',
    });
  });

  it('warns of settings that are probably not meant, and says nothing of others', () => {
    expect(findings.ofSettings([])).toEqual([]);
    expect(findings.ofSettings([{ says: 'this', mend: 'that' }])).toEqual([
      { what: 'settings', health: 'WARN', says: 'this', mend: 'that' },
    ]);
  });

  it('wants a tenth of the disk free, and signatures that keep up with the log', () => {
    expect(findings.ofDisk('/data', 0.1).health).toBe('GOOD');
    expect(findings.ofDisk('/data', 0.05).health).toBe('WARN');
    expect(findings.ofDisk('/data', 0.01).health).toBe('BAD');
    expect(findings.ofAudit(null, null).health).toBe('GOOD');
    expect(findings.ofAudit(null, now).health).toBe('WARN');
    expect(findings.ofAudit(now, later(0.01)).health).toBe('GOOD');
    expect(findings.ofAudit(later(-1), now).health).toBe('WARN');
  });
});
