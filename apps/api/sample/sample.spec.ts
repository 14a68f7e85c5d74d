/**
 * The sample organisation, checked as files: its words are the risk model's, its references hold,
 * its counts are enough for the demo, and nothing invented is said about a real company.
 * The scores are computed by the model itself on a fixed day. Loading is tested elsewhere.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import {
  ACCESS_LEVELS,
  addDays,
  AGREEMENT_KINDS,
  AGREEMENT_STATUSES,
  ASSESSMENT_STATUSES,
  COVER_KINDS,
  COVER_NEEDS,
  COVER_REASONS,
  DATA_CLASSES,
  DECISION_OUTCOMES,
  effectivenessOf,
  EVIDENCE_KINDS,
  EVIDENCE_LEVELS,
  evidenceEndOf,
  FAULTS,
  isScored,
  KNOWLEDGE,
  ORGANISATION_ROLES,
  OUTAGE_TOLERANCES,
  QUESTION_KINDS,
  SERVICE_STATUSES,
  scoreVendor,
  STAFF_ROLES,
  SUBJECTS,
  SUBSTITUTABILITIES,
  VENDOR_CATEGORIES,
  VENDOR_STATUSES,
  VERIS_ACTIONS,
  type AnswerFacts,
  type BreachFacts,
  type DataClass,
  type EvidenceKind,
  type EvidenceLevel,
  type Fault,
  type OrganisationFacts,
  type QuestionKind,
  type ServiceFacts,
  type VendorScore,
} from '@chaperone/risk-model';
import { answerTemplate } from '../src/questionnaires/answer-csv.js';

interface Question {
  readonly key: string;
  readonly kind: QuestionKind;
  readonly text: string;
  readonly weight: number;
  readonly options: readonly { value: string; label: string; score?: number }[];
  readonly citations: readonly string[];
  readonly showIf?: { question: string; equals: string };
}
interface Template {
  readonly key: string;
  readonly version: number;
  readonly sections: readonly { key: string; title: string; questions: readonly Question[] }[];
}
type Service = Omit<ServiceFacts, 'id' | 'createdAt'> & {
  readonly covers?: readonly { kind: string; need: string; reason?: string; decided: number }[];
  readonly decisions?: readonly {
    outcome: string;
    decided: number;
    validUntil: number | null;
    dataClasses: readonly string[];
  }[];
};
interface Agreement {
  readonly kind: string;
  readonly status: string;
  readonly effective: number | null;
  readonly expires: number | null;
  readonly services: readonly string[];
}
interface Use {
  readonly status: string;
  readonly owner: string;
  readonly services: readonly Service[];
  readonly agreements: readonly Agreement[];
}
interface Vendor {
  readonly key: string;
  readonly name: string;
  readonly domains: readonly string[];
  readonly category: string;
  readonly website: string;
  readonly headquarters: string | null;
}
interface Evidence {
  readonly key: string;
  readonly kind: EvidenceKind;
  readonly level: EvidenceLevel;
  readonly link: string;
  readonly periodEnd: number;
  readonly supports: readonly string[];
}
interface Assessment {
  readonly template: string;
  readonly version: number;
  readonly status: string;
  readonly answeredOn: number;
  readonly answers: Readonly<Record<string, unknown>>;
}
interface Incident {
  readonly discovered: number;
  readonly breached: number;
  readonly reported: number;
  readonly people: number;
  readonly dataClasses: readonly DataClass[];
  readonly causes: readonly string[];
  readonly fault: Fault;
  readonly ourData: string;
  readonly incident?: string;
}
interface Invented extends Vendor, Use {
  readonly evidence?: readonly Evidence[];
  readonly assessments?: readonly Assessment[];
  readonly incidents?: readonly Incident[];
}

const TODAY = '2026-11-23';
const dir = new URL('./', import.meta.url);
const text = (file: string): string => readFileSync(new URL(file, dir), 'utf8');
const json = <T>(file: string): T => JSON.parse(text(file)) as T;
const vendorsOf = <T>(file: string): T[] => json<{ vendors: T[] }>(file).vendors;

const organisation = json<{
  organisation: OrganisationFacts & { appetite: Record<string, number> };
  people: { email: string; role: string }[];
}>('organisation.json');
const telehealth = json<Template>('questionnaire.telehealth.json');
const nist = json<Template>('questionnaire.nist-800-53.json');
const real = [
  ...vendorsOf<Vendor>('vendors.real.json'),
  ...vendorsOf<Vendor>('vendors.added.json'),
];
const invented = vendorsOf<Invented>('vendors.fictional.json');
const uses = vendorsOf<Use & { vendor: string }>('use-of-real.json');
const vendors: Vendor[] = [...real, ...invented];
const everyUse: Use[] = [...invented, ...uses];
const services = everyUse.flatMap((use) => use.services);

const questionsOf = (template: Template): Question[] =>
  template.sections.flatMap((section) => [...section.questions]);
const within = (words: readonly string[], values: readonly string[]): string[] =>
  values.filter((value) => !words.includes(value));
const plain = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer;

function answerFacts(vendor: Invented, assessment: Assessment): AnswerFacts[] {
  return questionsOf(telehealth).map((question) => {
    const value = plain(assessment.answers[question.key]);
    const backing = (vendor.evidence ?? []).find((each) => each.supports.includes(question.key));
    const { showIf } = question;
    return {
      questionKey: question.key,
      weight: question.weight,
      scored: isScored(question),
      applicable: !showIf || plain(assessment.answers[showIf.question]) === showIf.equals,
      effectiveness: value === undefined ? null : effectivenessOf(question, value),
      answeredOn: addDays(TODAY, assessment.answeredOn),
      evidenceLevel: backing?.level ?? 'ATTESTED',
      evidenceEnd: backing
        ? evidenceEndOf(backing.kind, addDays(TODAY, backing.periodEnd), null)
        : null,
    };
  });
}

const breachFacts = (vendor: Invented): BreachFacts[] =>
  (vendor.incidents ?? []).map((incident, at) => ({
    recordId: `${vendor.key}-${at}`,
    incidentId: incident.incident ?? null,
    source: 'MANUAL',
    fault: incident.fault,
    matchState: 'CONFIRMED',
    automatic: false,
    people: incident.people,
    dataClasses: incident.dataClasses,
    discoveredOn: addDays(TODAY, incident.discovered),
    breachedOn: addDays(TODAY, incident.breached),
    reportedOn: addDays(TODAY, incident.reported),
  }));

function scoreOf(vendor: Invented): VendorScore {
  const accepted = (vendor.assessments ?? []).filter((each) => each.status === 'ACCEPTED');
  return scoreVendor(
    {
      organisation: organisation.organisation,
      services: vendor.services.map((service, at) => ({
        ...service,
        id: `${vendor.key}-${at}`,
        createdAt: '2026-01-01T00:00:00Z',
      })),
      assessments: accepted.map((each) => ({
        id: vendor.key,
        templateKey: each.template,
        acceptedAt: '2026-11-01T00:00:00Z',
        answers: answerFacts(vendor, each),
      })),
      breaches: breachFacts(vendor),
    },
    TODAY,
  );
}

describe('the sample organisation', () => {
  it('is a practice with known roles, an appetite per tier and one person per role', () => {
    expect(within(ORGANISATION_ROLES, organisation.organisation.roles)).toEqual([]);
    expect(Object.keys(organisation.organisation.appetite)).toHaveLength(4);
    expect(organisation.people.map((person) => person.role).sort()).toEqual([...STAFF_ROLES].sort());
    expect(organisation.people.every(({ email }) => email.endsWith('@example.org'))).toBe(true);
  });

  it('holds enough vendors, services and scores for the demo', () => {
    expect(vendors.length).toBeGreaterThanOrEqual(66);
    expect(invented.length).toBeGreaterThanOrEqual(16);
    expect(everyUse.filter((use) => use.services.length > 0).length).toBeGreaterThanOrEqual(34);
    expect(new Set(vendors.map((vendor) => vendor.key)).size).toBe(vendors.length);
    expect(new Set(vendors.map((vendor) => vendor.name)).size).toBe(vendors.length);
  });

  it('speaks the words of the risk model', () => {
    const used = (pick: (service: Service) => readonly string[]): string[] =>
      services.flatMap((service) => [...pick(service)]);
    const one = (value: string | null): string[] => (value === null ? [] : [value]);
    expect(
      within(
        VENDOR_CATEGORIES,
        vendors.map((vendor) => vendor.category),
      ),
    ).toEqual([]);
    expect(
      within(
        VENDOR_STATUSES,
        everyUse.map((use) => use.status),
      ),
    ).toEqual([]);
    expect(
      within(
        STAFF_ROLES,
        everyUse.map((use) => use.owner),
      ),
    ).toEqual([]);
    expect(
      within(
        DATA_CLASSES,
        used((service) => service.dataClasses ?? []),
      ),
    ).toEqual([]);
    expect(
      within(
        SUBJECTS,
        used((service) => service.subjects),
      ),
    ).toEqual([]);
    expect(
      within(
        ACCESS_LEVELS,
        used((service) => one(service.access)),
      ),
    ).toEqual([]);
    expect(
      within(
        OUTAGE_TOLERANCES,
        used((each) => one(each.outageTolerance)),
      ),
    ).toEqual([]);
    expect(
      within(
        SUBSTITUTABILITIES,
        used((each) => one(each.substitutability)),
      ),
    ).toEqual([]);
    expect(
      within(
        SERVICE_STATUSES,
        used((service) => [service.status]),
      ),
    ).toEqual([]);
  });

  it('writes covers and decisions that the database accepts', () => {
    for (const service of services) {
      for (const cover of service.covers ?? []) {
        expect(COVER_KINDS).toContain(cover.kind);
        expect(COVER_NEEDS).toContain(cover.need);
        expect(cover.need === 'NOT_NEEDED').toBe(cover.reason !== undefined);
        if (cover.reason !== undefined) expect(COVER_REASONS).toContain(cover.reason);
      }
      for (const decision of service.decisions ?? []) {
        expect(DECISION_OUTCOMES).toContain(decision.outcome);
        expect(within(DATA_CLASSES, decision.dataClasses)).toEqual([]);
      }
    }
  });

  it('writes agreements that the database accepts', () => {
    for (const use of everyUse) {
      const names = use.services.map((service) => service.name);
      for (const agreement of use.agreements) {
        expect(AGREEMENT_KINDS).toContain(agreement.kind);
        expect(AGREEMENT_STATUSES).toContain(agreement.status);
        expect(within(names, agreement.services)).toEqual([]);
        if (agreement.status === 'SIGNED') expect(agreement.effective).not.toBeNull();
        if (agreement.expires !== null) {
          expect(agreement.expires).toBeGreaterThanOrEqual(agreement.effective ?? -Infinity);
        }
      }
    }
  });
});

describe('real companies', () => {
  it('carry no answers, evidence, incidents or judgement', () => {
    const allowed = ['vendor', 'status', 'owner', 'nextReview', 'services', 'agreements'];
    for (const use of uses) {
      expect(within(allowed, Object.keys(use))).toEqual([]);
      expect(['REJECTED', 'SUSPENDED']).not.toContain(use.status);
      expect(use.services.map((service) => service.access)).not.toContain('OWN_PURPOSES');
    }
    const facts = 'key name legalName aliases domains category website headquarters certifications';
    for (const vendor of real) {
      expect(within([...facts.split(' '), 'links', 'tags'], Object.keys(vendor))).toEqual([]);
    }
  });

  it('are all on the list when the practice uses them', () => {
    expect(
      within(
        real.map((vendor) => vendor.key),
        uses.map((use) => use.vendor),
      ),
    ).toEqual([]);
  });

  it('get answers from nobody but the vendor that published them', () => {
    const rows = text('answers.docker.csv').trim().split('\n').slice(1);
    const keys = questionsOf(nist).map((question) => question.key);
    expect(rows).toHaveLength(keys.length);
    for (const row of rows) {
      const [vendor, template, version, question, value] = row.split(',');
      expect([vendor, template, version]).toEqual(['Docker', nist.key, String(nist.version)]);
      expect(keys).toContain(question);
      expect(value).toBe('DESCRIBED');
      expect(row).toContain('https://github.com/docker/compliance/tree/7278ba60/');
    }
  });
});

describe('invented companies', () => {
  it('cannot be taken for real ones', () => {
    for (const vendor of invented) {
      expect(vendor.name).toMatch(/^Sample /);
      expect(vendor.domains.every((domain) => domain.endsWith('.example'))).toBe(true);
    }
  });

  it('answer questions that exist with values that the question offers', () => {
    const questions = new Map(questionsOf(telehealth).map((each) => [each.key, each]));
    for (const vendor of invented) {
      for (const assessment of vendor.assessments ?? []) {
        expect(ASSESSMENT_STATUSES).toContain(assessment.status);
        expect(assessment.template).toBe(telehealth.key);
        expect(assessment.version).toBe(telehealth.version);
        for (const [key, answer] of Object.entries(assessment.answers)) {
          const question = questions.get(key);
          if (!question) throw new Error(`${vendor.key} answers ${key}, which is not asked`);
          const offered = question.options.map((option) => option.value);
          const given = [plain(answer)].flat();
          if (offered.length > 0) expect(within(offered, given as string[])).toEqual([]);
        }
      }
    }
  });

  it('bring evidence for questions that exist, and incidents in the words of the model', () => {
    const keys = questionsOf(telehealth).map((question) => question.key);
    for (const vendor of invented) {
      for (const evidence of vendor.evidence ?? []) {
        expect(EVIDENCE_KINDS).toContain(evidence.kind);
        expect(EVIDENCE_LEVELS).toContain(evidence.level);
        expect(evidence.link).toMatch(/^https:\/\/[a-z-]+\.example\//);
        expect(within(keys, evidence.supports)).toEqual([]);
      }
      for (const incident of vendor.incidents ?? []) {
        expect(within(DATA_CLASSES, incident.dataClasses)).toEqual([]);
        expect(within(VERIS_ACTIONS, incident.causes)).toEqual([]);
        expect(FAULTS).toContain(incident.fault);
        expect(KNOWLEDGE).toContain(incident.ourData);
        expect(incident.reported).toBeLessThanOrEqual(0);
      }
    }
  });

  it('spread over every band and over the map', () => {
    const residuals = invented
      .filter((vendor) => !['REJECTED', 'OFFBOARDED'].includes(vendor.status))
      .flatMap((vendor) => scoreOf(vendor).residual ?? []);
    expect(residuals.length).toBeGreaterThanOrEqual(13);
    expect(new Set(residuals.map((residual) => residual.band)).size).toBe(4);
    expect(new Set(residuals.map((residual) => residual.cell)).size).toBeGreaterThanOrEqual(10);
  });

  it('show every state that the demo wants to show', () => {
    const score = (key: string): VendorScore => {
      const vendor = invented.find((each) => each.key === key);
      if (!vendor) throw new Error(`no vendor ${key}`);
      return scoreOf(vendor);
    };
    const agreements = invented.flatMap((vendor) => vendor.agreements);
    expect(score('sample-help-desk').controlState).toBe('INCOMPLETE');
    expect(score('sample-help-desk').ceiling).not.toBeNull();
    expect(score('sample-chat-companion').inherent).toBeNull();
    expect(score('sample-backup-vaults').complete).toBe(false);
    expect(score('sample-pixel-works').tier).toBe('CRITICAL');
    expect(agreements.some(({ expires }) => expires !== null && expires < 0)).toBe(true);
    expect(agreements.some(({ expires }) => expires === 60)).toBe(true);
    expect(invented.map((vendor) => vendor.status)).toContain('REJECTED');
    const proposed = invented.find((vendor) => vendor.status === 'PROPOSED');
    expect(proposed?.services.map((service) => service.status)).toEqual(['REQUESTED']);
  });
});

describe.each([telehealth, nist])('the template $key', (template) => {
  const questions = questionsOf(template);

  it('has unique keys, whole weights from 1 to 10 and citations on every question', () => {
    expect(new Set(questions.map((question) => question.key)).size).toBe(questions.length);
    for (const question of questions) {
      expect(question.key).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(QUESTION_KINDS).toContain(question.kind);
      expect(Number.isInteger(question.weight)).toBe(true);
      expect(question.weight).toBeGreaterThanOrEqual(1);
      expect(question.weight).toBeLessThanOrEqual(10);
      expect(question.citations.length).toBeGreaterThan(0);
    }
  });

  it('scores options from 0 to 1 and reaches 1 on every scored question', () => {
    for (const question of questions) {
      const scores = question.options.flatMap((option) => option.score ?? []);
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
      if (scores.length === 0) continue;
      const sum = scores.reduce((total, score) => total + score, 0);
      const top = question.kind === 'MULTIPLE' ? sum : Math.max(...scores);
      expect(top).toBeCloseTo(1, 9);
    }
  });

  it('hides a question only by one that stands earlier and offers the value', () => {
    questions.forEach((question, at) => {
      const { showIf } = question;
      if (!showIf) return;
      const parent = questions.slice(0, at).find((each) => each.key === showIf.question);
      expect(parent?.options.map((option) => option.value)).toContain(showIf.equals);
    });
  });
});

describe('the telehealth questionnaire', () => {
  it('asks about sixty scored questions in nine sections', () => {
    const scored = questionsOf(telehealth).filter((question) => isScored(question));
    expect(telehealth.sections).toHaveLength(9);
    expect(scored.length).toBeGreaterThanOrEqual(55);
    expect(scored.length).toBeLessThanOrEqual(65);
  });

  it('cites every rule that it says it is mapped to, in one spelling', () => {
    const cited = new Set(questionsOf(telehealth).flatMap((question) => [...question.citations]));
    const forms =
      /^(45 CFR 164\.\d{3}(\([a-zA-Z0-9]+\))+|NIST CSF 2\.0 GV\.SC-(0\d|10)|PCI DSS 12\.8\.[1-5])$/;
    expect([...cited].filter((citation) => !forms.test(citation))).toEqual([]);
    const all = [...cited].join('\n');
    for (const part of ['308', '310', '312', '314', '316', '410', '502(b)', '504(e)(2)', '514']) {
      expect(all).toContain(`45 CFR 164.${part}`);
    }
  });

  it('is the one that the table of answers to fill in shows how to answer', () => {
    const [example = []] = answerTemplate.examples;
    const [, key, version, question, answer] = example;
    expect([key, version]).toEqual([telehealth.key, String(telehealth.version)]);
    const asked = questionsOf(telehealth).find((each) => each.key === question);
    expect(asked?.options.map(({ value }) => value)).toContain(answer);
  });

  it('does not claim that a rule asks for a questionnaire, a score or a yearly check', () => {
    const words = text('questionnaire.telehealth.json');
    expect(words).not.toMatch(/80 ?%|12 months|twelve months|rule requires|HIPAA requires/i);
  });
});

describe('the data files', () => {
  it('link sub-processors only between vendors of the sample', () => {
    const names = vendors.map((vendor) => vendor.name);
    const rows = text('subprocessors.csv').trim().split('\n').slice(1);
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(within(names, row.split(',').slice(0, 2))).toEqual([]);
  });

  it('hold several hundred breach records', () => {
    const csv = gunzipSync(readFileSync(new URL('breaches/hhs-ocr.sample.csv.gz', dir))).toString();
    const dates = csv.match(/,\d\d\/\d\d\/\d{4},/g) ?? [];
    expect(dates.length).toBeGreaterThanOrEqual(400);
    expect(json<unknown[]>('breaches/hibp.sample.json').length).toBeLessThanOrEqual(5);
  });

  it('are all named in the order of loading and stay below 700 kB together', () => {
    const order = json<{ order: { file: string }[] }>('manifest.json').order.map(
      ({ file }) => file,
    );
    const files = readdirSync(fileURLToPath(dir), { recursive: true, encoding: 'utf8' });
    const data = files.filter((file) => /\.(json|csv|gz)$/.test(file) && file !== 'manifest.json');
    expect(data.sort()).toEqual([...order].sort());
    const bytes = files.map((file) => statSync(new URL(file, dir))).filter((each) => each.isFile());
    expect(bytes.reduce((sum, each) => sum + each.size, 0)).toBeLessThan(700_000);
  });
});
