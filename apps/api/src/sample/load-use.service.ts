import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RecordAgreementService } from '../agreements/record-agreement.service.js';
import type { Principal } from '../graphql/access.js';
import { ServicesService } from '../vendors/services.service.js';
import type { LoadDay, SampleAgreement, SampleService, SampleUse } from './sample-files.js';

/** What loading carries along. */
export interface Loading {
  readonly tx: EntityManager;
  readonly by: Principal;
  readonly on: LoadDay;
}

/** What the practice uses a vendor for: services with covers and decisions, and agreements. */
@Injectable()
export class LoadUseService {
  constructor(
    private readonly services: ServicesService,
    private readonly agreements: RecordAgreementService,
  ) {}

  async load(loading: Loading, vendor: string, use: SampleUse): Promise<void> {
    const ids = new Map<string, string>();
    for (const service of use.services ?? [])
      ids.set(service.name, await this.service(loading, vendor, service));
    for (const agreement of use.agreements ?? [])
      await this.agreement(loading, vendor, { agreement, ids });
  }

  private async service(
    { tx, by, on }: Loading,
    vendor: string,
    sample: SampleService,
  ): Promise<string> {
    const { covers, decisions, ...facts } = sample;
    const wanted = (covers ?? []).map(({ kind, need, reason, note }) => ({
      kind,
      need,
      reason: reason ?? null,
      note,
    }));
    const id = await this.services.upsert(tx, { vendor, ...facts, covers: wanted }, by);
    for (const decision of decisions ?? []) {
      await this.services.decide(
        tx,
        {
          service: id,
          outcome: decision.outcome,
          conditions: decision.conditions ?? null,
          conditionsDue: on.day(decision.conditionsDue),
          validUntil: on.day(decision.validUntil),
          dataClasses: decision.dataClasses,
        },
        by,
      );
    }
    return id;
  }

  private async agreement(
    { tx, by, on }: Loading,
    vendor: string,
    { agreement, ids }: { agreement: SampleAgreement; ids: ReadonlyMap<string, string> },
  ): Promise<void> {
    await this.agreements.record(
      tx,
      {
        vendor,
        kind: agreement.kind,
        status: agreement.status,
        effectiveOn: on.day(agreement.effective),
        expiresOn: on.day(agreement.expires),
        evergreen: agreement.evergreen ?? false,
        autoRenews: agreement.autoRenews ?? false,
        noticeDays: agreement.noticeDays ?? null,
        breachNoticeHours: agreement.breachNoticeHours ?? null,
        services: agreement.services.flatMap((name) => ids.get(name) ?? []),
        signedOn: on.day(agreement.signedOn),
        terminatedOn: on.day(agreement.terminated),
        note: agreement.note ?? '',
      },
      by,
    );
  }
}
