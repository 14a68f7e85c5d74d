import { column, moment, one, sql, type Planner } from '../graphql/planner/planner.js';

/** How stored files are read. */
export function describeFiles(planner: Planner): void {
  planner.describe('StoredFile', {
    table: 'stored_files',
    fields: {
      id: column('id'),
      name: column('name'),
      type: column('type'),
      size: sql((file) => `${file}.size::int`),
      sha256: column('sha256'),
      uploadedAt: moment('created_at'),
      uploadedBy: one('Person', (file, person) => `${person}.id = ${file}.uploaded_by`),
    },
  });
}
