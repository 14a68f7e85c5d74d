/**
 * Agreements as people record them. In: inputs of the graph and a transaction. Out: the key; the
 * vendor's compliance state follows in the same transaction. No agreement ever moves a score.
 */
import { Injectable } from '@nestjs/common';
import { AgreementEntity, AgreementServiceEntity, updateWithRev } from '@chaperone/store';
import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import { Refusal, found } from '../graphql/refusal.js';
import { ScoringService } from '../scoring/scoring.service.js';
import { checkAgreement, columnsOf, type AgreementColumns } from './agreement-columns.js';
import type { RecordAgreementInput } from './agreements.inputs.js';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const invalid = (field: string, sentence: string): Refusal =>
  new Refusal('INVALID', sentence, { field });

@Injectable()
export class AgreementsService {
  constructor(private readonly scoring: ScoringService) {}

  /** Records or changes an agreement and looks at the vendor's cover again. */
  async record(
    tx: EntityManager,
    input: RecordAgreementInput,
    by: Principal,
    sample = false,
  ): Promise<string> {
    const held = input.id ? await this.agreementOf(tx, input.id) : null;
    const columns = { ...columnsOf(input), updatedBy: by.personId };
    const next = { ...EMPTY, ...held, ...columns };
    checkAgreement(next);
    const agreement = held
      ? await this.change(tx, held, input, columns)
      : await this.create(tx, input, { ...columns, sample });
    if (input.services !== undefined) await this.coverServices(tx, agreement, input.services ?? []);
    await this.scoring.refreshVendorRows(tx, [agreement.vendorId], {
      cause: held ? 'AGREEMENT_CHANGED' : 'AGREEMENT_RECORDED',
      by,
    });
    return agreement.id;
  }

  private async create(
    tx: EntityManager,
    { vendor, kind }: RecordAgreementInput,
    columns: AgreementColumns,
  ): Promise<Covering> {
    if (!vendor) throw invalid('vendor', 'Say whose agreement it is.');
    if (!kind) throw invalid('kind', 'Say what kind of agreement it is.');
    const vendors: unknown[] = UUID.test(vendor)
      ? await tx.query('select 1 from vendors where id = $1', [vendor])
      : [];
    if (vendors.length === 0) throw invalid('vendor', 'There is no such vendor.');
    const record = { ...columns, vendorId: vendor };
    const { identifiers } = await tx.insert(
      AgreementEntity,
      record as QueryDeepPartialEntity<AgreementEntity>,
    );
    return { id: String(identifiers[0]?.['id']), vendorId: vendor };
  }

  private async change(
    tx: EntityManager,
    held: AgreementEntity,
    { rev, vendor }: RecordAgreementInput,
    columns: AgreementColumns,
  ): Promise<Covering> {
    if (rev === null || rev === undefined)
      throw invalid('rev', 'Say which revision of the agreement you saw.');
    if (vendor && vendor !== held.vendorId)
      throw invalid('vendor', 'An agreement stays with its vendor; record another one.');
    const changes = columns as QueryDeepPartialEntity<AgreementEntity>;
    await updateWithRev(tx, AgreementEntity, { id: held.id, rev }, changes);
    return held;
  }

  private async coverServices(
    tx: EntityManager,
    { id, vendorId }: Covering,
    services: readonly string[],
  ): Promise<void> {
    const ids = [...new Set(services)];
    const own: { id: string }[] = await tx.query(
      'select id from services where vendor_id = $1 and id::text = any($2)',
      [vendorId, ids],
    );
    if (own.length < ids.length)
      throw invalid('services', 'Name services of the same vendor only.');
    await tx.delete(AgreementServiceEntity, { agreementId: id });
    const links = own.map((service) => ({ agreementId: id, serviceId: service.id }));
    if (links.length > 0) await tx.insert(AgreementServiceEntity, links);
  }

  private async agreementOf(tx: EntityManager, id: string): Promise<AgreementEntity> {
    const agreement = UUID.test(id) ? await tx.findOneBy(AgreementEntity, { id }) : null;
    return found(agreement, 'The agreement');
  }
}

/** An agreement as far as its services need it. */
type Covering = Pick<AgreementEntity, 'id' | 'vendorId'>;

const EMPTY = {
  status: 'DRAFT',
  effectiveOn: null,
  expiresOn: null,
  evergreen: false,
  autoRenews: false,
  noticeDays: null,
  signedOn: null,
  terminatedOn: null,
} as const;
