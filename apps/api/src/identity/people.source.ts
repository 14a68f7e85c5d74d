import { column, type Planner, type Question } from '../graphql/planner/planner.js';
import type { PeopleArgs } from './people.resolver.js';

/** How people are read. Hashes of passwords are no field of the graph. */
export function describePeople(planner: Planner): void {
  planner.describe('Person', {
    table: 'people',
    fields: {
      id: column('id'),
      name: column('name'),
      email: column('email'),
      role: column('role'),
    },
  });
}

/** People by name, of some roles where asked. */
export function peopleQuestion({ role, offset, limit }: PeopleArgs): Question {
  return {
    where: (person, ask) => [
      `${person}.disabled_at is null`,
      ...(role ? [`${person}.role = any(${ask.param(role)}::text[])`] : []),
    ],
    orderBy: (person) => `lower(${person}.name), ${person}.id`,
    offset,
    limit,
  };
}
