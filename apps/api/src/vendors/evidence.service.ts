import { Injectable } from '@nestjs/common';
import { evidenceEndOf } from '@chaperone/risk-model';
import { EvidenceEntity, updateWithRev } from '@chaperone/store';
import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import { found } from '../graphql/refusal.js';
import { ScoringService } from '../scoring/scoring.service.js';
import { putFile, willHaveFile } from './evidence-files.js';
import { addressOf, invalid, nameOf, namesOf, optionalText } from './checks.js';
import type { RecordEvidenceInput } from './services.inputs.js';
import { isUuid } from './vendors.question.js';
import { VendorsService } from './vendors.service.js';

type Columns = { -readonly [K in keyof EvidenceEntity]?: EvidenceEntity[K] };

/** Documents that back answers. A change of their dates moves every answer that rests on them. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly scoring: ScoringService,
    private readonly vendors: VendorsService,
  ) {}

  /** Records or changes a document and rescores its vendor. */
  async record(
    tx: EntityManager,
    input: RecordEvidenceInput,
    by: Principal,
    sample = false,
  ): Promise<string> {
    const held = input.id ? await this.evidenceOf(tx, input.id) : null;
    const columns: Columns = { ...columnsOf(input), updatedBy: by.personId };
    const next = { ...held, ...columns };
    if (!next.link && !next.fileRef && !(await willHaveFile(tx, input, held)))
      throw invalid('link', 'Give the document or a link to it, or say where it is filed.');
    const id = held
      ? await this.change(tx, held, input.rev, columns)
      : await this.create(tx, input, { ...columns, sample });
    if (input.file !== undefined) await putFile(tx, id, input.file);
    await this.moveAnswers(tx, id);
    const { vendorId } = await this.evidenceOf(tx, id);
    await this.scoring.rescore(tx, [vendorId], 'EVIDENCE_CHANGED', by);
    return id;
  }

  private async create(
    tx: EntityManager,
    input: RecordEvidenceInput,
    columns: Columns,
  ): Promise<string> {
    if (!input.vendor) throw invalid('vendor', 'Say whose document it is.');
    if (!input.kind) throw invalid('kind', 'Say what kind of document it is.');
    const vendor = await this.vendors.vendorOf(tx, input.vendor, 'vendor');
    const record = { ...columns, vendorId: vendor.id, title: nameOf(input.title, 'title') };
    const { identifiers } = await tx.insert(
      EvidenceEntity,
      record as QueryDeepPartialEntity<EvidenceEntity>,
    );
    return String(identifiers[0]?.['id']);
  }

  private async change(
    tx: EntityManager,
    { id }: EvidenceEntity,
    rev: number | null | undefined,
    columns: Columns,
  ): Promise<string> {
    if (rev === null || rev === undefined)
      throw invalid('rev', 'Say which revision of the document you saw.');
    const changes = columns as QueryDeepPartialEntity<EvidenceEntity>;
    await updateWithRev(tx, EvidenceEntity, { id, rev }, changes);
    return id;
  }

  /** Answers carry the last day of their evidence, so that scoring reads one table. */
  private async moveAnswers(tx: EntityManager, id: string): Promise<void> {
    const { kind, periodEnd, validUntil } = await this.evidenceOf(tx, id);
    const end = evidenceEndOf(kind, periodEnd, validUntil);
    await tx.query(
      `update answers set evidence_end = $2
       where evidence_id = $1 and evidence_end is distinct from $2`,
      [id, end],
    );
  }

  private async evidenceOf(tx: EntityManager, id: string): Promise<EvidenceEntity> {
    const evidence = isUuid(id) ? await tx.findOneBy(EvidenceEntity, { id }) : null;
    return found(evidence, 'The document');
  }
}

const WRITERS: Readonly<
  Partial<Record<keyof RecordEvidenceInput, (input: RecordEvidenceInput) => Columns>>
> = {
  kind: ({ kind }) => {
    if (!kind) throw invalid('kind', 'Say what kind of document it is.');
    return { kind };
  },
  title: ({ title }) => ({ title: nameOf(title, 'title') }),
  link: ({ link }) => ({ link: addressOf(link, 'link') }),
  fileRef: ({ fileRef }) => ({ fileRef: optionalText(fileRef, 'fileRef') }),
  periodEnd: ({ periodEnd = null }) => ({ periodEnd }),
  validUntil: ({ validUntil = null }) => ({ validUntil }),
  product: ({ product }) => ({ product: optionalText(product, 'product') }),
  scope: ({ scope }) => ({ scope: optionalText(scope, 'scope') }),
  supports: ({ supports }) => ({ supports: namesOf(supports, 'supports') }),
};

function columnsOf(input: RecordEvidenceInput): Columns {
  let columns: Columns = {};
  for (const [name, write] of Object.entries(WRITERS))
    if (input[name as keyof RecordEvidenceInput] !== undefined)
      columns = { ...columns, ...write(input) };
  return columns;
}
