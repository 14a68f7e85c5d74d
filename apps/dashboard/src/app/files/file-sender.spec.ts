import { describe, expect, it } from '@jest/globals';
import { sizeOf } from './file-link.js';
import { faultOf, fileOf, LARGEST } from './file-sender.js';

describe('a file that was chosen', () => {
  it('is sent where its ending and size are taken', () => {
    expect(faultOf({ name: 'BAA.PDF', size: 10 })).toBeUndefined();
    expect(faultOf({ name: 'scan.jpeg', size: LARGEST })).toBeUndefined();
  });

  it('is not sent where it would be refused anyhow', () => {
    expect(faultOf({ name: 'run.exe', size: 10 })).toBe('kind');
    expect(faultOf({ name: 'report.pdf.exe', size: 10 })).toBe('kind');
    expect(faultOf({ name: 'a.pdf', size: LARGEST + 1 })).toBe('large');
    expect(faultOf({ name: 'a.pdf', size: 0 })).toBe('empty');
  });

  it('is named in an answer only where it is another one', () => {
    const file = { id: 'f1', name: 'a.pdf', size: 1 };
    expect(fileOf([file], file)).toBeUndefined();
    expect(fileOf([], null)).toBeUndefined();
    expect(fileOf([file], null)).toEqual({ file: 'f1' });
    expect(fileOf([], file)).toEqual({ file: null });
  });

  it('has a size that people can read', () => {
    expect([sizeOf(1), sizeOf(1_500), sizeOf(2_400_000)]).toEqual(['1 KB', '2 KB', '2.3 MB']);
  });
});
