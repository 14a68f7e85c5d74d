/**
 * Makes the typed documents. Comes in: the committed schema.graphql and operations/<room>/*.graphql.
 * Goes out: src/generated/<room>/ (git-ignored), one module a room, so that a page's bundle carries
 * the documents of its own room only. It needs no server, no database and no task of the API.
 */
import { readdirSync } from 'node:fs';

const rooms = readdirSync(new URL('./operations', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

const config = {
  documentMode: 'string',
  enumsAsTypes: true,
  useTypeImports: true,
  skipTypename: true,
  strictScalars: true,
  defaultScalarType: 'unknown',
  scalars: { Date: 'string', DateTime: 'string', JSON: 'unknown', Count: 'number' },
};

export default {
  schema: 'schema.graphql',
  silent: true,
  generates: Object.fromEntries(
    rooms.map((room) => [
      `src/generated/${room}/`,
      {
        documents: [`operations/${room}/*.graphql`],
        preset: 'client',
        presetConfig: {
          fragmentMasking: false,
          // the client sends the id alone, so no document stands in a bundle
          persistedDocuments: { mode: 'replaceDocumentWithHash', hashAlgorithm: 'sha256' },
        },
        config,
      },
    ]),
  ),
};
