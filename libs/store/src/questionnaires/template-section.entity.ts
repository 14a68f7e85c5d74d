import { Entity, ForeignKey, Unique } from 'typeorm';
import { Id, Text, Uuid, Whole } from '../columns.js';
import { TemplateVersionEntity } from './template-version.entity.js';

/** A part of a questionnaire's version. */
@Entity('template_sections')
@Unique('uq_template_sections_key', ['versionId', 'key'])
export class TemplateSectionEntity {
  @Id() id!: string;
  @ForeignKey(() => TemplateVersionEntity, {
    name: 'fk_template_sections_version_id',
    onDelete: 'CASCADE',
  })
  @Uuid()
  versionId!: string;
  @Text() key!: string;
  @Whole() position!: number;
  @Text() title!: string;
}
