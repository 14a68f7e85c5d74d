// The product without its safeguards, for comparison only: every request comes from one person whom
// nobody looks up, no policy is asked, and nothing is written into the audit log. This is done from
// outside, to the classes of the built API in this one process; the product has no setting for it.
// Started as: node unguarded.ts DATABASE_URL DATA_DIR.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../support/root.ts';

type Methods = Record<string, (...args: never[]) => unknown>;

/** Puts other methods into a class of the built API. */
async function replace(file: string, name: string, methods: Methods): Promise<void> {
  const path = join(root, 'apps', 'api', 'dist', ...file.split('/'));
  const built = (await import(pathToFileURL(path).href)) as Record<string, { prototype: Methods }>;
  const prototype = built[name]?.prototype;
  for (const method of Object.keys(methods))
    if (!prototype?.[method]) throw new Error(`${name} has no method ${method} any more`);
  Object.assign(prototype ?? {}, methods);
}

const somebody = {
  personId: null,
  name: 'Bench',
  role: 'COMPLIANCE',
  via: 'SESSION',
  stage: 'FULL',
};

await replace('identity/who-asks.service.js', 'WhoAsks', {
  identify: (request: { principal?: unknown }) => {
    request.principal = somebody;
  },
});
await replace('graphql/access/access.plugin.js', 'AccessPlugin', {
  requestDidStart: () => Promise.resolve({}),
});
await replace('graphql/access.js', 'AccessGuard', { canActivate: () => true });
await replace('audit/trail.js', 'AuditTrail', {
  follow: <Tx>(tx: Tx, work: (tx: Tx) => unknown) => work(tx),
  note: () => undefined,
});
await import('./product.ts');
