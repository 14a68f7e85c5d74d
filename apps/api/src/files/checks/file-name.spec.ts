import { describe, expect, it } from '@jest/globals';
import { attachment, cleanFileName, decodedName } from './file-name.js';

describe('a file’s name', () => {
  it.each([
    ['BAA 2026.pdf', 'BAA 2026.pdf'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\me\\Vertrag.pdf', 'Vertrag.pdf'],
    ['a\r\nSet-Cookie: x=1.pdf', 'aSet-Cookie_ x=1.pdf'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['zero\u200bwidth\ufeff.pdf', 'zerowidth.pdf'],
    ['nul\0byte.pdf', 'nulbyte.pdf'],
    ['CON.pdf', '_CON.pdf'],
    ['lpt1.txt', '_lpt1.txt'],
    ['what?*<now>|".pdf', 'what__now___.pdf'.replace('what__now', 'what___now')],
    ['  .. report.pdf . ', 'report.pdf'],
    ['.pdf', 'file.pdf'],
    ['', 'file'],
    ['...', 'file'],
    ['Übersicht\u0308 世界.xlsx', 'Übersicht\u0308 世界.xlsx'.normalize('NFC')],
  ])('%j becomes %j', (given, clean) => {
    expect(cleanFileName(given)).toBe(clean);
  });

  it('of 300 signs is cut and keeps its ending', () => {
    const latin = cleanFileName(`${'a'.repeat(300)}.pdf`);
    expect([latin.length, latin.endsWith('a.pdf')]).toEqual([120, true]);
    const wide = cleanFileName(`${'世'.repeat(300)}.pdf`);
    expect(Buffer.byteLength(wide)).toBeLessThanOrEqual(200);
    expect(wide.endsWith('世.pdf')).toBe(true);
  });

  it('stays as it is where it was not encoded', () => {
    expect([decodedName('v%C3%A9.pdf'), decodedName('100%.pdf')]).toEqual(['vé.pdf', '100%.pdf']);
  });

  it('is told to the browser in ASCII and whole', () => {
    expect(attachment('Vé “1”.pdf')).toBe(
      `attachment; filename="Ve _1_.pdf"; filename*=UTF-8''V%C3%A9%20%E2%80%9C1%E2%80%9D.pdf`,
    );
    expect(attachment(`it's (1)*.pdf`)).toBe(
      `attachment; filename="it's (1)*.pdf"; filename*=UTF-8''it%27s%20%281%29%2A.pdf`,
    );
  });
});
