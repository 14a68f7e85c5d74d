import { Injectable } from '@nestjs/common';
import { EVIDENCE_LEVELS, type EvidenceLevel } from '@chaperone/risk-model';
import { IncidentsService } from '../breaches/incidents.service.js';
import { RecordBreachService } from '../breaches/record-breach.service.js';
import { RecordAnswersService } from '../questionnaires/record-answers.service.js';
import { EvidenceService } from '../vendors/evidence.service.js';
import { VendorsService } from '../vendors/vendors.service.js';
import type { Loading } from './load-use.service.js';
import type {
  SampleAnswer,
  SampleAssessment,
  SampleEvidence,
  SampleIncident,
  SampleVendor,
} from './sample-files.js';

/** Evidence as it was recorded, and the level that it gives to the questions it supports. */
interface Backing {
  readonly id: string;
  readonly level: EvidenceLevel;
}

/** One vendor with everything that stands beside it, through the doors that a user's data takes. */
@Injectable()
export class LoadVendorService {
  constructor(
    private readonly vendors: VendorsService,
    private readonly evidence: EvidenceService,
    private readonly answers: RecordAnswersService,
    private readonly breaches: RecordBreachService,
    private readonly incidents: IncidentsService,
  ) {}

  /** @returns the vendor's id */
  create({ tx, by, on }: Loading, sample: SampleVendor, owner: string | null): Promise<string> {
    const certifications = (sample.certifications ?? []).map((each) => ({
      name: each.name,
      issuedOn: on.day(each.issued),
      expiresOn: on.day(each.expires),
      sourceUrl: each.sourceUrl ?? null,
    }));
    const { legalName, aliases, domains, category, website, headquarters } = sample;
    const { description, links, tags, contacts } = sample;
    const published = { legalName, aliases, domains, category, website, headquarters };
    const told = { description, links, tags, contacts, certifications };
    const { name: displayName, status = 'PROPOSED' } = sample;
    const nextReviewOn = on.day(sample.nextReview);
    return this.vendors.create(
      tx,
      { displayName, ...published, ...told, status, owner, nextReviewOn },
      by,
    );
  }

  /** Evidence, answers and incidents; only invented vendors have them. */
  async fill(loading: Loading, vendor: string, sample: SampleVendor): Promise<void> {
    const backing = new Map<string, Backing>();
    for (const evidence of sample.evidence ?? [])
      await this.back(loading, { vendor, evidence, backing });
    for (const assessment of sample.assessments ?? [])
      await this.assess(loading, vendor, { assessment, backing });
    await this.record(loading, vendor, sample.incidents ?? []);
  }

  private async back(
    { tx, by, on }: Loading,
    at: { vendor: string; evidence: SampleEvidence; backing: Map<string, Backing> },
  ): Promise<void> {
    const { kind, title, level, link, periodEnd, product, scope, supports } = at.evidence;
    const id = await this.evidence.record(
      tx,
      {
        vendor: at.vendor,
        kind,
        title,
        link,
        periodEnd: on.day(periodEnd),
        product,
        scope: scope ?? null,
        supports: [...supports],
      },
      by,
    );
    for (const key of supports) {
      const known = at.backing.get(key);
      if (!known || strength(level) > strength(known.level)) at.backing.set(key, { id, level });
    }
  }

  private async assess(
    { tx, by, on }: Loading,
    vendor: string,
    at: { assessment: SampleAssessment; backing: ReadonlyMap<string, Backing> },
  ): Promise<void> {
    const { assessment, backing } = at;
    const answers = Object.entries(assessment.answers).map(([question, given]) => {
      const answer = asAnswer(given);
      const behind = backing.get(question);
      const level = behind?.level ?? answer.evidenceLevel ?? 'ATTESTED';
      return {
        question,
        value: answer.value,
        comment: answer.comment ?? '',
        evidenceLevel: behind ? level : ('ATTESTED' as const),
        evidence: behind && level !== 'ATTESTED' ? behind.id : null,
        answeredOn: on.day(answer.answeredOn ?? assessment.answeredOn),
      };
    });
    const { template, version, status } = assessment;
    const id = await this.answers.record(
      tx,
      { vendor, template, version, answers, status, dueOn: on.day(assessment.due) },
      by,
    );
    await tx.query(
      `update assessments set sent_at = $2::date, submitted_at = $3::date,
         accepted_at = case when status = 'ACCEPTED' then coalesce($4::date, now()) end where id = $1`,
      [id, on.day(assessment.sent), on.day(assessment.submitted), on.day(assessment.accepted)],
    );
  }

  private async record(
    { tx, by, on }: Loading,
    vendor: string,
    incidents: readonly SampleIncident[],
  ): Promise<void> {
    const events = new Map<string, string[]>();
    for (const incident of incidents) {
      const id = await this.breaches.record(
        tx,
        {
          vendor,
          title: incident.title,
          breachedOn: on.day(incident.breached),
          discoveredOn: on.day(incident.discovered),
          reportedOn: on.day(incident.reported),
          people: incident.people,
          dataClasses: incident.dataClasses,
          causes: incident.causes,
          description: incident.description,
          fault: incident.fault,
          ourData: incident.ourData,
        },
        by,
      );
      if (incident.incident)
        events.set(incident.incident, [...(events.get(incident.incident) ?? []), id]);
    }
    for (const breaches of events.values())
      if (breaches.length > 1) await this.incidents.join(tx, { breaches }, by);
  }
}

const strength = (level: EvidenceLevel): number => EVIDENCE_LEVELS.indexOf(level);

/** An answer is written as its value alone, or with what stands beside it. */
function asAnswer(given: unknown): SampleAnswer {
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  return isObject && 'value' in given ? (given as SampleAnswer) : { value: given };
}
