import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import * as vocabulary from '@chaperone/risk-model';
import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from '../app/audit/actions.js';
import { AUDIT_KINDS, LINK_PURPOSES } from '../app/audit/record-terms.js';
import { FAILURE_CODES } from '../app/api/failure.js';
import { PERSON_STATUSES } from '../app/settings/people/people-view.js';
import { VENDOR_COLUMNS } from '../app/vendors/vendor-list-view.js';
import { en } from './en/index.js';

/** Each list of words with the closed list of the vocabulary that it must fit exactly. */
const LISTS: Record<string, readonly string[]> = {
  band: [...vocabulary.BANDS, 'NONE'],
  basis: vocabulary.SCORE_BASES,
  role: vocabulary.ROLES,
  personStatus: PERSON_STATUSES,
  vendorCategory: vocabulary.VENDOR_CATEGORIES,
  vendorStatus: vocabulary.VENDOR_STATUSES,
  organisationRole: vocabulary.ORGANISATION_ROLES,
  dataClass: vocabulary.DATA_CLASSES,
  access: vocabulary.ACCESS_LEVELS,
  outageTolerance: vocabulary.OUTAGE_TOLERANCES,
  substitutability: vocabulary.SUBSTITUTABILITIES,
  subject: vocabulary.SUBJECTS,
  serviceStatus: vocabulary.SERVICE_STATUSES,
  serviceFact: vocabulary.SERVICE_FACTS,
  coverKind: vocabulary.COVER_KINDS,
  coverNeed: vocabulary.COVER_NEEDS,
  coverReason: vocabulary.COVER_REASONS,
  coverGap: vocabulary.COVER_GAP_CODES,
  decisionOutcome: vocabulary.DECISION_OUTCOMES,
  evidenceKind: vocabulary.EVIDENCE_KINDS,
  evidenceLevel: vocabulary.EVIDENCE_LEVELS,
  agreementKind: vocabulary.AGREEMENT_KINDS,
  agreementStatus: vocabulary.AGREEMENT_STATUSES,
  agreementState: vocabulary.AGREEMENT_STATES,
  agreementDirection: vocabulary.AGREEMENT_DIRECTIONS,
  complianceState: vocabulary.COMPLIANCE_STATES,
  questionKind: vocabulary.QUESTION_KINDS,
  templateStatus: vocabulary.TEMPLATE_STATUSES,
  assessmentStatus: vocabulary.ASSESSMENT_STATUSES,
  reviewState: vocabulary.REVIEW_STATES,
  breachSource: vocabulary.BREACH_SOURCES,
  verisAction: vocabulary.VERIS_ACTIONS,
  matchState: vocabulary.MATCH_STATES,
  matchReason: vocabulary.MATCH_REASONS,
  fault: vocabulary.FAULTS,
  knowledge: vocabulary.KNOWLEDGE,
  datePrecision: vocabulary.DATE_PRECISIONS,
  factor: vocabulary.FACTORS,
  cause: vocabulary.CHANGE_CODES,
  scoreReason: vocabulary.SCORE_REASONS,
  vendorColumn: VENDOR_COLUMNS,
  auditAction: AUDIT_ACTIONS,
  auditKind: AUDIT_KINDS,
  importSource: vocabulary.IMPORT_SOURCES,
  linkPurpose: LINK_PURPOSES,
  auditOutcome: AUDIT_OUTCOMES,
};

/** `a.b.c` of every sentence below a node. */
function keys(node: object, prefix: string): string[] {
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' ? [prefix + name] : keys(value as object, `${prefix}${name}.`),
  );
}

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|html)$/.test(path) && !/\.spec\.ts$/.test(path) ? [path] : [];
  });

const app = fileURLToPath(new URL('../app', import.meta.url));
const rooms = Object.keys(en).filter((room) => room !== 'words');
const { words, ...sentences } = en;
const known = new Set(keys(sentences, ''));
// A literal that ends in a dot is the start of keys that are put together: all below it are used.
const LITERAL = new RegExp(`['"\`]((?:${rooms.join('|')})\\.[\\w.]*)`, 'g');
const used = sources(app).flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(LITERAL)].map((match) => ({ path, key: match[1] ?? '' })),
);

/** A plural is asked for by its stem. */
const has = (key: string): boolean =>
  known.has(key) || (known.has(`${key}.one`) && known.has(`${key}.other`));

describe('the catalogue', () => {
  it('has every sentence that a page asks for', () => {
    const missing = used.filter(({ key }) =>
      key.endsWith('.') ? ![...known].some((one) => one.startsWith(key)) : !has(key),
    );
    expect(missing.map(({ path, key }) => `${key} in ${path.slice(app.length)}`)).toEqual([]);
  });

  it('has no sentence that no page asks for', () => {
    const asked = new Set(used.map(({ key }) => key));
    const starts = [...asked].filter((key) => key.endsWith('.'));
    const unused = [...known].filter(
      (key) =>
        !asked.has(key) &&
        !asked.has(key.replace(/\.(one|other)$/, '')) &&
        !starts.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });

  it('has a word for each term of the vocabulary and no other', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(LISTS).sort());
    for (const [list, terms] of Object.entries(LISTS)) {
      const given = Object.keys(words[list as keyof typeof words]);
      expect({ list, terms: given.sort() }).toEqual({ list, terms: [...terms].sort() });
    }
  });

  it('has a sentence for each failure', () => {
    expect(Object.keys(en.ui.failure).sort()).toEqual([...FAILURE_CODES].sort());
  });

  it('leaves no bare sentence in a template', () => {
    const bare = sources(app).flatMap((path) =>
      templatesOf(path).flatMap((html) => visibleText(html).map((text) => `${text} in ${path}`)),
    );
    expect(bare).toEqual([]);
  });
});

/** A file of HTML, or the templates inside a file of code. */
function templatesOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  if (path.endsWith('.html')) return [text];
  return [...text.matchAll(/template: `([^`]*)`/g)].map((match) => match[1] ?? '');
}

/** Two letters or more between tags that are neither an expression nor control flow. */
function visibleText(html: string): string[] {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\{\{[\s\S]*?\}\}/g, '')
    .replace(/<(?:[^"'>]|"[^"]*"|'[^']*')*>/g, '\n')
    .replace(/&\w+;/g, '')
    .replace(/@(if|else if|for|switch|case|defer|placeholder|loading|let)\b[^\n]*/g, '')
    .replace(/@(else|empty|default|error)\b/g, '')
    .split('\n')
    .map((line) => line.replace(/[{}]/g, '').trim())
    .filter((line) => /[A-Za-z]{2}/.test(line));
}
