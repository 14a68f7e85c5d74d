/**
 * Tokens for scripts: what each may do, until when, and when it was last used. In: the page in the
 * URL. Out: a new one, whose text is shown once, and the end of one.
 */
import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  ApiTokensDocument,
  RevokeApiTokenDocument,
  type TokenPartsFragment,
} from '@chaperone/contract/settings';
import { Graphql, graphqlResource, Session } from '../../api/index.js';
import { PluralPipe, WordPipe } from '../../shell/formats.js';
import {
  EmptyState,
  FailureNotice,
  Icon,
  ListFrame,
  Moment,
  PageHead,
  Toasts,
} from '../../shell/ui/index.js';
import { urlState, whole } from '../../shell/url-state.js';
import { Attempt } from '../../sign-in/attempt.js';
import { Say } from '../../vendors/say.js';
import { TokenForm } from './token-form.js';

/** Rows of a page. */
const SIZE = 25;
/** Scopes that are read at a glance; more of them stand behind their number. */
const FEW = 3;

@Component({
  imports: [
    EmptyState,
    FailureNotice,
    Icon,
    ListFrame,
    Moment,
    PageHead,
    PluralPipe,
    RouterLink,
    TokenForm,
    TranslocoPipe,
    WordPipe,
  ],
  templateUrl: './tokens-page.html',
  styleUrl: '../settings.scss',
})
export class TokensPage {
  protected readonly state = urlState({ page: whole(1) });
  protected readonly size = SIZE;
  protected readonly few = FEW;
  protected readonly session = inject(Session);
  protected readonly adding = signal(false);
  /** The one that waits for a second press before it ends. */
  protected readonly ending = signal<string | undefined>(undefined);
  protected readonly attempt = new Attempt();
  protected readonly read = graphqlResource(ApiTokensDocument, () => ({
    offset: Math.max(0, this.state.page() - 1) * SIZE,
    limit: SIZE,
  }));
  protected readonly found = computed(() => this.read.value()?.apiTokens);
  protected readonly tokens = computed(() => this.found()?.items ?? []);
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);

  /** ACTIVE, or why it works no longer. */
  protected standing(token: TokenPartsFragment): 'ACTIVE' | 'REVOKED' | 'OVER' {
    if (token.revokedAt) return 'REVOKED';
    return Date.parse(token.expiresAt) <= Date.now() ? 'OVER' : 'ACTIVE';
  }

  protected async revoke({ id, name }: TokenPartsFragment): Promise<void> {
    if (this.ending() !== id) {
      this.ending.set(id);
      return;
    }
    this.ending.set(undefined);
    const done = await this.attempt.make(() => this.graphql.mutate(RevokeApiTokenDocument, { id }));
    if (!done) return;
    this.toasts.show(this.say.text('settings.tokens.revoked', { name }));
    this.read.reload();
  }
}
