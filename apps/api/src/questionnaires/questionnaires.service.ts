import { Injectable } from '@nestjs/common';
import { normaliseName } from '@chaperone/store';
import type { GraphQLResolveInfo } from 'graphql';
import type { Principal } from '../graphql/access.js';
import { orderOf, type OrderKeys } from '../graphql/order.js';
import type { PageArgs } from '../graphql/page.js';
import { Planner, type Ask } from '../graphql/planner/planner.js';
import { Work } from '../graphql/work.js';
import type {
  AssessmentFilter,
  AssessmentsArgs,
  AssessmentSortField,
  RecordAnswersInput,
} from './questionnaires.inputs.js';
import { ofRespondent } from './respondent-answers.js';
import { RecordAnswersService } from './record-answers.service.js';

const ORDER: OrderKeys<AssessmentSortField> = {
  VENDOR: (row) => `${row}_r.normalised_name`,
  STATUS: (row) => `${row}.status`,
  DUE: (row) => `${row}.due_on`,
  ACCEPTED: (row) => `${row}.accepted_at`,
  REF: (row) => `length(${row}.ref), ${row}.ref`,
};

/** Reads of questionnaires and assessments, and the door for answers. */
@Injectable()
export class QuestionnairesService {
  constructor(
    private readonly planner: Planner,
    private readonly work: Work,
    private readonly recording: RecordAnswersService,
  ) {}

  templates({ offset, limit }: PageArgs, info: GraphQLResolveInfo) {
    const orderBy = (row: string): string => `${row}.title, ${row}.id`;
    return this.planner.page(info, 'QuestionTemplate', { orderBy, offset, limit });
  }

  template(id: string, info: GraphQLResolveInfo) {
    return this.planner.first(info, 'TemplateVersion', {
      where: (row, ask) => [`${row}.id::text = ${ask.param(id)}`],
    });
  }

  assessments({ filter, sort, offset, limit }: AssessmentsArgs, info: GraphQLResolveInfo) {
    return this.planner.page(info, 'Assessment', {
      joins: ['r', 'tv'],
      where: (row, ask) => conditions(filter ?? {}, row, ask),
      orderBy: orderOf(ORDER, sort, ['created_at desc', 'id']),
      offset,
      limit,
    });
  }

  /** By id or ref; a respondent finds its own and no other. */
  assessment(id: string, by: Principal, info: GraphQLResolveInfo) {
    return this.planner.first(info, 'Assessment', {
      where: (row, ask) => {
        const wanted = ask.param(id);
        const named = `(${row}.id::text = ${wanted} or ${row}.ref = ${wanted})`;
        const own = by.role === 'RESPONDENT' ? [`${row}.id = ${ask.param(by.assessmentId)}`] : [];
        return [named, ...own];
      },
    });
  }

  /** Records answers and reads the reply, the new score included, in one transaction. */
  record(input: RecordAnswersInput, by: Principal, info: GraphQLResolveInfo) {
    return this.work.change(async (tx) => {
      const asked = by.role === 'RESPONDENT' ? await ofRespondent(tx, input, by) : input;
      const id = await this.recording.record(tx, asked, by);
      return this.planner.byId(info, 'Assessment', id, { tx });
    });
  }
}

function conditions(filter: AssessmentFilter, row: string, ask: Ask): string[] {
  const found: string[] = [];
  if (filter.search) {
    const name = ask.param(`%${normaliseName(filter.search)}%`);
    found.push(`(${row}_r.search_text like ${name} or ${row}.ref = ${ask.param(filter.search)})`);
  }
  if (filter.vendor) {
    const vendor = ask.param(filter.vendor);
    found.push(`(${row}.vendor_id::text = ${vendor} or ${row}_r.ref = ${vendor})`);
  }
  if (filter.status?.length) found.push(`${row}.status = any(${ask.param(filter.status)}::text[])`);
  if (filter.template)
    found.push(
      `${row}_tv.template_id = (select id from question_templates where key = ${ask.param(filter.template)})`,
    );
  return found;
}
