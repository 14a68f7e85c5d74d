import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { loggedFault } from './log.js';

describe('a fault in the log', () => {
  it('says where it lies, and none of the values of a statement or a row', () => {
    const driver = Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), {
      code: '22021',
      table: 'people',
      detail: 'Key (email)=(ada@canary.example) already exists.',
      where: 'unnamed portal parameter $2',
    });
    const fault = new QueryFailedError(
      'update people set password_hash = $1 where name = $2',
      ['$argon2id$canary', 'Na\u0000me'],
      driver,
    );
    const logged = loggedFault(fault);
    const text = JSON.stringify(logged);
    expect(text).not.toMatch(/canary|argon2id|already exists/);
    expect(logged).toMatchObject({
      type: 'QueryFailedError',
      message: expect.stringContaining('invalid byte sequence'),
      code: '22021',
      table: 'people',
      query: 'update people set password_hash = $1 where name = $2',
      stack: expect.stringContaining('log.spec'),
    });
  });

  it('keeps what else was thrown readable', () => {
    expect(loggedFault(Object.assign(new Error('no space'), { code: 'ENOSPC' }))).toMatchObject({
      message: 'no space',
      code: 'ENOSPC',
    });
  });
});
