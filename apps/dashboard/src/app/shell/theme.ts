import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

/** What the reader chose; SYSTEM follows the device. */
export const THEMES = ['SYSTEM', 'LIGHT', 'DARK'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'chaperone-theme';

/** Light or dark, remembered on this device; the colours themselves are CSS. */
@Injectable({ providedIn: 'root' })
export class Themes {
  private readonly root = inject(DOCUMENT).documentElement;
  readonly chosen = signal<Theme>(remembered());

  constructor() {
    effect(() => {
      const theme = this.chosen();
      this.root.dataset['theme'] = theme.toLowerCase();
      remember(theme);
    });
  }

  choose(theme: Theme): void {
    this.chosen.set(theme);
  }
}

// A browser may refuse storage altogether; the page then follows the device.
function remembered(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'SYSTEM';
  } catch {
    return 'SYSTEM';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Nothing to do: the choice holds until the page is left.
  }
}
