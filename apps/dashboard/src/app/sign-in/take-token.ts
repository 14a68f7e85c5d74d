/**
 * Takes a one-time token out of the address (`#t=…`) and clears it there, so that it stays in no
 * history, bookmark or screenshot. It stands in the fragment since that is never sent to a server.
 */
export function takeToken(document: Document): string | undefined {
  const { hash, pathname, search } = document.location;
  const token = new URLSearchParams(hash.slice(1)).get('t') ?? undefined;
  if (token) document.defaultView?.history.replaceState(null, '', pathname + search);
  return token;
}
