/**
 * Facts for the specs of this room: builders with plain defaults, and arbitraries for the
 * property tests. Not exported from the room and not built.
 */
import fc from 'fast-check';
import { addDays } from '../days.js';
import type {
  AnswerFacts,
  AssessmentFacts,
  BreachFacts,
  OrganisationFacts,
  ServiceFacts,
  VendorFacts,
} from '../facts.js';
import {
  ACCESS_LEVELS,
  BREACH_SOURCES,
  DATA_CLASSES,
  EVIDENCE_LEVELS,
  FAULTS,
  MATCH_STATES,
  ORGANISATION_ROLES,
  OUTAGE_TOLERANCES,
  SUBJECTS,
  SUBSTITUTABILITIES,
} from '../vocabulary.js';

export const AS_OF = '2026-11-23';

export const anOrganisation = (given: Partial<OrganisationFacts> = {}): OrganisationFacts => ({
  roles: ['COVERED_ENTITY'],
  homeRegions: ['US'],
  ...given,
});

export const aService = (given: Partial<ServiceFacts> = {}): ServiceFacts => ({
  id: 'service-1',
  name: 'Reminders',
  createdAt: '2024-01-01T00:00:00Z',
  status: 'ACTIVE',
  dataClasses: ['APPOINTMENTS', 'CONTACT'],
  minors: false,
  people: 80_000,
  access: 'READ_WRITE',
  outageTolerance: 'DAY',
  substitutability: 'EASY',
  regions: ['US'],
  subprocessors: 8,
  subjects: ['PATIENTS'],
  ...given,
});

export const anAnswer = (given: Partial<AnswerFacts> = {}): AnswerFacts => ({
  questionKey: 'q1',
  weight: 5,
  scored: true,
  applicable: true,
  effectiveness: 1,
  answeredOn: '2026-10-01',
  evidenceLevel: 'ATTESTED',
  evidenceEnd: null,
  ...given,
});

export const anAssessment = (given: Partial<AssessmentFacts> = {}): AssessmentFacts => ({
  id: 'assessment-1',
  templateKey: 'telehealth',
  acceptedAt: '2026-10-05T12:00:00Z',
  answers: [anAnswer()],
  ...given,
});

export const aBreach = (given: Partial<BreachFacts> = {}): BreachFacts => ({
  recordId: 'record-1',
  incidentId: null,
  source: 'MANUAL',
  fault: 'VENDOR_CONFIRMED',
  matchState: 'CONFIRMED',
  automatic: false,
  people: 50_000,
  dataClasses: ['CLINICAL_RECORDS'],
  discoveredOn: '2025-11-23',
  breachedOn: null,
  reportedOn: null,
  ...given,
});

export const aVendor = (given: Partial<VendorFacts> = {}): VendorFacts => ({
  organisation: anOrganisation(),
  services: [aService()],
  assessments: [],
  breaches: [],
  ...given,
});

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(value, { nil: null, freq: 4 });

const aDay = (from: number, to: number): fc.Arbitrary<string> =>
  fc.integer({ min: from, max: to }).map((days) => addDays(AS_OF, days));

/** Effectiveness in hundredths, as option scores are written. */
const effectiveness = fc.integer({ min: 0, max: 100 }).map((value) => value / 100);

const people = fc.oneof(
  fc.integer({ min: 0, max: 2000 }),
  fc.integer({ min: 0, max: 200_000_000 }),
  fc.constantFrom(500, 501),
);

export const organisations: fc.Arbitrary<OrganisationFacts> = fc.record({
  roles: fc.subarray([...ORGANISATION_ROLES]),
  homeRegions: fc.subarray(['US', 'EU', 'GB']),
});

