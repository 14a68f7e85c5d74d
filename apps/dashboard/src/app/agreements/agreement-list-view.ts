import {
  AGREEMENT_DIRECTIONS,
  AGREEMENT_KINDS,
  AGREEMENT_STATES,
  type AgreementDirection,
  type AgreementKind,
  type AgreementState,
} from '@chaperone/risk-model';
import type { AgreementsQueryVariables } from '@chaperone/contract/agreements';
import { choices, order, text, whole, type Order } from '../shell/url-state.js';

export const AGREEMENT_SORTS = ['VENDOR', 'KIND', 'STATE', 'EFFECTIVE', 'EXPIRES'] as const;
export type AgreementSortField = (typeof AGREEMENT_SORTS)[number];

/** The list's state in the URL; `ends` is a number of days from today, 0: not asked. */
export const AGREEMENT_LIST_VIEW = {
  q: text(),
  kind: choices(AGREEMENT_KINDS),
  state: choices(AGREEMENT_STATES),
  direction: choices(AGREEMENT_DIRECTIONS),
  ends: whole(0),
  sort: order(AGREEMENT_SORTS, { field: 'EXPIRES', direction: 'ASC' }),
  page: whole(1),
};

/** What the URL asks for. */
export interface AgreementView {
  readonly q: string;
  readonly kind: readonly AgreementKind[];
  readonly state: readonly AgreementState[];
  readonly direction: readonly AgreementDirection[];
  readonly ends: number;
  readonly sort: Order<AgreementSortField>;
  readonly page: number;
}

/** The server's question behind a view; what is not asked is left out. */
export function agreementQuestion(view: AgreementView, size: number): AgreementsQueryVariables {
  const [direction] = view.direction;
  return {
    filter: {
      ...(view.q && { search: view.q }),
      ...(view.kind.length && { kind: [...view.kind] }),
      ...(view.state.length && { state: [...view.state] }),
      // both directions are no condition
      ...(direction && view.direction.length === 1 && { direction }),
      ...(view.ends && { endsWithinDays: view.ends }),
    },
    sort: [view.sort],
    offset: Math.max(0, view.page - 1) * size,
    limit: size,
  };
}
