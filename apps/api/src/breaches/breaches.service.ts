import { Injectable } from '@nestjs/common';
import type { GraphQLResolveInfo } from 'graphql';
import type { Principal } from '../graphql/access.js';
import { Planner } from '../graphql/planner/planner.js';
import { Work } from '../graphql/work.js';
import type {
  DecideBreachMatchesInput,
  DecideBreachMatchInput,
  JoinIncidentInput,
  RecordBreachInput,
  SplitIncidentInput,
} from './breaches.inputs.js';
import { DecideMatchService } from './decide-match.service.js';
import { IncidentsService } from './incidents.service.js';
import { RecordBreachService } from './record-breach.service.js';

/** Every change here is one transaction, and its reply is read inside it. */
@Injectable()
export class BreachesService {
  constructor(
    private readonly planner: Planner,
    private readonly work: Work,
    private readonly recording: RecordBreachService,
    private readonly deciding: DecideMatchService,
    private readonly incidents: IncidentsService,
  ) {}

  record(input: RecordBreachInput, by: Principal, info: GraphQLResolveInfo) {
    return this.work.change(async (tx) => {
      const id = await this.recording.record(tx, input, by);
      return this.planner.byId(info, 'Breach', id, { tx });
    });
  }

  decide(input: DecideBreachMatchInput, by: Principal, info: GraphQLResolveInfo) {
    return this.work.change(async (tx) => {
      await this.deciding.decide(tx, [input.id], input, by);
      return this.planner.byId(info, 'BreachMatch', input.id, { tx });
    });
  }

  decideMany(input: DecideBreachMatchesInput, by: Principal, info: GraphQLResolveInfo) {
    return this.work.change(async (tx) => {
      const { ids, ...decision } = input;
      await this.deciding.decide(tx, ids, decision, by);
      return this.planner.list(
        info,
        'BreachMatch',
        { where: (row, ask) => [`${row}.id = any(${ask.param(ids)}::uuid[])`] },
        { tx },
      );
    });
  }

  join(input: JoinIncidentInput, by: Principal, info: GraphQLResolveInfo) {
    return this.work.change(async (tx) => {
      const id = await this.incidents.join(tx, input, by);
      return this.planner.byId(info, 'IncidentChange', id, { tx });
    });
  }

  split(input: SplitIncidentInput, by: Principal, info: GraphQLResolveInfo) {
    return this.work.change(async (tx) => {
      const id = await this.incidents.split(tx, input, by);
      return this.planner.byId(info, 'IncidentChange', id, { tx });
    });
  }
}
