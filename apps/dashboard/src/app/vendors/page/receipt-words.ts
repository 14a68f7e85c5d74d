import type { Say } from '../say.js';

/** The vocabulary that a receipt's input draws its value from. */
const WORDS_OF: Record<string, string> = {
  DATA_CLASSES: 'dataClass',
  ACCESS: 'access',
  OUTAGE_TOLERANCE: 'outageTolerance',
  SUBSTITUTABILITY: 'substitutability',
  FAULT: 'fault',
  EVIDENCE: 'evidenceLevel',
};

/** The name of an input; a code that this page has no words for is shown as it is, readably. */
export function inputName(code: string, say: Say): string {
  const key = `vendors.input.${code}`;
  const name = say.text(key);
  return name === key ? code.toLowerCase().replaceAll('_', ' ') : name;
}

/** A value of the receipt in words; null is "not known", which is never the same as none. */
export function inputText(code: string, value: unknown, say: Say): string {
  if (value === null || value === undefined) return say.text('vendors.input.unknown');
  if (Array.isArray(value)) return value.map((each) => single(code, each, say)).join(', ') || '–';
  return single(code, value, say);
}

function single(code: string, value: unknown, say: Say): string {
  if (typeof value === 'boolean') return say.text(value ? 'vendors.yes' : 'vendors.no');
  if (typeof value === 'number') return Number.isInteger(value) ? say.whole(value) : String(value);
  if (typeof value === 'object') return JSON.stringify(value);
  const words = WORDS_OF[code];
  return words ? say.word(words, String(value)) : String(value);
}
