import { Injectable } from '@angular/core';
import type { Translation, TranslocoLoader } from '@jsverse/transloco';
import { from, map, type Observable } from 'rxjs';

/** Gives the sentences of a language; one file a room under src/i18n/<language>/. */
@Injectable({ providedIn: 'root' })
export class Catalogue implements TranslocoLoader {
  getTranslation(): Observable<Translation> {
    return from(import('../../i18n/en/index.js')).pipe(map((module) => module.en));
  }
}
