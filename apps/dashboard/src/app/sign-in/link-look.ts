import { Component, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { LookAtLinkDocument, type LinkPage } from '@chaperone/contract/sign-in';
import { Graphql } from '../api/index.js';

/** What stands in place of the form where a link leads no further: why, and what to do. */
@Component({
  selector: 'ch-link-over',
  imports: [RouterLink, TranslocoPipe],
  template: `
    <p role="status">{{ 'signIn.link.over.text' | transloco }}</p>
    <p>{{ 'signIn.link.over.' + page() | transloco }}</p>
    <a class="button" routerLink="/sign-in">{{ 'signIn.link.over.signIn' | transloco }}</a>
  `,
})
export class LinkOver {
  readonly page = input.required<LinkPage>();
}

/**
 * Looks at a link when its page opens, so that nobody types a password for nothing. Where the look
 * itself fails the form stays: pressing its button tells.
 */
export class LinkLook {
  readonly over = signal(false);
  private readonly graphql = inject(Graphql);

  /** @returns the name that an open invitation gives, '' where there is none */
  async at(page: LinkPage, token: string): Promise<string> {
    try {
      const input = { page, token };
      const { lookAtLink } = await this.graphql.knock(LookAtLinkDocument, { input });
      this.over.set(!lookAtLink.open);
      return lookAtLink.name ?? '';
    } catch {
      return '';
    }
  }
}
