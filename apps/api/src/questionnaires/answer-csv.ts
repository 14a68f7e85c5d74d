import { randomUUID } from 'node:crypto';
import { EVIDENCE_LEVELS } from '@chaperone/risk-model';
import type { Work } from '../graphql/work.js';
import * as cells from '../imports/cells.js';
import { refuseCell, type Cell } from '../imports/cells.js';
import { openNamed, stageRows, type NamedRow } from '../imports/csv-rows.js';
import type {
  ImportJob,
  ImportTemplate,
  StageBatch,
  StageColumn,
  StageValue,
} from '../imports/import-source.js';
import type { TextFile } from '../imports/parsing/index.js';
import type { Keys } from '../keys/keys.js';
import {
  AnswerReader,
  isMisfit,
  TemplateVersions,
  VendorNames,
  type KnownQuestion,
  type KnownVersion,
  type ReadAnswer,
} from './answer-lookups.js';
import { isNarrative, sealComment, sealValue } from './sealed-answer.js';

/** Columns of a table of answers, with other names that people give them. */
const COLUMNS = {
  vendor: ['vendor', 'vendor name', 'vendor ref'],
  template: ['template', 'questionnaire'],
  version: ['version', 'template version'],
  question: ['question', 'question key', 'question id'],
  value: ['value', 'answer'],
  comment: ['comment', 'remark', 'notes'],
  level: ['evidence_level', 'evidence level'],
  evidence: ['evidence', 'evidence title'],
  answeredOn: ['answered_on', 'answered', 'date'],
  sourceUrl: ['source_url', 'source', 'url'],
  accept: ['accept', 'accepted'],
} as const;
type Row = NamedRow<keyof typeof COLUMNS>;

const LONGEST_COMMENT = 20_000;

/** What a user downloads and fills in. */
export const answerTemplate: ImportTemplate = {
  header: Object.values(COLUMNS).map(([name]) => name),
  examples: [
    [
      'Sample Scheduling Co.',
      'telehealth-vendor',
      '1',
      'mfa-customers',
      'YES',
      '',
      'ATTESTED',
      '',
      '2026-09-30',
      '',
      'yes',
    ],
  ],
};

/** Columns of the staging table, in the order in which the rows bring them. */
export const answerStage: readonly StageColumn[] = [
  { name: 'vendor_id', type: 'uuid' },
  { name: 'version_id', type: 'uuid' },
  { name: 'question_id', type: 'uuid' },
  { name: 'question_key', type: 'text' },
  { name: 'value', type: 'jsonb' },
  { name: 'effectiveness', type: 'real' },
  { name: 'comment', type: 'text' },
  { name: 'comment_mac', type: 'text' },
  { name: 'evidence_level', type: 'text' },
  { name: 'evidence', type: 'text' },
  { name: 'answered_on', type: 'date' },
  { name: 'source_url', type: 'text' },
  { name: 'accept', type: 'boolean' },
  // the row that values are sealed for; null where nothing is
  { name: 'own_id', type: 'uuid' },
  { name: 'evidence_id', type: 'uuid', read: false },
  { name: 'evidence_end', type: 'date', read: false },
];

/** Reads a table of answers; vendors and questions are looked up batch by batch. */
export async function* readAnswers(
  file: TextFile,
  job: ImportJob,
  { work, keys }: { readonly work: Work; readonly keys: Keys },
): AsyncGenerator<StageBatch> {
  const needed = ['vendor', 'template', 'question', 'value'] as const;
  const { notices, batches } = await openNamed(file, COLUMNS, needed);
  yield { rows: [], errors: [], notices };
  const reader = new RowReader(work, keys, job.today);
  for await (const { rows, errors } of batches()) {
    await reader.learn(rows);
    yield stageRows(rows, errors, (row) => reader.valuesOf(row));
  }
}

