/** Half a surrogate pair is no character; PostgreSQL refuses it in JSON. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\u{fffd}');
}
