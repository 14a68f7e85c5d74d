import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ServicePreviewDocument } from '@chaperone/contract/vendors';
import { graphqlResource } from '../../api/index.js';
import { EmptyState, Icon } from '../../shell/ui/index.js';
import { DecisionForm } from '../forms/decision-form.js';
import { ServiceForm } from '../forms/service-form.js';
import { ServiceCard } from './service-card.js';
import { VendorDesk, type Service, type Vendor } from './vendor-desk.js';

/** In use first, then what is asked for, then what has ended. */
const ORDER = ['ACTIVE', 'REQUESTED', 'ENDED'];

/** What the vendor is used for, what each service shares, and what was decided about it. */
@Component({
  selector: 'ch-services-tab',
  imports: [DecisionForm, EmptyState, Icon, ServiceCard, ServiceForm, TranslocoPipe],
  template: `
    @if (mayWrite()) {
      <p class="no-print">
        <button type="button" class="button" (click)="edit('service', undefined)">
          <ch-icon name="plus" /> {{ 'vendors.service.add' | transloco }}
        </button>
      </p>
    }
    <div class="columns">
      @for (service of services(); track service.id) {
        <ch-service-card
          [service]="service"
          [gaps]="gapsOf(service)"
          [preview]="previewOf(service)"
          [now]="vendor().score"
          [today]="vendor().compliance.asOf"
          [editable]="mayWrite()"
          [decidable]="desk.can('services:decide')"
          (changed)="edit('service', service)"
          (decided)="edit('decision', service)"
        />
      }
    </div>
    @if (!services().length) {
      <ch-empty
        [heading]="'vendors.service.none.heading' | transloco"
        [text]="'vendors.service.none.text' | transloco"
      />
    }
    @if (open() === 'service') {
      @defer (on immediate) {
        <ch-service-form [vendor]="vendor()" [service]="chosen()" (closed)="open.set('')" />
      }
    }
    @if (open() === 'decision' && chosen(); as service) {
      @defer (on immediate) {
        <ch-decision-form [service]="service" (closed)="open.set('')" />
      }
    }
  `,
})
export class ServicesTab {
  readonly vendor = input.required<Vendor>();
  protected readonly desk = inject(VendorDesk);
  protected readonly open = signal<'' | 'service' | 'decision'>('');
  private readonly id = signal<string | undefined>(undefined);

  protected readonly services = computed(() =>
    [...this.vendor().services].sort(
      (one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status),
    ),
  );
  protected readonly chosen = computed(() =>
    this.services().find((service) => service.id === this.id()),
  );
  protected readonly mayWrite = (): boolean =>
    this.desk.can('vendors:write') || this.desk.can('services:write');
  // A preview computes a whole score: it is asked for only where something is asked for.
  private readonly previews = graphqlResource(ServicePreviewDocument, () =>
    this.services().some(({ status }) => status === 'REQUESTED') ? this.desk.asked() : undefined,
  );

  protected gapsOf(service: Service): Vendor['compliance']['reasons'] {
    return this.vendor().compliance.reasons.filter((reason) => reason.service === service.id);
  }

  protected previewOf(service: Service) {
    const previews = this.previews.value()?.vendor?.services ?? [];
    return previews.find(({ id }) => id === service.id)?.preview ?? undefined;
  }

  protected edit(form: 'service' | 'decision', service: Service | undefined): void {
    this.id.set(service?.id);
    this.open.set(form);
  }
}
