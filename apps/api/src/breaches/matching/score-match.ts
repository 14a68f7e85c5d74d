import type { MatchReason } from '@chaperone/risk-model';
import { nameWords, splitName } from '@chaperone/store';
import { scoreMention } from './score-mention.js';
import { scoreNames, type NameScore } from './score-names.js';

/** Below this a pair is not shown to anybody; above 0.5, so that no false friend is. */
export const PROPOSAL_THRESHOLD = 0.55;
/** A name in brackets may be the vendor where it happened, or one of the clients. */
const BRACKET_FACTOR = 0.8;
/** A record whose own domain is another one is probably another company of the same name. */
const OTHER_DOMAIN_FACTOR = 0.7;
/** A host under the vendor's domain may belong to one of its customers. */
const SUBDOMAIN = 0.75;

/** What matching reads of a breach record. */
export interface MatchableRecord {
  readonly title: string;
  readonly domain: string | null;
  readonly description: string;
  /** False: spam list, stealer logs and so on; matches nobody. */
  readonly companyBreach: boolean;
}

/** What matching reads of a vendor. */
export interface MatchableVendor {
  readonly displayName: string;
  readonly legalName: string | null;
  readonly aliases: readonly string[];
  readonly domains: readonly string[];
}

/** How well a record fits a vendor, and why. */
export interface MatchScore {
  /** 0 to 1. */
  readonly score: number;
  readonly reason: Exclude<MatchReason, 'MANUAL'>;
  /** The words, or the domain, that fitted. */
  readonly words: readonly string[];
  /** True only for the vendor's own domain: confirmed without a person. */
  readonly automatic: boolean;
}

/**
 * Whether a breach record may be about a vendor. The best of: own domain, a name, an alias, a
 * mention in the description. Only the own domain confirms; the rest is for a person to decide.
 * @returns null when nothing fits at all
 */
export function scoreMatch(record: MatchableRecord, vendor: MatchableVendor): MatchScore | null {
  if (!record.companyBreach) return null;
  const domain = domainMatch(record, vendor);
  if (domain?.automatic) return domain;
  const candidates = [domain, nameMatch(record, vendor), mentionMatch(record, vendor)];
  return candidates.reduce(
    (best, one) => (one && one.score > (best?.score ?? 0) ? one : best),
    null,
  );
}

/** Whether a score is worth a person's look. */
export function isProposal(match: MatchScore | null): match is MatchScore {
  return match !== null && match.score >= PROPOSAL_THRESHOLD;
}

function bareHost(domain: string): string {
  return domain
    .trim()
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '');
}

function domainMatch(record: MatchableRecord, vendor: MatchableVendor): MatchScore | null {
  if (record.domain === null || record.domain === '') return null;
  const host = bareHost(record.domain);
  const own = vendor.domains.map(bareHost).filter((domain) => domain.includes('.'));
  if (own.includes(host)) return { score: 1, reason: 'DOMAIN', words: [host], automatic: true };
  const above = own.find((domain) => host.endsWith(`.${domain}`));
  return above ? { score: SUBDOMAIN, reason: 'DOMAIN', words: [above], automatic: false } : null;
}

function nameMatch(record: MatchableRecord, vendor: MatchableVendor): MatchScore | null {
  const explained = explainedWords(vendor);
  let best: MatchScore | null = null;
  for (const name of recordNames(record.title))
    for (const own of vendorNames(vendor)) {
      const found = scoreNames(name.text, own.text, explained);
      const score = rounded(found, name.factor * domainFactor(record, vendor));
      if (score > (best?.score ?? 0))
        best = { score, reason: own.reason, words: found.words, automatic: false };
    }
  return best;
}

function rounded(found: NameScore, factor: number): number {
  return Math.round(found.score * factor * 1000) / 1000;
}

function domainFactor(record: MatchableRecord, vendor: MatchableVendor): number {
  return record.domain && vendor.domains.length > 0 ? OTHER_DOMAIN_FACTOR : 1;
}

function recordNames(title: string): { text: string; factor: number }[] {
  const { main, trading, bracketed } = splitName(title);
  return [
    ...[main, ...trading].map((text) => ({ text, factor: 1 })),
    ...bracketed.map((text) => ({ text, factor: BRACKET_FACTOR })),
  ].filter(({ text }) => text !== '');
}

interface VendorName {
  readonly text: string;
  readonly reason: 'NAME' | 'ALIAS';
}

function vendorNames(vendor: MatchableVendor): VendorName[] {
  const names = [vendor.displayName, vendor.legalName ?? ''].flatMap(namesWithin);
  return [
    ...names.map((text): VendorName => ({ text, reason: 'NAME' })),
    ...vendor.aliases.flatMap(namesWithin).map((text): VendorName => ({ text, reason: 'ALIAS' })),
  ];
}

/** "AlphaAI Technologies Inc. dba Tavily" is two names; so is "Amazon Web Services (AWS)". */
function namesWithin(name: string): string[] {
  const { main, trading, bracketed } = splitName(name);
  return [main, ...trading, ...bracketed].filter((text) => text !== '');
}

/** Words of the vendor's own other names and domains: they may follow any of its names. */
function explainedWords(vendor: MatchableVendor): ReadonlySet<string> {
  const labels = vendor.domains.map((domain) => bareHost(domain).split('.').at(-2) ?? '');
  return new Set([...vendorNames(vendor).flatMap(({ text }) => nameWords(text)), ...labels]);
}

function mentionMatch(record: MatchableRecord, vendor: MatchableVendor): MatchScore | null {
  if (record.description === '') return null;
  let best: MatchScore | null = null;
  for (const { text } of vendorNames(vendor)) {
    const found = scoreMention(text, record.description);
    if (found && found.score > (best?.score ?? 0))
      best = { ...found, reason: 'DESCRIPTION', automatic: false };
  }
  return best;
}
