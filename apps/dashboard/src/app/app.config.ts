import { provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';
import {
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  type ApplicationConfig,
} from '@angular/core';
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
} from '@angular/router';
import { provideTransloco, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { gateInterceptor } from './api/gate.interceptor.js';
import { routes } from './app.routes.js';
import { Catalogue } from './shell/catalogue.js';
import { PageTitle } from './shell/page-title.js';

/** What the whole application stands on. Zoneless is Angular's default. */
export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' }),
    ),
    provideHttpClient(withFetch(), withInterceptors([gateInterceptor])),
    provideTransloco({
      config: { availableLangs: ['en'], defaultLang: 'en', prodMode: true },
      loader: Catalogue,
    }),
    // Loaded before the first page, so that words are there at once, in templates and in code.
    provideAppInitializer(() => firstValueFrom(inject(TranslocoService).load('en'))),
    { provide: TitleStrategy, useExisting: PageTitle },
  ],
};
