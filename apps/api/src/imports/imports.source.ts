import {
  column,
  embedded,
  many,
  moment,
  one,
  sealed,
  sql,
  type Planner,
} from '../graphql/planner/planner.js';

const count = (name: string) => sql((run) => `coalesce((${run}.counts->>'${name}')::int, 0)`);
const limit = (args: Readonly<Record<string, unknown>>): number => Number(args['limit'] ?? 50);
const offset = (args: Readonly<Record<string, unknown>>): number => Number(args['offset'] ?? 0);

/** Lists of a run; the first two are read in stretches. */
const lists = {
  errors: many('ImportError', {
    on: (run, error) => `${error}.run_id = ${run}.id`,
    orderBy: (error) => `${error}.id`,
    limit,
    offset,
  }),
  diff: many('ImportDiff', {
    on: (run, change) => `${change}.run_id = ${run}.id`,
    where: (change) => [`${change}.title is not null`],
    orderBy: (change) => `${change}.id`,
    limit,
    offset,
  }),
  conflicts: many('ImportConflict', {
    on: (run, conflict) => `${conflict}.run_id = ${run}.id`,
    orderBy: (conflict) => `${conflict}.id`,
    limit: () => 1_000,
  }),
};

/** How import runs are read. */
export function describeImports(planner: Planner): void {
  planner.describe('ImportRun', {
    table: 'import_runs',
    fields: {
      id: column('id'),
      ref: column('ref'),
      source: column('source'),
      status: column('status'),
      fileName: sql((run) => `coalesce(${run}.file_name, '')`),
      asOf: column('as_of'),
      counts: embedded('ImportCounts'),
      progress: column('progress'),
      stage: column('stage'),
      reason: column('reason'),
      startedBy: one('Person', (run, person) => `${person}.id = ${run}.started_by`),
      startedAt: moment('started_at'),
      finishedAt: moment('finished_at'),
      appliedAt: moment('applied_at'),
      undoneAt: moment('undone_at'),
      dryRunOf: column('dry_run_of'),
      ...lists,
    },
  });
  describeParts(planner);
}
function describeParts(planner: Planner): void {
  describeRows(planner);
  planner.describe('ImportCounts', {
    fields: {
      rows: count('rows'),
      new: count('new'),
      changed: count('changed'),
      same: count('same'),
      refused: count('refused'),
      skipped: count('skipped'),
      proposedMatches: count('proposedMatches'),
      confirmedMatches: count('confirmedMatches'),
      proposedIncidents: count('proposedIncidents'),
    },
  });
}

function describeRows(planner: Planner): void {
  planner.describe('ImportError', {
    table: 'import_errors',
    fields: {
      line: column('line'),
      column: column('column_name'),
      code: column('code'),
      message: column('message'),
      value: column('value'),
    },
  });
  planner.describe('ImportDiff', {
    table: 'import_changes',
    fields: {
      table: column('table_name'),
      action: column('action'),
      title: column('title'),
      before: sealed('before', { table: 'import_changes', form: 'CHANGES' }),
      after: sealed('after', { table: 'import_changes', form: 'CHANGES' }),
    },
  });
  planner.describe('ImportConflict', {
    table: 'import_conflicts',
    fields: {
      id: column('row_id'),
      table: column('table_name'),
      title: column('title'),
      changedBy: one('Person', (conflict, person) => `${person}.id = ${conflict}.changed_by`),
      changedAt: moment('changed_at'),
    },
  });
}
