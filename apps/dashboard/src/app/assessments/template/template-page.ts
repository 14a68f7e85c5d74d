import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';

/** One questionnaire version. */
@Component({
  selector: 'ch-template-page',
  imports: [TranslocoPipe],
  template: `<h1>{{ 'assessments.template.title' | transloco }}</h1>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TemplatePage {}
