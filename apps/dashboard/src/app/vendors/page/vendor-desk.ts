import { computed, inject, Injectable, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { VendorPageDocument, type VendorPageQuery } from '@chaperone/contract/vendors';
import type { ComplianceState } from '@chaperone/risk-model';
import { graphqlResource, Session } from '../../api/index.js';
import { Say } from '../say.js';
import { complianceNews, scoreNews, type Figures } from './score-news.js';

/** The vendor that the page is about. */
export type Vendor = NonNullable<VendorPageQuery['vendor']>;
export type Service = Vendor['services'][number];

/**
 * What the page, its tabs and its forms share: the vendor as last read, and what a change did.
 * One desk a page; it is provided by the page itself.
 */
@Injectable()
export class VendorDesk {
  private readonly route = inject(ActivatedRoute);
  private readonly session = inject(Session);
  private readonly say = inject(Say);
  private readonly params = toSignal(this.route.paramMap, { requireSync: true });
  private readonly changes = signal(0);

  /** The ref or id in the address. */
  readonly id = computed(() => this.params().get('ref') ?? '');
  readonly page = graphqlResource(VendorPageDocument, () => this.asked());
  /** Nothing while another vendor is still being read, null where there is none. */
  readonly vendor = computed<Vendor | null | undefined>(() => {
    const reply = this.page.value();
    if (!reply) return undefined;
    if (!reply.vendor) return this.page.loading() ? undefined : null;
    const { ref, id } = reply.vendor;
    return ref === this.id() || id === this.id() ? reply.vendor : undefined;
  });
  /** The newest change's effect on the score; empty until something was changed. */
  readonly news = signal('');

  /** Variables for a tab's own read, new after every change so that it reads again. */
  asked(): { id: string } {
    this.changes();
    return { id: this.id() };
  }

  can(capability: string): boolean {
    return this.session.can(capability);
  }

  /** A change went through: tells what it did by the mutation's own reply, and reads again. */
  saved(after: Figures | null | undefined, compliance?: ComplianceState): void {
    const before = this.vendor();
    const news = [this.say.text('vendors.news.saved')];
    if (before && compliance)
      news.push(complianceNews(before.compliance.state, compliance, this.say));
    if (before && after) news.push(scoreNews(before.score, after, this.say));
    this.news.set(news.filter(Boolean).join(' '));
    this.reload();
  }

  /** Reads the page and its open tab again. */
  reload(): void {
    this.changes.update((turn) => turn + 1);
  }
}
