const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    ndash: '–',
    mdash: '—',
    hellip: '…',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    eacute: 'é',
    uuml: 'ü',
    ouml: 'ö',
    auml: 'ä',
  }),
);

/** Tags after which the text goes on in a new line. */
const BREAKING = /^\/?(?:p|br|div|li|ul|ol|h[1-6]|tr|table|blockquote)\b/i;
/** Tags whose inside is no text for people. */
const SILENT = /^(script|style|template|noscript|svg)\b/i;

/**
 * The text of a piece of HTML: tags dropped, entities read, no markup left that a screen could
 * take for HTML by mistake. Walks once from left to right, so no input makes it slow.
 */
export function htmlToText(html: string): string {
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  let text = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) break;
    text += html.slice(at, open);
    const tag = tagAt(html, open);
    if (tag === null) {
      text += '<';
      at = open + 1;
      continue;
    }
    if (BREAKING.test(tag.name)) text += '\n';
    at = SILENT.test(tag.name) ? afterSilent(lower, tag.name, tag.end) : tag.end;
  }
  return decodeEntities(text + html.slice(at))
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}

function tagAt(html: string, open: number): { name: string; end: number } | null {
  if (!/[a-z/!?]/i.test(html.charAt(open + 1))) return null;
  const comment = html.startsWith('<!--', open);
  const close = html.indexOf(comment ? '-->' : '>', open + 1);
  const end = close === -1 ? html.length : close + (comment ? 3 : 1);
  return { name: html.slice(open + 1, Math.min(end, open + 16)), end };
}

function afterSilent(lower: string, name: string, from: number): number {
  const word = SILENT.exec(name)?.[1] ?? '';
  const close = lower.indexOf(`</${word.toLowerCase()}`, from);
  if (close === -1) return lower.length;
  const end = lower.indexOf('>', close);
  return end === -1 ? lower.length : end + 1;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (...found) => {
    const [whole, decimal, hex, name] = found as [string, string?, string?, string?];
    if (name !== undefined) return NAMED.get(name.toLowerCase()) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    const printable = code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return printable ? String.fromCodePoint(code) : ' ';
  });
}
