import { inject, Injectable } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';

/**
 * Sets the tab's title from a route's `title`, a key of the catalogue.
 * A page about one thing puts that thing's name in front with `name`.
 */
@Injectable({ providedIn: 'root' })
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly words = inject(TranslocoService);

  override updateTitle(state: RouterStateSnapshot): void {
    const key = this.buildTitle(state);
    this.name(key ? this.words.translate(key) : undefined);
  }

  /** Shows this name, already in the reader's language or a proper name, in the tab. */
  name(name: string | undefined): void {
    const product = this.words.translate('shell.product');
    this.title.setTitle(name ? `${name} · ${product}` : product);
  }
}
