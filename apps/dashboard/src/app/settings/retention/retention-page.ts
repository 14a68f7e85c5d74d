/** How long the audit log is kept, and how it stands. */
import { Component, computed, inject, signal } from '@angular/core';
import { form, min, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { RetentionStatusDocument, SetAuditRetentionDocument } from '@chaperone/contract/settings';
import { Graphql, graphqlResource, Session } from '../../api/index.js';
import { WholePipe } from '../../shell/formats.js';
import { FORM_PARTS } from '../../shell/ui/field-errors.js';
import { Icon, PageHead, Toasts, Waiting } from '../../shell/ui/index.js';
import { FormFrame } from '../../vendors/forms/form-frame.js';
import { Say } from '../../vendors/say.js';

/** 45 CFR 164.316(b)(2)(i): six years; the server takes no fewer. */
const FEWEST_YEARS = 6;

@Component({
  imports: [FormFrame, FORM_PARTS, Icon, PageHead, TranslocoPipe, Waiting, WholePipe],
  template: `
    <ch-page-head class="narrow" [heading]="'settings.retention.title' | transloco">
      @if (session.can('audit:write') && status()) {
        <button actions type="button" class="button" (click)="change()">
          <ch-icon name="edit" /> {{ 'settings.change' | transloco }}
        </button>
      }
    </ch-page-head>
    <p class="quiet narrow">{{ 'settings.retention.lede' | transloco }}</p>
    <ch-waiting [on]="read" shape="card" [count]="1" />
    @if (status(); as status) {
      <section class="card narrow">
        <dl class="facts">
          <dt>{{ 'settings.retention.kept' | transloco }}</dt>
          <dd>{{ 'settings.retention.years' | transloco: { years: status.retentionYears } }}</dd>
          <dt>{{ 'settings.retention.entries' | transloco }}</dt>
          <dd>{{ status.entries | whole }}</dd>
        </dl>
      </section>
    }
    @if (changing()) {
      <ch-form-frame
        [heading]="'settings.retention.title' | transloco"
        [action]="'settings.save' | transloco"
        [form]="form"
        [save]="save"
        (closed)="changing.set(false)"
      >
        <label class="field">
          <span>{{ 'settings.retention.field' | transloco }}</span>
          <input type="number" inputmode="numeric" [formField]="form.years" />
          <small>{{ 'settings.retention.hint' | transloco }}</small>
          <ch-errors [of]="form.years" />
        </label>
      </ch-form-frame>
    }
  `,
  styleUrl: '../settings.scss',
})
export class RetentionPage {
  protected readonly session = inject(Session);
  protected readonly changing = signal(false);
  protected readonly read = graphqlResource(RetentionStatusDocument, () => ({}));
  protected readonly status = computed(() => this.read.value()?.auditStatus);
  private readonly entries = signal({ years: FEWEST_YEARS });
  protected readonly form = form(this.entries, (path) => {
    required(path.years);
    min(path.years, FEWEST_YEARS);
  });
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);

  protected change(): void {
    this.form().reset({ years: this.status()?.retentionYears ?? FEWEST_YEARS });
    this.changing.set(true);
  }

  protected readonly save = async (): Promise<void> => {
    await this.graphql.mutate(SetAuditRetentionDocument, this.entries());
    this.toasts.show(this.say.text('settings.retention.saved'));
    this.read.reload();
  };
}
