import { column, moment, sql, type Planner, type Question } from '../graphql/planner/planner.js';
import type { PeopleArgs } from './people.inputs.js';
import type { PersonStatus } from './person.type.js';

const STATUS = (person: string): string =>
  `case when ${person}.disabled_at is not null then 'DISABLED'
    when ${person}.invited_at is not null then 'INVITED' else 'ACTIVE' end`;

const MOMENT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** A person inside another record's statement, by an expression for the key; factors are asked for apart. */
export const personAsJson = (id: string): string => `(select json_build_object('id', p.id,
    'name', p.name, 'email', p.email, 'role', p.role, 'rev', p.rev, 'status', ${STATUS('p')},
    'createdAt', to_char(p.created_at at time zone 'UTC', ${MOMENT}),
    'lastSeenAt', to_char(p.last_seen_at at time zone 'UTC', ${MOMENT}))
  from people p where p.id = ${id})`;

/** How people are read. Hashes of passwords are no field of the graph. */
export function describePeople(planner: Planner): void {
  planner.describe('Person', {
    table: 'people',
    fields: {
      id: column('id'),
      name: column('name'),
      email: column('email'),
      role: column('role'),
      rev: column('rev'),
      createdAt: moment('created_at'),
      lastSeenAt: moment('last_seen_at'),
      status: sql(STATUS),
      factors: sql(
        (person) => `array(select f.kind from factors f where f.person_id = ${person}.id
          and f.confirmed_at is not null order by f.created_at)`,
      ),
      tokens: sql(
        (person) => `(select count(*)::int from api_tokens t where t.created_by = ${person}.id
          and t.revoked_at is null and t.expires_at > now())`,
      ),
    },
  });
}

const ACTIVE: readonly PersonStatus[] = ['ACTIVE'];

/**
 * People by name; those who can get in unless others are asked for. Who may not read addresses does not
 * find anybody by one either: letter by letter that would tell it.
 */
export function peopleQuestion(
  { role, filter, offset, limit }: PeopleArgs,
  byAddress: boolean,
): Question {
  const roles = filter?.role ?? role;
  const search = filter?.search?.trim().toLowerCase();
  return {
    where: (person, ask) => [
      `(${STATUS(person)}) = any(${ask.param(filter?.status ?? ACTIVE)}::text[])`,
      ...(roles ? [`${person}.role = any(${ask.param(roles)}::text[])`] : []),
      ...(search
        ? [
            `(position(${ask.param(search)} in lower(${person}.name)) > 0${
              byAddress ? ` or position(${ask.param(search)} in ${person}.email) > 0` : ''
            })`,
          ]
        : []),
    ],
    orderBy: (person) => `lower(${person}.name), ${person}.id`,
    offset,
    limit,
  };
}
