import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';

/** Every assessment. */
@Component({
  selector: 'ch-assessment-list-page',
  imports: [TranslocoPipe],
  template: `<h1>{{ 'assessments.title' | transloco }}</h1>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AssessmentListPage {}
