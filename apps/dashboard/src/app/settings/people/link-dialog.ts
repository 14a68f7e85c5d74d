import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { InvitationPartsFragment } from '@chaperone/contract/settings';
import { MomentPipe } from '../../shell/formats.js';
import { Dialog } from '../../shell/ui/index.js';
import { CopyField } from '../copy-field.js';

/** A one-time link, shown this once, to be handed to the person whom it is for; or that it was mailed. */
@Component({
  selector: 'ch-link-dialog',
  imports: [CopyField, Dialog, MomentPipe, TranslocoPipe],
  template: `
    <ch-dialog
      #box
      [heading]="'settings.people.link' | transloco: { name: invitation().person.name }"
      (closed)="closed.emit()"
    >
      <div class="form">
        @if (invitation().link; as link) {
          <p>
            {{
              'settings.people.linkText' | transloco: { until: (invitation().expiresAt | moment) }
            }}
          </p>
          <ch-copy-field [label]="'settings.people.linkLabel' | transloco" [value]="link" />
          <p class="quiet">
            {{
              (invitation().mailed ? 'settings.people.mailed' : 'settings.people.notMailed')
                | transloco: { email: invitation().person.email }
            }}
          </p>
        } @else {
          <p>
            {{
              'settings.people.mailedOnly'
                | transloco
                  : { email: invitation().person.email, until: (invitation().expiresAt | moment) }
            }}
          </p>
        }
        <div class="form-end">
          <button type="button" class="button primary" (click)="box.close()">
            {{ 'settings.done' | transloco }}
          </button>
        </div>
      </div>
    </ch-dialog>
  `,
})
export class LinkDialog {
  readonly invitation = input.required<InvitationPartsFragment>();
  readonly closed = output();
}
