import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { DayPipe } from '../../shell/formats.js';
import { Icon } from '../../shell/ui/index.js';
import { RelationForm, type Relation } from '../forms/relation-form.js';
import { VendorDesk, type Vendor } from './vendor-desk.js';

const LINKS = ['privacyPolicy', 'dpa', 'baa', 'subprocessors', 'statusPage'] as const;

/** Who the vendor is: names, published pages, certificates, and whom it works with. */
@Component({
  selector: 'ch-about-tab',
  imports: [DayPipe, Icon, RelationForm, RouterLink, TranslocoPipe],
  templateUrl: './about-tab.html',
  styleUrl: './tabs.scss',
})
export class AboutTab {
  readonly vendor = input.required<Vendor>();
  protected readonly desk = inject(VendorDesk);
  protected readonly linking = signal(false);

  protected readonly links = computed(() =>
    LINKS.flatMap((name) => {
      const url = this.vendor().links[name];
      return url ? [{ name, url }] : [];
    }),
  );

  protected wordsOf = ({ purpose, data, location }: Relation): string =>
    [purpose, data, location].filter(Boolean).join(' · ');
}
