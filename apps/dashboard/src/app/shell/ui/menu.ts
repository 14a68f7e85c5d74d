import { Component, ElementRef, inject, input, signal, viewChild } from '@angular/core';

/**
 * A button that opens a small panel under it: `<ch-menu label="…"><…label…/> <div panel>…</div>`.
 * Escape and a click outside close it; `stays` keeps it open when something inside is pressed.
 */
@Component({
  selector: 'ch-menu',
  template: `
    <details #box (toggle)="open.set(box.open)">
      <summary class="button" [class]="look()" [attr.aria-label]="label() || null">
        <ng-content />
      </summary>
      <div class="panel" [class.to-start]="side() === 'start'">
        <ng-content select="[panel]" />
      </div>
    </details>
  `,
  host: {
    '(keydown.escape)': 'close(true)',
    '(document:click)': 'maybeClose($event)',
  },
  styles: `
    :host {
      display: inline-block;
    }
    details {
      position: relative;
    }
    summary {
      list-style: none;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    .panel {
      position: absolute;
      inset-block: var(--menu-block, calc(100% + 0.25rem) auto);
      inset-inline: var(--menu-inline, auto 0);
      z-index: 20;
      min-inline-size: 12rem;
      max-inline-size: min(22rem, 90vw);
      max-block-size: min(26rem, 70vh);
      overflow: auto;
      padding: 0.375rem;
      border: 1px solid var(--line);
      border-radius: 0.5rem;
      background: var(--card);
      box-shadow: var(--shadow);
    }
    .panel.to-start {
      inset-inline: 0 auto;
    }
    /* a phone has no room beside the button: the panel spans the page under it */
    @media (max-width: 40rem) {
      details:has(> .to-start) {
        position: static;
      }
      .panel.to-start {
        inset: auto 0.75rem auto 0.75rem;
        margin-block-start: 0.25rem;
        max-inline-size: none;
      }
    }
  `,
})
export class Menu {
  readonly label = input('');
  readonly look = input('');
  readonly side = input<'start' | 'end'>('end');
  readonly stays = input(false);
  protected readonly open = signal(false);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly box = viewChild.required<ElementRef<HTMLDetailsElement>>('box');

  protected close(refocus: boolean): void {
    if (!this.open()) return;
    this.box().nativeElement.open = false;
    if (refocus) this.host.nativeElement.querySelector('summary')?.focus();
  }

  protected maybeClose(event: Event): void {
    if (!this.open() || !(event.target instanceof Element)) return;
    const inside = this.host.nativeElement.contains(event.target);
    const onItem = event.target.closest('a, button') !== null;
    if (!inside || (onItem && !this.stays())) this.close(false);
  }
}
