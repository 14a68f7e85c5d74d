import { ASSESSMENT_STATUSES, type AssessmentStatus } from '@chaperone/risk-model';
import type { AssessmentsQueryVariables } from '@chaperone/contract/assessments';
import { choices, order, text, whole, type Order } from '../shell/url-state.js';

export const ASSESSMENT_SORTS = ['VENDOR', 'STATUS', 'DUE', 'ACCEPTED'] as const;
export type AssessmentSortField = (typeof ASSESSMENT_SORTS)[number];

/** The list's state in the URL; `template` is a questionnaire's key. */
export const ASSESSMENT_LIST_VIEW = {
  q: text(),
  status: choices(ASSESSMENT_STATUSES),
  template: text(),
  sort: order(ASSESSMENT_SORTS, { field: 'ACCEPTED', direction: 'DESC' }),
  page: whole(1),
};

/** What the URL asks for. */
export interface AssessmentView {
  readonly q: string;
  readonly status: readonly AssessmentStatus[];
  readonly template: string;
  readonly sort: Order<AssessmentSortField>;
  readonly page: number;
}

/** The server's question behind a view; what is not asked is left out. */
export const assessmentQuestion = (
  view: AssessmentView,
  size: number,
): AssessmentsQueryVariables => ({
  filter: {
    ...(view.q && { search: view.q }),
    ...(view.status.length && { status: [...view.status] }),
    ...(view.template && { template: view.template }),
  },
  sort: [view.sort],
  offset: Math.max(0, view.page - 1) * size,
  limit: size,
});
