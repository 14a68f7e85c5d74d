import { Injectable } from '@nestjs/common';
import { shownFigure } from '@chaperone/risk-model';
import type { Response } from 'express';
import type { EntityManager } from 'typeorm';
import { ListFiles, rowsOf } from '../audit/list-files.js';
import { Clock } from '../graphql/clock.js';
import { Planner } from '../graphql/planner/planner.js';
import { StatementWriter } from '../graphql/planner/statement.js';
import { Today } from '../graphql/today.js';
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

/** The list of vendors as a file, streamed from a cursor: memory stays flat, whatever the number. */
@Injectable()
export class VendorsExportService {
  constructor(
    private readonly planner: Planner,
    private readonly files: ListFiles,
    private readonly clock: Clock,
    private readonly today: Today,
  ) {}

  /** Writes the file; cells that a spreadsheet would take for a formula begin with an apostrophe. */
  async write(asked: VendorsAsked, response: Response): Promise<void> {
    await this.files.send(
      {
        name: `vendors-${this.clock.todayUtc()}.csv`,
        details: { file: 'vendors.csv', filter: asked.filter ?? null },
        columns: [...FIELDS, ...SCORES],
        lines: (tx) => this.lines(tx, asked),
      },
      response,
    );
  }

  private async *lines(tx: EntityManager, asked: VendorsAsked): AsyncGenerator<object> {
    const field = (name: string, fields: readonly string[] = []): Selected => ({
      name,
      property: name,
      args: {},
      fields: fields.map((each) => field(each)),
    });
    const selected = [...FIELDS.map((name) => field(name)), field('score', SCORES)];
    const writer = new StatementWriter(this.planner.described(), this.today.current());
    const statement = writer.rows('Vendor', selected, vendorsQuestion(asked));
    for await (const row of rowsOf<Row>(tx, statement)) yield cells(row);
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
