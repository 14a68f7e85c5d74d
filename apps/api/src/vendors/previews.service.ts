import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Work } from '../graphql/work.js';
import type { PackedReceipt } from '../scoring/packed-receipt.js';
import type { ReceiptParent } from '../scoring/receipt-for-graph.js';
import type { ScoreRecord } from '../scoring/score-record.js';
import { ScoringService } from '../scoring/scoring.service.js';
import type { ScoreParent } from './scores.resolver.js';

/** Scores as they would be with a requested service; nothing is stored. */
@Injectable()
export class PreviewsService {
  constructor(
    private readonly work: Work,
    private readonly scoring: ScoringService,
  ) {}

  /** A score for each service, in the order of the ids. */
  of(serviceIds: readonly string[]): Promise<(object | null)[]> {
    return this.work.change(async (tx) => {
      const scores: (object | null)[] = [];
      for (const id of serviceIds) {
        const record = await this.scoring.preview(tx, id);
        scores.push(record && (await scoreOf(tx, record)));
      }
      return scores;
    });
  }
}

const BASES = ['inherent', 'residual', 'ceiling'] as const;

/** A record in the shape that the planner gives a score. */
async function scoreOf(tx: EntityManager, record: ScoreRecord): Promise<object> {
  const { receipt } = record;
  const { controls } = receipt;
  const score: ScoreParent = {
    missing: record.missing,
    assumed: record['assumed'] as ScoreParent['missing'],
    questionnaire: { ...controls, complete: controls.state === 'ASSESSED' },
    receipt: await withWords(tx, receipt),
  };
  const bases = BASES.map((basis) => ({
    [basis]: record[basis],
    [`${basis}Band`]: record[`${basis}_band`],
    [`${basis}At`]: placeOf(record, basis),
  }));
  return Object.assign(
    {
      complete: record.complete,
      tier: record.tier,
      computedTier: record.computed_tier,
      modelVersion: record['model_version'],
      asOf: record['as_of'],
      ...score,
    },
    ...bases,
  ) as object;
}

function placeOf(record: ScoreRecord, basis: (typeof BASES)[number]): object | null {
  if (record[basis] === null) return null;
  return {
    service: record[`${basis}_service`],
    serviceName: record.receipt[basis]?.serviceName,
    impact: record[`${basis}_impact`],
    likelihood: record[`${basis}_likelihood`],
    cell: record[`${basis}_cell`],
    band: record[`${basis}_band`],
    likelihoodLevel: record[`${basis}_l`],
    impactLevel: record[`${basis}_i`],
  };
}

async function withWords(tx: EntityManager, receipt: PackedReceipt): Promise<ReceiptParent> {
  const [words]: [Omit<ReceiptParent, 'receipt'>] = await tx.query(
    `select (select json_object_agg(q.key, q.text) from (
         select distinct on (key) key, text from questions where key = any($1::text[])) q) as texts,
       (select json_object_agg(id, title) from breaches where id = any($2::uuid[])) as titles,
       (select json_object_agg(key, title) from question_templates where key = any($3::text[])) as templates,
       (select json_object_agg(id, to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD'))
         from services where id = any($4::uuid[])) as "writtenOn"`,
    [
      receipt.controls.questions.keys,
      receipt.breaches.incidents.map((incident) => incident.recordId),
      receipt.controls.assessments.map((assessment) => assessment.templateKey),
      receipt.services.map((service) => service.id),
    ],
  );
  return { receipt, ...words };
}
