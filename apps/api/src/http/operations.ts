/**
 * Which operations are run. In: a parsed body. Out: the same with the document's text, or a refusal.
 * The applications send the id that their build gave each document, and nothing else comes in with a
 * session: the texts stand in the manifest that was built with them. Scripts whose token has the scope
 * `graph:any` may send texts of their own.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from 'express';
import { may } from '../graphql/access.js';
import type { ApiRequest } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';

/** Texts of documents by their ids. */
export type Manifest = ReadonlyMap<string, string>;

/** In a checkout that has not been built: what code generation left. */
const GENERATED = join(import.meta.dirname, '../../../../libs/contract/src/generated');
const NO_MANIFEST =
  'The list of operations that the dashboard was built with is not there. Build it with `npm run build`.';

/** The manifest that was built with the dashboard in this folder. @throws Error where there is none */
export function readManifest(dashboardDir: string | null): Manifest {
  const built = dashboardDir && join(dashboardDir, '../operations.json');
  if (built && existsSync(built)) return new Map(entriesOf(built));
  const rooms = existsSync(GENERATED) ? readdirSync(GENERATED) : [];
  const files = rooms
    .map((room) => join(GENERATED, room, 'persisted-documents.json'))
    .filter((file) => existsSync(file));
  if (files.length === 0) throw new Error(NO_MANIFEST);
  return new Map(files.flatMap(entriesOf));
}

function entriesOf(file: string): [string, string][] {
  return Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
}

/** What stands between a body and the graph. */
export interface OperationRules {
  readonly manifest: Manifest;
  /** Takes texts from everybody: for development. */
  readonly anyOperation: boolean;
}

/** Puts the text in place of the id. @throws Refusal UNKNOWN_OPERATION, FORBIDDEN, INVALID */
export function checkOperation(request: Request, rules: OperationRules): void {
  const body = request.body as Record<string, unknown> | undefined;
  const id = body?.['documentId'];
  if (id === undefined) {
    checkText(request as ApiRequest, rules);
    return;
  }
  if (body?.['query'] !== undefined)
    throw new Refusal('INVALID', 'Send the id of a document or its text, not both.');
  const query = typeof id === 'string' ? rules.manifest.get(id) : undefined;
  if (!query)
    throw new Refusal(
      'UNKNOWN_OPERATION',
      'The server does not know this operation. It may have been updated: load the page again.',
    );
  request.body = { query, variables: body?.['variables'] };
}

function checkText({ principal }: ApiRequest, { anyOperation }: OperationRules): void {
  if (anyOperation) return;
  if (principal?.via === 'TOKEN' && may(principal, 'graph:any')) return;
  throw new Refusal(
    'FORBIDDEN',
    'Only operations that the applications were built with are run here. Scripts need a token with the scope graph:any.',
  );
}
