import { Check, Entity, ForeignKey, Unique } from 'typeorm';
import { TEMPLATE_STATUSES } from '@chaperone/risk-model';
import type { TemplateStatus } from '@chaperone/risk-model';
import { Id, Moment, Now, Text, Uuid, Whole, oneOf } from '../columns.js';
import { QuestionTemplateEntity } from './question-template.entity.js';

/**
 * One version of a questionnaire. Sections and questions are written while it is a DRAFT;
 * from PUBLISHED on the database refuses every change but the step to RETIRED.
 */
@Entity('template_versions')
@Unique('uq_template_versions_version', ['templateId', 'version'])
@Check('ck_template_versions_status', oneOf('status', TEMPLATE_STATUSES))
@Check('ck_template_versions_version', 'version >= 1')
@Check('ck_template_versions_published_at', "status = 'DRAFT' OR published_at IS NOT NULL")
export class TemplateVersionEntity {
  @Id() id!: string;
  @ForeignKey(() => QuestionTemplateEntity, {
    name: 'fk_template_versions_template_id',
    onDelete: 'CASCADE',
  })
  @Uuid()
  templateId!: string;
  @Whole() version!: number;
  @Text({ default: "'DRAFT'" }) status!: TemplateStatus;
  @Moment({ nullable: true }) publishedAt!: Date | null;
  @Now() createdAt!: Date;
}
