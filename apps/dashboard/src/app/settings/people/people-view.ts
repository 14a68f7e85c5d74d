import { STAFF_ROLES, type StaffRole } from '@chaperone/risk-model';
import type { PeopleQueryVariables } from '@chaperone/contract/settings';
import { choices, text, whole } from '../../shell/url-state.js';

/** Whether somebody can get in, as the graph says it. */
export const PERSON_STATUSES = ['ACTIVE', 'INVITED', 'DISABLED'] as const;
export type PersonStatus = (typeof PERSON_STATUSES)[number];

/** The list's state in the URL. */
export const PEOPLE_VIEW = {
  q: text(),
  status: choices(PERSON_STATUSES),
  role: choices(STAFF_ROLES),
  page: whole(1),
};

/** What the URL asks for. */
export interface PeopleView {
  readonly q: string;
  readonly status: readonly PersonStatus[];
  readonly role: readonly StaffRole[];
  readonly page: number;
}

/** The server's question behind a view; it would leave out all but ACTIVE ones unless told. */
export function peopleQuestion(view: PeopleView, size: number): PeopleQueryVariables {
  return {
    filter: {
      ...(view.q && { search: view.q }),
      status: view.status.length ? [...view.status] : [...PERSON_STATUSES],
      ...(view.role.length && { role: [...view.role] }),
    },
    offset: Math.max(0, view.page - 1) * size,
    limit: size,
  };
}
