import { Injectable } from '@nestjs/common';
import type { Role } from '@chaperone/risk-model';
import type { Principal } from '../graphql/access.js';
import { capabilitiesOf } from '../graphql/access/decide.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { organisationOf, type OrganisationRow } from '../organisation/organisation.queries.js';
import type { ViewerType } from './viewer.type.js';

interface ViewerRow {
  mode: string;
  organisation: OrganisationRow;
  sample_data: boolean;
  person: { id: string; name: string; email: string; role: Role } | null;
}

const READ = `select i.kind as mode, to_jsonb(o) as organisation,
    o.sample or exists (select 1 from vendors v where v.sample) as sample_data,
    (select jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email, 'role', p.role)
     from people p where p.id = $1) as person
  from installation i cross join organisation o`;

/** What the dashboard needs to know first. */
@Injectable()
export class ViewerService {
  constructor(private readonly work: Work) {}

  async of(principal: Principal): Promise<ViewerType> {
    const [row] = await this.work.read<ViewerRow>({
      name: 'viewer',
      text: READ,
      values: [principal.personId],
    });
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
    };
  }

  /** The viewer that a person becomes by signing in. */
  async ofPerson(personId: string): Promise<ViewerType> {
    const [person] = await this.work.read<{ name: string; role: Role }>({
      name: 'person-by-id',
      text: 'select name, role from people where id = $1',
      values: [personId],
    });
    if (!person) throw new Refusal('NOT_FOUND', 'The person was not found.');
    return this.of({ personId, ...person, via: 'SESSION' });
  }
}
