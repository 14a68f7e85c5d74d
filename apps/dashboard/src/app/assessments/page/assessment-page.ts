import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';

/** One assessment with its answers. */
@Component({
  selector: 'ch-assessment-page',
  imports: [TranslocoPipe],
  template: `<h1>{{ 'assessments.page.title' | transloco }}</h1>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AssessmentPage {}
