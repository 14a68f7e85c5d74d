/**
 * Questionnaires: templates and their versions, assessments put to vendors, answers in, review.
 * In: answers from staff and imports. Out: rescored vendors and pages to read.
 * It must not know agreements, breaches or portfolio, and holds no arithmetic.
 */
import { Module } from '@nestjs/common';
import { Planner } from '../graphql/planner/planner.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { AnswerHolder } from './answer-holder.js';
import { AnswerImports } from './answers.import.js';
import { PublishTemplateService } from './publish-template.service.js';
import { QuestionnairesResolver, VendorAssessmentsResolver } from './questionnaires.resolver.js';
import { QuestionnairesService } from './questionnaires.service.js';
import { describeQuestionnaires } from './questionnaires.source.js';
import { RecordAnswersService } from './record-answers.service.js';

@Module({
  imports: [ScoringModule],
  providers: [
    AnswerHolder,
    AnswerImports,
    PublishTemplateService,
    QuestionnairesResolver,
    QuestionnairesService,
    RecordAnswersService,
    VendorAssessmentsResolver,
  ],
  exports: [PublishTemplateService, RecordAnswersService],
})
export class QuestionnairesModule {
  constructor(planner: Planner) {
    describeQuestionnaires(planner);
  }
}
