import { Inject, Injectable } from '@nestjs/common';
import { STAFF_ROLES } from '@chaperone/risk-model';
import { CONFIG, type Config } from '../config.js';
import type { Principal } from '../graphql/access.js';
import { capabilitiesOf } from '../graphql/access/decide.js';
import type { OpenSession } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { organisationOf, type OrganisationRow } from '../organisation/organisation.queries.js';
import type { ViewerType } from './viewer.type.js';

/** Of a person, what may be told together with who asks. */
type ViewerPerson = NonNullable<ViewerType['person']>;

interface ViewerRow {
  mode: string;
  organisation: OrganisationRow;
  sample_data: boolean;
  person: ViewerPerson | null;
}

/** Tokens are nobody's, and may not look into the tables of people and factors. */
const NOBODY = 'null::jsonb';
const PERSON = `(select jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email, 'role', p.role,
        'status', 'ACTIVE', 'rev', p.rev, 'createdAt', p.created_at, 'lastSeenAt', p.last_seen_at,
        'factors', array(select f.kind from factors f
          where f.person_id = p.id and f.confirmed_at is not null order by f.created_at))
     from people p where p.id = $1)`;
const reading = (person: string): string => `select i.kind as mode, to_jsonb(o) as organisation,
    o.sample or exists (select 1 from vendors v where v.sample) as sample_data, ${person} as person
  from installation i cross join organisation o`;

/** What the dashboard needs to know first. */
@Injectable()
export class ViewerService {
  constructor(
    private readonly work: Work,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Who asks; null: nobody, or somebody who is still on the way in. */
  async of(principal: Principal | null, session?: OpenSession | null): Promise<ViewerType | null> {
    if (!principal || (principal.stage ?? 'FULL') !== 'FULL') return null;
    const { personId } = principal;
    const [row] = await this.work.read<ViewerRow>(
      personId
        ? { name: 'viewer', text: reading(PERSON), values: [personId] }
        : { name: 'viewer-token', text: reading(NOBODY), values: [] },
    );
    if (!row) throw new Refusal('UNAVAILABLE', 'The installation is not set up.');
    const organisation = organisationOf(row.organisation);
    return {
      person: row.person,
      role: principal.role,
      mode: row.mode,
      can: [...capabilitiesOf(principal)].sort(),
      organisation,
      sampleData: row.sample_data,
      setUpNeeded: organisation.roles.length === 0,
      stage: 'FULL',
      factorAt: principal.factorAt ?? null,
      idleMinutes: this.config.sessionIdleMinutes,
      expiresAt: session?.expiresAt ?? null,
      demoRoles: mayPlayRoles(session, row.mode) ? [...STAFF_ROLES] : [],
    };
  }
}

/** Only who came in by the demo's link may try on another role. */
function mayPlayRoles(session: OpenSession | null | undefined, mode: string): boolean {
  return session?.beganBy === 'DEMO' && mode === 'DEMO';
}
