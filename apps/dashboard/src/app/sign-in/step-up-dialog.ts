/**
 * Asks for the second factor once more, over whatever page is open: for changes of roles, factors,
 * tokens, keys and single sign-on, where the last one is older than five minutes. Out: the hurdle
 * is settled, and what waits for it goes on or is given up. Nothing on the page is touched.
 */
import { Component, computed, inject, linkedSignal, signal, viewChild } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  StepUpPasskeyDocument,
  StepUpRequestDocument,
  StepUpTotpDocument,
  StepUpWaysDocument,
} from '@chaperone/contract/sign-in';
import { Graphql, graphqlResource, Hurdles } from '../api/index.js';
import { Dialog } from '../shell/ui/dialog.js';
import { FORM_PARTS, needsMending } from '../shell/ui/field-errors.js';
import { Icon } from '../shell/ui/icon.js';
import { Waiting } from '../shell/ui/waiting.js';
import { Attempt } from './attempt.js';
import { DoorFailure } from './door-failure.js';
import { FocusFirst } from './focus-first.js';
import { Passkeys } from './passkeys.js';

@Component({
  selector: 'ch-step-up',
  imports: [Dialog, DoorFailure, FocusFirst, FORM_PARTS, Icon, TranslocoPipe, Waiting],
  templateUrl: './step-up-dialog.html',
  styleUrl: './steps.scss',
})
export class StepUpDialog {
  protected readonly attempt = new Attempt();
  protected readonly passkeys = inject(Passkeys);
  protected readonly read = graphqlResource(StepUpWaysDocument, () => ({}));
  private readonly has = computed(() =>
    (this.read.value()?.myFactors ?? []).map(({ kind }) => kind),
  );
  protected readonly byApp = computed(() => this.has().includes('TOTP'));
  protected readonly byKey = computed(
    () => this.passkeys.available && this.has().includes('PASSKEY'),
  );
  /** Where the provider's factor is the only one: a fresh sign-in there, and back to this page. */
  protected readonly providers = computed(() =>
    (this.read.value()?.ssoProviders ?? []).map(({ startUrl, ...provider }) => ({
      ...provider,
      href: `${startUrl}&fresh=1&to=${encodeURIComponent(this.here)}`,
    })),
  );
  private readonly here = inject(Router).url;
  protected readonly way = linkedSignal(() => (this.byApp() ? 'TOTP' : 'PASSKEY'));
  private readonly entries = signal({ code: '' });
  protected readonly form = form(this.entries, (path) => {
    required(path.code);
  });
  private readonly dialog = viewChild.required(Dialog);
  private readonly graphql = inject(Graphql);
  private readonly hurdle = inject(Hurdles).stepUp;
  private shown = false;

  protected async byCode(event: Event): Promise<void> {
    event.preventDefault();
    if (needsMending(this.form)) return;
    const code = this.entries().code.replaceAll(/\s/g, '');
    await this.show(() => this.graphql.mutate(StepUpTotpDocument, { code }));
  }

  protected async byPasskey(): Promise<void> {
    await this.show(async () => {
      const { stepUpRequest } = await this.graphql.mutate(StepUpRequestDocument, {});
      const response = await this.passkeys.show(stepUpRequest);
      return this.graphql.mutate(StepUpPasskeyDocument, { response });
    });
  }

  /** However the dialog went: by a factor that was shown, or by Escape, the cross and Cancel. */
  protected closed(): void {
    this.hurdle.settle(this.shown);
  }

  protected cancel(): void {
    this.dialog().close();
  }

  private async show(work: () => Promise<unknown>): Promise<void> {
    if (!(await this.attempt.make(work))) return;
    this.shown = true;
    this.dialog().close();
  }
}
