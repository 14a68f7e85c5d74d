import { Component, effect, inject, input, output, signal, untracked } from '@angular/core';
import { form, max, min, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { BANDS, ORGANISATION_ROLES } from '@chaperone/risk-model';
import {
  UpdateOrganisationDocument,
  type OrganisationPartsFragment,
} from '@chaperone/contract/settings';
import { Graphql } from '../../api/index.js';
import { WordPipe } from '../../shell/formats.js';
import { FORM_PARTS } from '../../shell/ui/field-errors.js';
import { Toasts } from '../../shell/ui/index.js';
import { FormFrame } from '../../vendors/forms/form-frame.js';
import { Picks } from '../../vendors/forms/picks.js';
import { Say } from '../../vendors/say.js';
import { organisationEntries, organisationInput } from './organisation-entries.js';

/** Changes of the organisation; scores that depend on them follow. */
@Component({
  selector: 'ch-organisation-form',
  imports: [FormFrame, FORM_PARTS, Picks, TranslocoPipe, WordPipe],
  templateUrl: './organisation-form.html',
})
export class OrganisationForm {
  readonly organisation = input.required<OrganisationPartsFragment>();
  readonly saved = output();
  readonly reloaded = output();
  readonly closed = output();

  protected readonly roles = ORGANISATION_ROLES;
  protected readonly tiers = [...BANDS].reverse();
  protected readonly zones = Intl.supportedValuesOf('timeZone');
  protected readonly entries = signal(organisationEntries());
  protected readonly form = form(this.entries, (path) => {
    required(path.name);
    required(path.timeZone);
    for (const tier of BANDS) {
      min(path[tier], 0);
      max(path[tier], 100);
    }
  });
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);
  private before = organisationEntries();
  private filled = false;

  constructor() {
    effect(() => {
      const organisation = this.organisation();
      // A version read again later must not touch what was typed.
      if (this.filled) return;
      this.filled = true;
      this.before = organisationEntries(organisation);
      untracked(() => this.entries.set(this.before));
    });
  }

  protected readonly save = async (): Promise<void> => {
    const input = organisationInput(this.before, this.entries(), this.organisation().rev);
    await this.graphql.mutate(UpdateOrganisationDocument, { input });
    this.toasts.show(this.say.text('settings.organisation.saved'));
    this.saved.emit();
  };
}
