/**
 * Services, the choices about their cover, and decisions.
 * In: inputs of the graph and a transaction. Out: the key of what was written; the vendor is
 * rescored in the same transaction. Whoever may only ask makes REQUESTED services.
 */
import { Injectable } from '@nestjs/common';
import {
  ServiceCoverEntity,
  ServiceDecisionEntity,
  ServiceEntity,
  updateWithRev,
} from '@chaperone/store';
import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import { assertMay, may, type Principal } from '../graphql/access.js';
import { Clock } from '../graphql/clock.js';
import { found } from '../graphql/refusal.js';
import { ScoringService } from '../scoring/scoring.service.js';
import { distinct, invalid, nameOf, optionalText, regionsOf, textOf, wholeOf } from './checks.js';
import type { CoverInput, DecideServiceInput, UpsertServiceInput } from './services.inputs.js';
import { isUuid } from './vendors.question.js';
import { VendorsService } from './vendors.service.js';

type Columns = { -readonly [K in keyof ServiceEntity]?: ServiceEntity[K] };
type Facts = Omit<UpsertServiceInput, 'id' | 'rev' | 'vendor' | 'covers'>;

const WRITERS: { readonly [F in keyof Facts]-?: (value: Facts[F], to: Columns) => void } = {
  name: (value, to) => (to.name = nameOf(value, 'name')),
  purpose: (value, to) => (to.purpose = textOf(value, 'purpose')),
  dataClasses: (value, to) => (to.dataClasses = value?.length ? distinct(value) : null),
  people: (value, to) => (to.people = wholeOf(value, 'people')),
  access: (value, to) => (to.access = value ?? null),
  outageTolerance: (value, to) => (to.outageTolerance = value ?? null),
  substitutability: (value, to) => (to.substitutability = value ?? null),
  regions: (value, to) => (to.regions = regionsOf(value, 'regions')),
  subprocessors: (value, to) => (to.subprocessors = wholeOf(value, 'subprocessors')),
  subjects: (value, to) => (to.subjects = distinct(value)),
  minors: (value, to) => (to.minors = value ?? false),
  status: (value, to) => {
    if (value === null) throw invalid('status', 'A service has a status; leave it out to keep it.');
    if (value !== undefined) to.status = value;
  },
};

function columnsOf(facts: Facts): Columns {
  const columns: Columns = {};
  const write = <F extends keyof Facts>(name: F): void => {
    const writer = WRITERS[name] as (value: Facts[F], to: Columns) => void;
    if (facts[name] !== undefined) writer(facts[name], columns);
  };
  for (const name of Object.keys(WRITERS) as (keyof Facts)[]) write(name);
  return columns;
}

@Injectable()
export class ServicesService {
  constructor(
    private readonly scoring: ScoringService,
    private readonly vendors: VendorsService,
    private readonly clock: Clock,
  ) {}

  /** Makes or changes a service and rescores its vendor. */
  async upsert(
    tx: EntityManager,
    input: UpsertServiceInput,
    by: Principal,
    sample = false,
  ): Promise<string> {
    const columns = columnsOf(input);
    const service = input.id
      ? await this.change(tx, { ...input, id: input.id }, columns, by)
      : await this.create(tx, input, { ...columns, sample }, by);
    if (input.covers !== undefined) await this.writeCovers(tx, service.id, input.covers ?? [], by);
    await this.scoring.rescore(tx, [service.vendorId], 'SERVICE_CHANGED', by);
    return service.id;
  }

  /** Appends a decision; the newest counts. */
  async decide(
    tx: EntityManager,
    input: DecideServiceInput,
    by: Principal,
    sample = false,
  ): Promise<string> {
    const service = await this.serviceOf(tx, input.service);
    const { conditions, conditionsDue } = conditionsOf(input);
    await tx.insert(ServiceDecisionEntity, {
      serviceId: service.id,
      outcome: input.outcome,
      conditions,
      conditionsDue,
      validUntil: input.validUntil ?? null,
      dataClasses: input.dataClasses ? distinct(input.dataClasses) : (service.dataClasses ?? []),
      decidedBy: by.personId,
      decidedAt: this.clock.now(),
      sample,
    });
    await this.scoring.refreshVendorRows(tx, [service.vendorId], { cause: 'SERVICE_DECIDED', by });
    return service.id;
  }

