import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { shownFigure } from '@chaperone/risk-model';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import type { EntityManager } from 'typeorm';
import { Audit } from '../audit/audit.js';
import { Clock } from '../graphql/clock.js';
import { Planner } from '../graphql/planner/planner.js';
import { StatementWriter } from '../graphql/planner/statement.js';
import { Today } from '../graphql/today.js';
import { Work } from '../graphql/work.js';
import { vendorsQuestion } from './vendors.question.js';
import type { VendorsAsked } from './vendors.args.js';

/** Columns of the file, each a field of the graph's Vendor; scores stand in their own columns. */
const FIELDS = [
  'ref',
  'displayName',
  'legalName',
  'category',
  'status',
  'website',
  'headquarters',
  'aliases',
  'domains',
  'tags',
  'activeServiceCount',
  'dataClasses',
  'openFindings',
  'breachCount',
  'proposedMatchCount',
  'lastBreachOn',
  'lastBreachTitle',
  'nextAgreementEnd',
  'nextReviewOn',
] as const;
const SCORES = [
  'tier',
  'inherent',
  'inherentBand',
  'residual',
  'residualBand',
  'ceiling',
  'ceilingBand',
  'complete',
  'asOf',
  'modelVersion',
] as const;

/** Rows that are in memory at one time. */
const AT_A_TIME = 1000;

/** The list of vendors as a file, streamed from a cursor: memory stays flat, whatever the number. */
@Injectable()
export class VendorsExportService {
  constructor(
    private readonly planner: Planner,
    private readonly work: Work,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly today: Today,
  ) {}

  /** Writes the file; cells that a spreadsheet would take for a formula begin with an apostrophe. */
  async write(asked: VendorsAsked, response: Response): Promise<void> {
    await this.audit.note({
      action: 'EXPORT',
      outcome: 'SUCCESS',
      details: { file: 'vendors.csv', filter: asked.filter ?? null },
    });
    const name = `vendors-${this.clock.todayUtc()}.csv`;
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    response.setHeader('Cache-Control', 'no-store');
    await this.work.change(async (tx) => {
      const rows = Readable.from(this.rows(tx, asked));
      const csv = stringify({
        header: true,
        bom: true,
        escape_formulas: true,
        record_delimiter: 'windows',
        columns: [...FIELDS, ...SCORES].map((key) => ({ key, header: key })),
      });
      await pipeline(rows, csv, response);
    });
  }

  private async *rows(tx: EntityManager, asked: VendorsAsked): AsyncGenerator<object> {
    const field = (name: string, fields: readonly string[] = []): Selected => ({
      name,
      property: name,
      args: {},
      fields: fields.map((each) => field(each)),
    });
    const selected = [...FIELDS.map((name) => field(name)), field('score', SCORES)];
    const writer = new StatementWriter(this.planner.described(), this.today.current());
    const statement = writer.rows('Vendor', selected, vendorsQuestion(asked));
    await tx.query(`declare vendor_list no scroll cursor for ${statement.text}`, [
      ...statement.values,
    ]);
    for (;;) {
      const rows = (await tx.query(`fetch ${AT_A_TIME} from vendor_list`)) as Row[];
      for (const row of rows) yield cells(row);
      if (rows.length < AT_A_TIME) return;
    }
  }
}

interface Selected {
  readonly name: string;
  readonly property: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly fields: readonly Selected[];
}

type Row = Readonly<Record<string, unknown>>;

/** One line: lists joined, figures as they are shown, scores without the place they were read from. */
function cells(row: Row): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    const column = name.replace(/^score\./, '');
    line[column] = cell(column, value);
  }
  return line;
}

const FIGURES: ReadonlySet<string> = new Set(['inherent', 'residual', 'ceiling']);

function cell(column: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.join('; ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number' && FIGURES.has(column)) return shownFigure(value);
  return value;
}