class RowReader {
  private readonly vendors: VendorNames;
  private readonly versions: TemplateVersions;
  private readonly answers = new AnswerReader();

  constructor(
    work: Work,
    private readonly keys: Keys,
    private readonly today: string,
  ) {
    this.vendors = new VendorNames(work);
    this.versions = new TemplateVersions(work);
  }

  async learn(rows: readonly Row[]): Promise<void> {
    await this.vendors.learn(rows.map((row) => row.cell('vendor').text.trim()));
    await this.versions.learn(rows.map(versionOf));
  }

  valuesOf(row: Row): StageValue[] {
    const version = this.version(row);
    const question = questionIn(version, row.cell('question'));
    const { json, effectiveness } = this.answer(question, row.cell('value'));
    const vendorId = this.vendor(row.cell('vendor'));
    const text = cells.text(cells.secret(row.cell('comment')), LONGEST_COMMENT);
    const narrative = json !== null && isNarrative(question.kind);
    const ownId = narrative || text !== null ? randomUUID() : null;
    const at = { id: ownId ?? '', vendorId, questionId: question.id };
    const sealed = text === null ? null : sealComment(this.keys, at, text);
    return [
      vendorId,
      version.id,
      question.id,
      question.key,
      narrative ? sealValue(this.keys, at, json) : json,
      effectiveness,
      sealed && sealed.comment,
      sealed && sealed.comment_mac,
      cells.word(row.cell('level'), EVIDENCE_LEVELS),
      cells.line(row.cell('evidence'), 500),
      this.answeredOn(row.cell('answeredOn')),
      cells.webAddress(row.cell('sourceUrl')),
      cells.yesNo(row.cell('accept')) ?? true,
      ownId,
    ];
  }

  private vendor(cell: Cell): string {
    const name = cell.text.trim();
    if (name === '') refuseCell(cell, 'the vendor is empty. Fill it in.', 'MISSING_VALUE');
    const found = this.vendors.of(name);
    if (found === 'AMBIGUOUS')
      refuseCell(
        cell,
        `several vendors fit "${name}". Write the ref of the one you mean, such as VND-7.`,
        'AMBIGUOUS',
      );
    return (
      found ??
      refuseCell(
        cell,
        `there is no vendor "${name}". Add it first, or write its ref.`,
        'UNKNOWN_RECORD',
      )
    );
  }

  private version(row: Row): KnownVersion {
    const [template, version] = versionOf(row);
    const cell = row.cell('template');
    if (template === '')
      refuseCell(cell, 'the questionnaire is empty. Write its key.', 'MISSING_VALUE');
    const wanted = version === '' ? template : `${template}" of version "${version}`;
    return (
      this.versions.of(template, version) ??
      refuseCell(cell, `there is no published questionnaire "${wanted}".`, 'UNKNOWN_RECORD')
    );
  }

  private answer(question: KnownQuestion, cell: Cell): ReadAnswer {
    try {
      return this.answers.of(question, cell.text);
    } catch (thrown) {
      if (!isMisfit(thrown)) throw thrown;
      return refuseCell(isNarrative(question.kind) ? cells.secret(cell) : cell, thrown.message);
    }
  }

  private answeredOn(cell: Cell): string | null {
    const on = cells.day(cell);
    if (on !== null && on > this.today) refuseCell(cell, `${on} lies in the future.`, 'BAD_DATE');
    return on;
  }
}

const versionOf = (row: Row): readonly [string, string] => [
  row.cell('template').text.trim(),
  row.cell('version').text.trim(),
];

function questionIn(version: KnownVersion, cell: Cell): KnownQuestion {
  const key = cell.text.trim();
  if (key === '') refuseCell(cell, 'the question is empty. Write its key.', 'MISSING_VALUE');
  return (
    version.questions.get(key.toLowerCase()) ??
    refuseCell(cell, `this questionnaire has no question "${key}".`, 'UNKNOWN_RECORD')
  );
}
