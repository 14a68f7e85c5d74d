import { Component, computed, input } from '@angular/core';
import type { ComplianceState } from '@chaperone/risk-model';
import { WordPipe } from '../shell/formats.js';
import { Icon } from '../shell/ui/index.js';

/** Whether the agreements that are needed are in force: a sign and a word, never colour alone. */
@Component({
  selector: 'ch-compliance',
  imports: [Icon, WordPipe],
  template: `<ch-icon [name]="icon()" /> {{ state() | word: 'complianceState' }}`,
  host: { '[class.bad]': "state() === 'GAP'", '[class.quiet]': "state() === 'NOT_NEEDED'" },
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.25rem;
      white-space: nowrap;
    }
    :host(.bad) {
      font-weight: 600;
    }
  `,
})
export class ComplianceMark {
  readonly state = input.required<ComplianceState>();
  protected readonly icon = computed(() => {
    if (this.state() === 'GAP') return 'warning';
    return this.state() === 'IN_FORCE' ? 'check' : 'info';
  });
}
