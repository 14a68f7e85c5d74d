import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal, Stage } from '../graphql/access.js';
import type { OpenSession } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { SessionsService } from './sessions.service.js';
import type { FactorKind, SignInResultType } from './sign-in.types.js';
import { ViewerService } from './viewer.service.js';

/** Somebody who came some way in: who, how far, and the token for the cookie. */
export interface Entered {
  readonly personId: string;
  readonly stage: Stage;
  readonly token: string;
}

/** A person while something is done to their account. */
export interface HeldPerson {
  id: string;
  email: string;
  name: string;
  role: string;
  enrol_by_link: boolean;
  factors: number;
}

const LOCK = `select id, email, name, role, enrol_by_link,
    (select count(*)::int from factors f where f.person_id = people.id and f.confirmed_at is not null)
      as factors
  from people where id = $1 and disabled_at is null for update`;

/** What stands between somebody and the product: which step comes next, and by what it can be done. */
@Injectable()
export class SignInSteps {
  constructor(
    private readonly work: Work,
    private readonly sessions: SessionsService,
    private readonly viewers: ViewerService,
  ) {}

  /**
   * The person's record, held until the transaction ends, so that whatever is done to one account
   * is done one after the other. @throws Refusal UNAUTHENTICATED where they may not get in
   */
  async hold(tx: EntityManager, personId: string): Promise<HeldPerson> {
    const rows = (await tx.query(LOCK, [personId])) as HeldPerson[];
    const person = rows[0];
    if (!person) throw new Refusal('UNAUTHENTICATED', 'Sign in first.');
    return person;
  }

  /**
   * How far a right password, or a link in its stead, leads.
   * @throws Refusal FORBIDDEN where factors were reset and only the administrator's link leads on
   */
  async stageAfterPassword(tx: EntityManager, personId: string): Promise<Stage> {
    const person = await this.hold(tx, personId);
    if (person.factors > 0) return 'SECOND_FACTOR';
    if (person.enrol_by_link)
      throw new Refusal(
        'FORBIDDEN',
        'Your second factor was reset. Open the link that your administrator gave you.',
      );
    return 'ENROL';
  }

  /** What the graph says about a sign-in that came this far. */
  async resultOf({ personId, stage, token }: Entered): Promise<SignInResultType> {
    if (stage !== 'FULL') return this.halfway(personId, stage);
    const found = await this.sessions.find(token);
    return this.done(found?.principal ?? null, found?.session ?? null);
  }

  /** All the way in. */
  async done(principal: Principal | null, session: OpenSession | null): Promise<SignInResultType> {
    const viewer = await this.viewers.of(principal, session);
    return { step: 'DONE', factors: [], viewer };
  }

  /** Where a sign-in stands that has not come all the way. */
  async halfway(personId: string, stage: Exclude<Stage, 'FULL'>): Promise<SignInResultType> {
    const factors = stage === 'ENROL' ? [] : await this.waysOf(personId);
    return { step: stage, factors, viewer: null };
  }

  private async waysOf(personId: string): Promise<FactorKind[]> {
    const rows = await this.work.read<{ kind: FactorKind }>({
      name: 'ways-of-a-person',
      text: `select distinct kind from factors where person_id = $1 and confirmed_at is not null
        union select 'RECOVERY_CODE' from recovery_codes where person_id = $1 and used_at is null
        order by kind desc`,
      values: [personId],
    });
    return rows.map(({ kind }) => kind);
  }
}