  private async create(
    tx: EntityManager,
    input: UpsertServiceInput,
    columns: Columns,
    by: Principal,
  ): Promise<Pick<ServiceEntity, 'id' | 'vendorId'>> {
    if (!input.vendor) throw invalid('vendor', 'Say whose service it is.');
    const vendor = await this.vendors.vendorOf(tx, input.vendor, 'vendor');
    const status = columns.status ?? 'REQUESTED';
    if (status !== 'REQUESTED') assertMay(by, 'vendors:write');
    const record: Columns = {
      ...columns,
      name: nameOf(input.name, 'name'),
      vendorId: vendor.id,
      status,
      requestedBy: by.personId,
      updatedBy: by.personId,
    };
    const { identifiers } = await tx.insert(
      ServiceEntity,
      record as QueryDeepPartialEntity<ServiceEntity>,
    );
    return { id: String(identifiers[0]?.['id']), vendorId: vendor.id };
  }

  private async change(
    tx: EntityManager,
    input: UpsertServiceInput & { readonly id: string },
    columns: Columns,
    by: Principal,
  ): Promise<ServiceEntity> {
    const service = await this.serviceOf(tx, input.id);
    if (input.rev === null || input.rev === undefined)
      throw invalid('rev', 'Say which revision of the service you saw.');
    if (input.vendor && input.vendor !== service.vendorId)
      throw invalid('vendor', 'A service stays with its vendor; end it and record a new one.');
    if (service.status !== 'REQUESTED' || (columns.status ?? 'REQUESTED') !== 'REQUESTED')
      assertMay(by, 'vendors:write');
    const changes = { ...columns, updatedBy: by.personId };
    const seen = { id: service.id, rev: input.rev };
    await updateWithRev(tx, ServiceEntity, seen, changes as QueryDeepPartialEntity<ServiceEntity>);
    return service;
  }

  /** Exactly these choices hold from now on; one that stays as it was keeps who made it and when. */
  private async writeCovers(
    tx: EntityManager,
    serviceId: string,
    covers: readonly CoverInput[],
    by: Principal,
  ): Promise<void> {
    const kinds = new Set(covers.map((cover) => cover.kind));
    if (kinds.size < covers.length) throw invalid('covers', 'Choose once for each kind of cover.');
    const held = await tx.findBy(ServiceCoverEntity, { serviceId });
    for (const cover of held) {
      if (!kinds.has(cover.kind))
        await tx.delete(ServiceCoverEntity, { serviceId, kind: cover.kind });
    }
    for (const cover of covers) {
      const next = coverOf(cover, by);
      const same = held.some(
        ({ kind, need, reason, note }) =>
          kind === next.kind && need === next.need && reason === next.reason && note === next.note,
      );
      if (same) continue;
      const who = { decidedBy: by.personId, decidedAt: this.clock.now() };
      await tx.upsert(ServiceCoverEntity, { serviceId, ...next, ...who }, ['serviceId', 'kind']);
    }
  }

  private async serviceOf(tx: EntityManager, id: string): Promise<ServiceEntity> {
    const service = isUuid(id) ? await tx.findOneBy(ServiceEntity, { id }) : null;
    return found(service, 'The service');
  }
}

/** What has to be done goes with one outcome only, and is needed there. */
function conditionsOf({ outcome, conditions: text, conditionsDue = null }: DecideServiceInput) {
  const conditions = optionalText(text, 'conditions');
  const conditional = outcome === 'APPROVED_WITH_CONDITIONS';
  if (conditional && conditions === null) throw invalid('conditions', 'Say what has to be done.');
  if (!conditional && (conditions !== null || conditionsDue !== null))
    throw invalid('conditions', 'Conditions go with APPROVED_WITH_CONDITIONS only.');
  return { conditions, conditionsDue };
}

/** A choice that can be stored. That no cover is needed is compliance's to say. */
function coverOf({ kind, need, reason = null, note }: CoverInput, by: Principal) {
  if (need === 'NOT_NEEDED' && reason === null)
    throw invalid('covers', `Say why no ${kind} is needed.`);
  if (need === 'NEEDED' && reason !== null)
    throw invalid('covers', 'A reason goes with NOT_NEEDED only.');
  if (need === 'NOT_NEEDED' && !may(by, 'vendors:write')) assertMay(by, 'vendors:write');
  return { kind, need, reason, note: textOf(note, 'covers.note') };
}
