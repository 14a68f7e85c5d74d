/**
 * Vendors: made, changed, archived, given a tier, linked to their sub-processors.
 * In: inputs of the graph and a transaction. Out: the key of what was written, its row and score
 * brought up to date in the same transaction. Vendors are archived, never deleted.
 */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PersonEntity, VendorEntity, VendorRelationEntity, updateWithRev } from '@chaperone/store';
import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import { assertMay, type Principal } from '../graphql/access.js';
import { Clock } from '../graphql/clock.js';
import { found } from '../graphql/refusal.js';
import { Keys } from '../keys/keys.js';
import { ChangeHooks } from '../scoring/change-hooks.js';
import { ScoringService } from '../scoring/scoring.service.js';
import { addressOf, invalid, optionalText, textOf } from './checks.js';
import { sealContacts } from './sealed-contacts.js';
import { searchTextOf, vendorColumns, type VendorColumns } from './vendor-columns.js';
import type {
  ArchiveVendorInput,
  CreateVendorInput,
  OverrideTierInput,
  RecordRelationInput,
  UpdateVendorInput,
} from './vendors.inputs.js';
import { isUuid } from './vendors.question.js';

const MATCHED_BY = ['displayName', 'legalName', 'aliases', 'domains'] as const;

@Injectable()
export class VendorsService {
  constructor(
    private readonly scoring: ScoringService,
    private readonly hooks: ChangeHooks,
    private readonly clock: Clock,
    private readonly keys: Keys,
  ) {}

  /** Makes a vendor. Whoever may only ask for one makes a PROPOSED one. */
  async create(
    tx: EntityManager,
    input: CreateVendorInput,
    by: Principal,
    sample = false,
  ): Promise<string> {
    if ((input.status ?? 'PROPOSED') !== 'PROPOSED') assertMay(by, 'vendors:write');
    const columns = vendorColumns(input);
    await this.checkPeopleAndParent(tx, columns);
    const [next]: [{ ref: string }] = await tx.query(
      `select 'VND-' || nextval('vendor_refs') as ref`,
    );
    const names = {
      normalisedName: columns.normalisedName ?? '',
      normalisedAliases: columns.normalisedAliases ?? [],
      domains: columns.domains ?? [],
      legalName: columns.legalName ?? null,
    };
    const id = randomUUID();
    const own = { id, ref: next.ref, sample, updatedBy: by.personId };
    const record = { ...this.withSealed(id, columns), ...own };
    await tx.insert(VendorEntity, {
      ...record,
      searchText: searchTextOf({ ...names, ref: next.ref }),
    } as QueryDeepPartialEntity<VendorEntity>);
    await this.scoring.rescore(tx, [id], 'VENDOR_CREATED', by);
    await this.hooks.vendorChanged(tx, [id], by);
    return id;
  }

  /** Changes a vendor: what is absent stays, what is null is cleared. */
  async update(tx: EntityManager, input: UpdateVendorInput, by: Principal): Promise<string> {
    const { id, rev, ...facts } = input;
    const vendor = await this.vendorOf(tx, id, 'id');
    const columns = vendorColumns(facts);
    await this.checkPeopleAndParent(tx, columns, id);
    columns.searchText = searchTextOf({ ...vendor, ...columns });
    await this.change(tx, { id, rev }, columns, by);
    await this.scoring.refreshVendorRows(tx, [id], { cause: 'VENDOR_CHANGED', by });
    if (MATCHED_BY.some((name) => facts[name] !== undefined))
      await this.hooks.vendorChanged(tx, [id], by);
    return id;
  }

  /** Puts a vendor away, or takes it out again. */
  async archive(tx: EntityManager, input: ArchiveVendorInput, by: Principal): Promise<string> {
    const { id, rev } = input;
    const vendor = await this.vendorOf(tx, id, 'id');
    const archivedAt = (input.archived ?? true) ? (vendor.archivedAt ?? this.clock.now()) : null;
    await this.change(tx, { id, rev }, { archivedAt }, by);
    await this.scoring.refreshVendorRows(tx, [id], { cause: 'VENDOR_CHANGED', by });
    return id;
  }