/** A service with every fact known that a score needs; others may be unknown. */
export const describedServices: fc.Arbitrary<ServiceFacts> = fc.record({
  id: fc.uuid(),
  name: fc.constant('Service'),
  createdAt: aDay(-2000, 0).map((day) => `${day}T00:00:00Z`),
  status: fc.constant('ACTIVE' as const),
  dataClasses: fc.subarray([...DATA_CLASSES], { minLength: 1 }),
  minors: fc.boolean(),
  people: maybe(people),
  access: fc.constantFrom(...ACCESS_LEVELS),
  outageTolerance: maybe(fc.constantFrom(...OUTAGE_TOLERANCES)),
  substitutability: maybe(fc.constantFrom(...SUBSTITUTABILITIES)),
  regions: maybe(fc.subarray(['US', 'US-CA', 'DE', 'IN'])),
  subprocessors: maybe(fc.integer({ min: 0, max: 40 })),
  subjects: fc.subarray([...SUBJECTS]),
});

export const halfDescribedServices: fc.Arbitrary<ServiceFacts> = fc
  .tuple(describedServices, fc.constantFrom('dataClasses', 'access', 'both'))
  .map(([service, without]) => ({
    ...service,
    dataClasses: without === 'access' ? service.dataClasses : null,
    access: without === 'dataClasses' ? service.access : null,
  }));

export const answers: fc.Arbitrary<AnswerFacts> = fc.record({
  questionKey: fc.integer({ min: 1, max: 12 }).map((number) => `q${number}`),
  weight: fc.integer({ min: 1, max: 10 }),
  scored: fc.integer({ min: 0, max: 9 }).map((value) => value > 0),
  applicable: fc.integer({ min: 0, max: 9 }).map((value) => value > 0),
  effectiveness: fc.option(effectiveness, { nil: null, freq: 10 }),
  answeredOn: aDay(-1500, 0),
  evidenceLevel: fc.constantFrom(...EVIDENCE_LEVELS),
  evidenceEnd: maybe(aDay(-900, 600)),
});

const answerLists = (minLength: number): fc.Arbitrary<AnswerFacts[]> =>
  fc.uniqueArray(answers, { selector: (each) => each.questionKey, minLength, maxLength: 10 });

export const assessmentLists: fc.Arbitrary<AssessmentFacts[]> = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    templateKey: fc.constantFrom('telehealth', 'payments'),
    acceptedAt: aDay(-1500, 0).map((day) => `${day}T09:00:00Z`),
    answers: answerLists(1),
  }),
  { selector: (each) => each.acceptedAt, maxLength: 4 },
);

/** One assessment with every question applicable and answered, so that C is known. */
export const fullAssessments: fc.Arbitrary<AssessmentFacts> = answerLists(2).map((list) =>
  anAssessment({
    answers: list.map((answer) => ({
      ...answer,
      scored: true,
      applicable: true,
      effectiveness: answer.effectiveness ?? 0.5,
    })),
  }),
);

export const breaches: fc.Arbitrary<BreachFacts> = fc.record({
  recordId: fc.uuid(),
  incidentId: maybe(fc.constantFrom('incident-1', 'incident-2')),
  source: fc.constantFrom(...BREACH_SOURCES),
  fault: fc.constantFrom(...FAULTS),
  matchState: fc.constantFrom(...MATCH_STATES, 'CONFIRMED' as const, 'CONFIRMED' as const),
  automatic: fc.boolean(),
  people: maybe(people),
  dataClasses: maybe(fc.subarray([...DATA_CLASSES])),
  discoveredOn: maybe(aDay(-3000, 30)),
  breachedOn: maybe(aDay(-3000, 30)),
  reportedOn: maybe(aDay(-3000, 30)),
});

const serviceLists = fc.uniqueArray(
  fc.oneof({ weight: 5, arbitrary: describedServices }, halfDescribedServices),
  { selector: (each) => each.id, maxLength: 4 },
);

/** Any vendor: scores may be null. */
export const vendors: fc.Arbitrary<VendorFacts> = fc.record({
  organisation: organisations,
  services: serviceLists,
  assessments: assessmentLists,
  breaches: fc.array(breaches, { maxLength: 6 }),
});

/** A vendor whose three scores are all known. */
export const assessedVendors: fc.Arbitrary<VendorFacts> = fc.record({
  organisation: organisations,
  services: fc.uniqueArray(describedServices, {
    selector: (each) => each.id,
    minLength: 1,
    maxLength: 3,
  }),
  assessments: fullAssessments.map((assessment) => [assessment]),
  breaches: fc.array(breaches, { maxLength: 5 }),
});
