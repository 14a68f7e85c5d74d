import {
  BANDS,
  COMPLIANCE_STATES,
  DATA_CLASSES,
  SCORE_BASES,
  VENDOR_CATEGORIES,
  VENDOR_STATUSES,
} from '@chaperone/risk-model';
import {
  choice,
  choices,
  maybe,
  order,
  text,
  whole,
  type Order,
  type Param,
} from '../shell/url-state.js';

/** What the list of vendors can be sorted by. */
export const VENDOR_SORTS = [
  'RANK',
  'NAME',
  'RESIDUAL',
  'INHERENT',
  'CEILING',
  'TIER',
  'STATUS',
  'CATEGORY',
  'NEXT_REVIEW',
  'LAST_BREACH',
  'OPEN_FINDINGS',
  'AGREEMENT_END',
  'UPDATED',
  'REF',
] as const;
export type VendorSortField = (typeof VENDOR_SORTS)[number];

/** Riskiest first, by residual where there is one, else by ceiling. */
const RISKIEST: Order<VendorSortField> = { field: 'RANK', direction: 'DESC' };

/** A cell of one map. EFFECTIVE: residual where assessed, else ceiling. */
export interface Cell {
  map: 'EFFECTIVE' | 'INHERENT' | 'RESIDUAL' | 'CEILING';
  likelihood: number;
  impact: number;
}

const CELL = /^(EFFECTIVE|INHERENT|RESIDUAL|CEILING)-([1-5])-([1-5])$/;

/** In the URL: `EFFECTIVE-4-5`, first likelihood, then impact. */
const cell = (): Param<Cell | undefined> => ({
  read: (raw) => {
    const [, map, likelihood, impact] = CELL.exec(raw ?? '') ?? [];
    if (!map) return undefined;
    return { map: map as Cell['map'], likelihood: Number(likelihood), impact: Number(impact) };
  },
  write: (value) => (value ? `${value.map}-${value.likelihood}-${value.impact}` : null),
});

/** Free words, joined by commas, for instance tags. */
const wordList = (): Param<readonly string[]> => ({
  read: (raw) => (raw ?? '').split(',').filter((word) => word.trim() !== ''),
  write: (value) => (value.length ? value.join(',') : null),
});

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The key of a person; '' for anybody. */
const person = (): Param<string> => ({
  read: (raw) => (ID.test(raw ?? '') ? (raw ?? '') : ''),
  write: (value) => value || null,
});

/** The columns that a reader may take away; the name always stays. */
export const VENDOR_COLUMNS = [
  'CATEGORY',
  'TIER',
  'INHERENT',
  'RESIDUAL',
  'COMPLIANCE',
  'OPEN_FINDINGS',
  'LAST_BREACH',
  'NEXT_REVIEW',
] as const;
export type VendorColumn = (typeof VENDOR_COLUMNS)[number];

/**
 * The list's view state in the URL, known here so that other pages can link to a part of it
 * (`vendorQuery`). Names are those of the graph's VendorFilter where it has one.
 */
export const VENDOR_LIST_VIEW = {
  q: text(),
  status: choices(VENDOR_STATUSES),
  category: choices(VENDOR_CATEGORIES),
  tier: choices(BANDS),
  band: choices(BANDS),
  bandBasis: choice(SCORE_BASES, 'RESIDUAL'),
  dataClass: choices(DATA_CLASSES),
  compliance: choices(COMPLIANCE_STATES),
  assessed: maybe(),
  scored: maybe(),
  tiered: maybe(),
  aboveAppetite: maybe(),
  withProposedMatches: maybe(),
  reviewOverdue: maybe(),
  archived: maybe(),
  tag: wordList(),
  owner: person(),
  cell: cell(),
  without: choices(VENDOR_COLUMNS),
  sort: order(VENDOR_SORTS, RISKIEST),
  page: whole(1),
};

type View = typeof VENDOR_LIST_VIEW;
/** A part of the list's view. */
export type VendorQuery = { [K in keyof View]?: ReturnType<View[K]['read']> };

/** Query parameters of a link to `/vendors` that shows just this. */
export function vendorQuery(query: VendorQuery): Record<string, string> {
  const written = Object.entries(query).map(([name, value]) => [
    name,
    VENDOR_LIST_VIEW[name as keyof View].write(value as never),
  ]);
  return Object.fromEntries(written.filter(([, value]) => value !== null));
}