  /** Puts a person's tier in place of the computed one until a day, or takes it back. */
  async overrideTier(tx: EntityManager, input: OverrideTierInput, by: Principal): Promise<string> {
    const { id, rev } = input;
    await this.vendorOf(tx, id, 'id');
    await this.change(tx, { id, rev }, tierColumns(input, this.clock.todayUtc(), by), by);
    await this.scoring.rescore(tx, [id], 'VENDOR_CHANGED', by);
    return id;
  }

  /** Records that one vendor uses another for a purpose; once more changes the record. */
  async recordRelation(tx: EntityManager, input: RecordRelationInput): Promise<string> {
    if (input.vendor === input.subprocessor)
      throw invalid('subprocessor', 'A vendor is not its own sub-processor.');
    await this.vendorOf(tx, input.vendor, 'vendor');
    await this.vendorOf(tx, input.subprocessor, 'subprocessor');
    const link = {
      vendorId: input.vendor,
      subprocessorId: input.subprocessor,
      purpose: textOf(input.purpose, 'purpose'),
    };
    await tx.upsert(
      VendorRelationEntity,
      {
        ...link,
        location: optionalText(input.location, 'location'),
        data: optionalText(input.data, 'data'),
        sourceUrl: addressOf(input.sourceUrl, 'sourceUrl'),
      },
      ['vendorId', 'subprocessorId', 'purpose'],
    );
    const { id } = await tx.findOneByOrFail(VendorRelationEntity, link);
    return id;
  }

  /** The vendor with this key. @throws Refusal NOT_FOUND, or INVALID for a field other than `id`. */
  async vendorOf(tx: EntityManager, id: string, field: string): Promise<VendorEntity> {
    const vendor = isUuid(id) ? await tx.findOneBy(VendorEntity, { id }) : null;
    if (vendor === null && field !== 'id') throw invalid(field, 'There is no such vendor.');
    return found(vendor, 'The vendor');
  }

  private async change(
    tx: EntityManager,
    seen: { readonly id: string; readonly rev: number },
    columns: VendorColumns,
    by: Principal,
  ): Promise<void> {
    const changes = { ...this.withSealed(seen.id, columns), updatedBy: by.personId };
    await updateWithRev(tx, VendorEntity, seen, changes as QueryDeepPartialEntity<VendorEntity>);
  }

  private withSealed(id: string, columns: VendorColumns): object {
    const { contacts } = columns;
    return contacts ? { ...columns, contacts: sealContacts(this.keys, id, contacts) } : columns;
  }

  private async checkPeopleAndParent(
    tx: EntityManager,
    { ownerId, parentId }: VendorColumns,
    id?: string,
  ): Promise<void> {
    if (ownerId && !(isUuid(ownerId) && (await tx.existsBy(PersonEntity, { id: ownerId }))))
      throw invalid('owner', 'There is no such person.');
    if (!parentId) return;
    await this.vendorOf(tx, parentId, 'parent');
    const above: { id: string }[] = await tx.query(
      `with recursive above as (
         select id, parent_id from vendors where id = $1
         union select v.id, v.parent_id from vendors v join above a on v.id = a.parent_id)
       select id from above`,
      [parentId],
    );
    if (above.some((each) => each.id === id))
      throw invalid('parent', 'A company cannot belong to itself, nor to one that belongs to it.');
  }
}

/** A tier with its reason and last day, or none of them. */
function tierColumns(input: OverrideTierInput, today: string, by: Principal): VendorColumns {
  const { tier = null, until = null } = input;
  if (tier === null)
    return {
      tierOverride: null,
      tierOverrideReason: null,
      tierOverrideUntil: null,
      tierOverrideBy: null,
    };
  const reason = optionalText(input.reason, 'reason');
  if (reason === null)
    throw invalid('reason', 'Say why this tier holds in place of the computed one.');
  if (until === null || until < today)
    throw invalid('until', 'Say until which day it holds; the day must not have passed.');
  return {
    tierOverride: tier,
    tierOverrideReason: reason,
    tierOverrideUntil: until,
    tierOverrideBy: by.personId,
  };
}
