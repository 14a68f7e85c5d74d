import type { EnvironmentProviders, Provider } from '@angular/core';
import { inject, provideAppInitializer } from '@angular/core';
import { provideTransloco, TranslocoService } from '@jsverse/transloco';
import { en } from '../i18n/en/index.js';

/** The real English sentences, there at once, for specs of what a reader sees. */
export const englishWords = (): (Provider | EnvironmentProviders)[] => [
  provideTransloco({ config: { availableLangs: ['en'], defaultLang: 'en', prodMode: true } }),
  provideAppInitializer(() => {
    inject(TranslocoService).setTranslation(en, 'en');
  }),
];
