import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { THEMES, Themes, type Theme } from './theme.js';
import { Icon, type IconName } from './ui/icon.js';
import { Menu } from './ui/menu.js';

const ICONS: Record<Theme, IconName> = { SYSTEM: 'system', LIGHT: 'sun', DARK: 'moon' };

/** Chooses between the device's colours, light and dark. */
@Component({
  selector: 'ch-theme-menu',
  imports: [Icon, Menu, TranslocoPipe],
  template: `
    <ch-menu look="icon-only quiet-button" [label]="'shell.theme.label' | transloco">
      <ch-icon [name]="icons[themes.chosen()]" />
      <div panel>
        @for (theme of all; track theme) {
          <button
            type="button"
            class="item"
            [attr.aria-pressed]="themes.chosen() === theme"
            (click)="themes.choose(theme)"
          >
            <ch-icon [name]="icons[theme]" /> {{ 'shell.theme.' + theme | transloco }}
          </button>
        }
      </div>
    </ch-menu>
  `,
})
export class ThemeMenu {
  protected readonly themes = inject(Themes);
  protected readonly all = THEMES;
  protected readonly icons = ICONS;
}
