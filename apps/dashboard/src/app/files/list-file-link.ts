import { Directive, DOCUMENT, inject } from '@angular/core';
import { AllowExportDocument } from '@chaperone/contract/sign-in';
import { Failure, Graphql } from '../api/index.js';

/** Refusals after which nothing is to be had by following the link. */
const STOPPED: ReadonlySet<string> = new Set(['STEP_UP_NEEDED', 'UNAUTHENTICATED']);

/**
 * A link to a list as a file. Lists are given away only to who has shown their second factor lately:
 * the click asks for it first where that is due, since a browser that follows a link cannot.
 */
@Directive({ selector: 'a[chListFile]', host: { '(click)': 'take($event)' } })
export class ListFileLink {
  private readonly graphql = inject(Graphql);
  private readonly document = inject(DOCUMENT);

  protected async take(event: Event): Promise<void> {
    const { href } = event.currentTarget as HTMLAnchorElement;
    event.preventDefault();
    try {
      await this.graphql.mutate(AllowExportDocument, {});
    } catch (fault) {
      if (fault instanceof Failure && STOPPED.has(fault.code)) return;
    }
    const link = this.document.createElement('a');
    link.href = href;
    link.download = '';
    link.click();
  }
}
