/** Long enough for people, short enough for every file system with room for what it puts behind it. */
const LONGEST = 120;
/** Bytes of a name in a file system: 255, less what browsers add. */
const MOST_BYTES = 200;
/** Names that Windows gives to devices, whatever the ending. */
const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** Control and format signs (direction marks among them), separators of lines, halves of letters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** A name sent in a header; one that is not percent-encoded stays as it is. */
export function decodedName(given: string): string {
  try {
    return decodeURIComponent(given);
  } catch {
    return given;
  }
}

/**
 * A file's name as it may be stored, shown and saved anywhere: its last part, without signs that are
 * not seen or that turn the reading direction, none that a file system refuses, no device of Windows,
 * no leading dot, 120 signs at most with the ending kept. Never empty.
 */
export function cleanFileName(given: string): string {
  const base = given.split(/[\\/]/).at(-1) ?? '';
  const seen = base
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(/[<>:"|?*]/g, '_');
  const trimmed = seen.replace(/\s+/g, ' ').replace(/^[\s.]+|[\s.]+$/g, '');
  const named =
    trimmed && !trimmed.includes('.') && base.startsWith('.') ? `file.${trimmed}` : trimmed;
  const plain = DEVICES.test(named) ? `_${named}` : named;
  return shortened(plain) || 'file';
}

function shortened(name: string): string {
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : '';
  const signs = [...name.slice(0, name.length - ending.length)];
  let stem = signs.slice(0, LONGEST - ending.length);
  while (Buffer.byteLength(stem.join('')) > MOST_BYTES - ending.length) stem = stem.slice(0, -1);
  return `${stem.join('').trimEnd()}${ending}`;
}

/** `Content-Disposition` of a download, RFC 6266: the name in ASCII, and the whole one beside it. */
export function attachment(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, '_')
    .replace(/["\\%]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`;
}
