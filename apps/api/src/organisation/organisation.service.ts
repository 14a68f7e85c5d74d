import { Injectable, type OnModuleInit } from '@nestjs/common';
import { StaleRevError } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import { found } from '../graphql/refusal.js';
import { Today } from '../graphql/today.js';
import { Work } from '../graphql/work.js';
import { ScoringService } from '../scoring/scoring.service.js';
import { checkedChanges } from './organisation.checks.js';
import type { UpdateOrganisationInput } from './organisation.inputs.js';
import { organisationOf, READ_ORGANISATION, type OrganisationRow } from './organisation.queries.js';
import type { OrganisationType } from './organisation.type.js';

/** A change of these changes scores: what counts as abroad, which cover is needed. */
const SCORED = ['roles', 'homeRegions', 'timeZone', 'appetite'] as const;
/** Rescoring a large register takes longer than a request's statement. */
const PATIENCE_MS = 120_000;

/** The one record of the organisation. */
@Injectable()
export class OrganisationService implements OnModuleInit {
  constructor(
    private readonly work: Work,
    private readonly today: Today,
    private readonly scoring: ScoringService,
  ) {}

  async onModuleInit(): Promise<void> {
    const { timeZone } = await this.read();
    this.today.useTimeZone(timeZone);
  }

  async read(): Promise<OrganisationType> {
    const [row] = await this.work.read<OrganisationRow>(READ_ORGANISATION);
    return organisationOf(found(row, 'The organisation'));
  }

  /** @throws Refusal INVALID; StaleRevError where somebody else was first */
  async update(input: UpdateOrganisationInput, by: Principal): Promise<OrganisationType> {
    const changes = checkedChanges(input);
    const organisation = await this.work.change(
      async (tx) => {
        const row = await this.write(tx, changes, { rev: input.rev, by });
        if (SCORED.some((field) => input[field] !== undefined && input[field] !== null))
          await this.rescoreAll(tx, by);
        return organisationOf(row);
      },
      { statementTimeoutMs: PATIENCE_MS },
    );
    this.today.useTimeZone(organisation.timeZone);
    return organisation;
  }

  private async write(
    tx: EntityManager,
    changes: Partial<OrganisationRow>,
    { rev, by }: { rev: number; by: Principal },
  ): Promise<OrganisationRow> {
    const entries = Object.entries(changes);
    const sets = entries.map(([column], index) =>
      column === 'appetite'
        ? `appetite = appetite || $${index + 3}::jsonb`
        : `${column} = $${index + 3}`,
    );
    const [rows] = (await tx.query(
      `update organisation set ${[...sets, 'rev = rev + 1', 'updated_at = now()', 'updated_by = $2'].join(', ')}
       where rev = $1 returning *`,
      [rev, by.personId, ...entries.map(([, value]) => value)],
    )) as [OrganisationRow[], number];
    const row = rows[0];
    if (row) return row;
    const [current] = (await tx.query('select rev from organisation')) as { rev: number }[];
    throw new StaleRevError('organisation', '', current?.rev ?? null);
  }

  private async rescoreAll(tx: EntityManager, by: Principal): Promise<void> {
    const rows = (await tx.query('select id from vendors')) as { id: string }[];
    await this.scoring.rescore(
      tx,
      rows.map(({ id }) => id),
      'ORGANISATION_CHANGED',
      by,
    );
  }
}
