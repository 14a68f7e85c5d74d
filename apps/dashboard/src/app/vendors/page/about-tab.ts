import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { DayPipe } from '../../shell/formats.js';
import { Icon } from '../../shell/ui/index.js';
import type { Vendor } from './vendor-desk.js';

const LINKS = ['privacyPolicy', 'dpa', 'baa', 'subprocessors', 'statusPage'] as const;

/** Who the vendor is: names, published pages, certificates, and whom it works with. */
@Component({
  selector: 'ch-about-tab',
  imports: [DayPipe, Icon, RouterLink, TranslocoPipe],
  templateUrl: './about-tab.html',
  styleUrl: './tabs.scss',
})
export class AboutTab {
  readonly vendor = input.required<Vendor>();

  protected readonly links = computed(() =>
    LINKS.flatMap((name) => {
      const url = this.vendor().links[name];
      return url ? [{ name, url }] : [];
    }),
  );
}
