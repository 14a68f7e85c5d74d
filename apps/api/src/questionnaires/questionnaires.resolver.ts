import {
  Args,
  ID,
  Info,
  Int,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Can, type Principal } from '../graphql/access.js';
import { PageArgs } from '../graphql/page.js';
import { PlannedField, PlannedRoot } from '../graphql/planned-fields.js';
import { planned } from '../graphql/planner/planner.js';
import { CurrentPrincipal } from '../graphql/principal.js';
import { VendorType } from '../vendors/vendor.type.js';
import { AssessmentPage, AssessmentType } from './assessment.type.js';
import { AssessmentsArgs, RecordAnswersInput } from './questionnaires.inputs.js';
import { QuestionnairesService } from './questionnaires.service.js';
import { TemplatePage, TemplateVersionType } from './template.type.js';

@Resolver()
export class QuestionnairesResolver {
  constructor(private readonly questionnaires: QuestionnairesService) {}

  @PlannedRoot('QuestionTemplate')
  @Query(() => TemplatePage, { description: 'Questionnaires by title.' })
  @Can('questionnaires:read')
  templates(@Args() page: PageArgs, @Info() info: GraphQLResolveInfo) {
    return this.questionnaires.templates(page, info);
  }

  @PlannedRoot('TemplateVersion')
  @Query(() => TemplateVersionType, { nullable: true, description: 'One version, by its id.' })
  @Can('questionnaires:read')
  template(@Args('id', { type: () => ID }) id: string, @Info() info: GraphQLResolveInfo) {
    return this.questionnaires.template(id, info);
  }

  @PlannedRoot('Assessment')
  @Query(() => AssessmentPage, { description: 'Assessments; newest first unless ordered.' })
  @Can('questionnaires:read')
  assessments(@Args() args: AssessmentsArgs, @Info() info: GraphQLResolveInfo) {
    return this.questionnaires.assessments(args, info);
  }

  @PlannedRoot('Assessment')
  @Query(() => AssessmentType, { nullable: true, description: 'One assessment, by id or ref.' })
  @Can('questionnaires:read', 'portal:read')
  assessment(
    @Args('id', { type: () => ID }) id: string,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.questionnaires.assessment(id, by, info);
  }

  @Mutation(() => AssessmentType, {
    description:
      'Records answers; the vendor is rescored in the same transaction where they count.',
  })
  @Can('questionnaires:write', 'portal:write')
  recordAnswers(
    @Args('input') input: RecordAnswersInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.questionnaires.record(input, by, info);
  }
}

/** What this room adds to a vendor. */
@Resolver(() => VendorType)
export class VendorAssessmentsResolver {
  @PlannedField()
  @ResolveField(() => [AssessmentType], { description: 'Its assessments, newest first.' })
  assessments(
    @Parent() vendor: object,
    @Args('limit', {
      type: () => Int,
      defaultValue: 20,
      description: 'At most this many, up to 100.',
    })
    limit: number,
  ) {
    return planned<AssessmentType[]>(vendor, 'assessments', { limit });
  }
}
