import { describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import type { Mark } from '../audit/chain.js';
import { RetentionService } from '../audit/retention.service.js';
import { VerificationService, type Verification } from '../audit/verification.service.js';
import { auditCommand } from './audit.command.js';

const AGREED: Mark = { what: 'CHECKPOINT', seq: 3, head: 'h', at: '2026-11-24T10:00:00Z' };
const WHOLE: Verification = {
  fault: null,
  entries: 3,
  head: { seq: 3, head: 'h' },
  agreed: AGREED,
  checkpoints: 1,
  foreign: [],
  torn: [],
  restores: [],
};

/** Runs the command over a log that looks like this; returns its code and what it said. */
async function over(found: Partial<Verification>, what: string) {
  const said: string[] = [];
  let pruned = false;
  const services = new Map<unknown, unknown>([
    [VerificationService, { verify: () => Promise.resolve({ ...WHOLE, ...found }) }],
    [
      RetentionService,
      {
        prune: () => {
          pruned = true;
          return Promise.resolve({ removed: 1, until: '2020-01-01T00:00:00Z' });
        },
      },
    ],
  ]);
  const app = { get: (token: unknown) => services.get(token) } as INestApplicationContext;
  const say = (line: string): void => void said.push(line);
  const code = await auditCommand.run([what], { app, print: say, warn: say });
  return { code, pruned, said: said.join('\n') };
}

describe('audit verify and audit prune', () => {
  it('say yes to a log that is whole and signed, and to one without entries', async () => {
    expect(await over({}, 'verify')).toMatchObject({ code: 0 });
    expect(await over({ entries: 0, agreed: null }, 'verify')).toMatchObject({ code: 0 });
    expect(await over({}, 'prune')).toMatchObject({ code: 0, pruned: true });
  });

  it('name a line that was torn, which is no fault of anybody', async () => {
    const { code, said } = await over({ torn: [2] }, 'verify');
    expect(code).toBe(0);
    expect(said).toMatch(/Line 2 .*not written to its end/);
  });

  it('name a back-up that was put back', async () => {
    const { code, said } = await over({ restores: [{ ...AGREED, what: 'RESTORE' }] }, 'verify');
    expect(code).toBe(0);
    expect(said).toMatch(/Put back from a back-up.*behind entry 3 is gone/);
  });

  it.each([
    ['a fault', { fault: { seq: 2, why: 'entry 2 is missing' } }],
    ['no checkpoint at all', { agreed: null, checkpoints: 0 }],
    ['a line of another key', { foreign: [{ line: 1, why: 'it is not ours' }] }],
  ])('say no to a log with %s', async (_what, found) => {
    expect(await over(found, 'verify')).toMatchObject({ code: 1 });
    expect(await over(found, 'prune')).toMatchObject({ code: 1, pruned: false });
  });
});
