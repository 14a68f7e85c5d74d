/**
 * Single sign-on: the provider by which people come in, and whether it is the only way. In: one
 * read. Out: a form of its own, and the provider's removal.
 */
import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  AdministratorsDocument,
  RemoveIdentityProviderDocument,
  SignOnDocument,
} from '@chaperone/contract/settings';
import { Graphql, graphqlResource, Session } from '../../api/index.js';
import { HistoryPanel } from '../../audit/history-panel.js';
import { MomentPipe, WordPipe } from '../../shell/formats.js';
import {
  EmptyState,
  FailureNotice,
  Icon,
  PageHead,
  Toasts,
  Waiting,
} from '../../shell/ui/index.js';
import { Attempt } from '../../sign-in/attempt.js';
import { Say } from '../../vendors/say.js';
import { CopyField } from '../copy-field.js';
import { ProviderForm } from './provider-form.js';

@Component({
  imports: [
    CopyField,
    EmptyState,
    FailureNotice,
    HistoryPanel,
    Icon,
    MomentPipe,
    PageHead,
    ProviderForm,
    TranslocoPipe,
    Waiting,
    WordPipe,
  ],
  templateUrl: './sign-on-page.html',
  styleUrl: '../settings.scss',
})
export class SignOnPage {
  protected readonly changing = signal(false);
  protected readonly removing = signal(false);
  protected readonly attempt = new Attempt();
  protected readonly session = inject(Session);
  protected readonly read = graphqlResource(SignOnDocument, () => ({}));
  protected readonly people = graphqlResource(AdministratorsDocument, () => ({}));
  protected readonly provider = computed(() => this.read.value()?.identityProvider);
  protected readonly administrators = computed(() => this.people.value()?.people.items ?? []);
  /** Who may still come in without the provider, by name. */
  protected readonly breakGlass = computed(
    () =>
      this.administrators().find(({ id }) => id === this.provider()?.breakGlassId)?.name ??
      this.say.text('settings.signOn.nobody'),
  );
  /** What the provider has to know, at the address that this browser knows the server by. */
  protected readonly callback = computed(
    () => `${location.origin}${this.provider()?.callbackPath ?? '/sso/callback'}`,
  );
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);

  protected async remove(): Promise<void> {
    if (!this.removing()) {
      this.removing.set(true);
      return;
    }
    const done = await this.attempt.make(() =>
      this.graphql.mutate(RemoveIdentityProviderDocument, {}),
    );
    this.removing.set(false);
    if (!done) return;
    this.toasts.show(this.say.text('settings.signOn.removed'));
    this.read.reload();
  }
}
