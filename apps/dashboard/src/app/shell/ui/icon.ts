import { Component, computed, input } from '@angular/core';

/** Line drawings on a 20 × 20 field, made for this product. */
const DRAWINGS = {
  overview: 'M3 3h6v6H3z M11 3h6v6h-6z M3 11h6v6H3z M11 11h6v6h-6z',
  vendors: 'M3 17V7l7-4 7 4v10 M3 17h14 M8 17v-5h4v5 M7 8.5h.01 M13 8.5h.01',
  agreements: 'M5 2.5h7l3.5 3.5v11.5h-10.5z M12 2.5V6h3.5 M7.5 10h5 M7.5 13.5h5',
  assessments: 'M4 3.5h12v13.5H4z M7 8l1.3 1.3L11 6.7 M7 13l1.3 1.3L11 11.7 M13 8.3h.5 M13 13.3h.5',
  breaches:
    'M10 2.5l6.5 2.5v5c0 4-3 6.5-6.5 7.5C6.5 16.5 3.5 14 3.5 10V5z M10.5 6L8.7 10h3L9.8 13.5',
  method: 'M4 16.5V4.5A2 2 0 0 1 6 2.5h10v12H6a2 2 0 0 0 0 3h10v-3 M8 6.5h5 M8 9.5h3',
  settings:
    'M3 6h7 M14 6h3 M3 14h3 M10 14h7 M12 4.200a1.800 1.800 0 1 0 0 3.600 1.800 1.800 0 0 0 0-3.600z M8 12.200a1.800 1.800 0 1 0 0 3.600 1.800 1.800 0 0 0 0-3.600z',
  key: 'M7 10.5a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z M9.600 9.400L16.500 16.300 M13 12.800l-1.700 1.700 M15.500 15.300l-1.500 1.500',
  phone: 'M6 2.500h8v15H6z M9 15h2',
  clock: 'M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15z M10 6v4.200l3 1.800',
  copy: 'M7 7h9.500v10H7z M13 7V3H3.500v10H7',
  menu: 'M3 5.5h14 M3 10h14 M3 14.5h14',
  close: 'M5 5l10 10 M15 5L5 15',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z M10 2v1.5 M10 16.5V18 M2 10h1.5 M16.5 10H18 M4.3 4.3l1.1 1.1 M14.6 14.600l1.1 1.1 M4.3 15.7l1.1-1.1 M14.6 5.400l1.1-1.1',
  moon: 'M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z',
  system: 'M2.5 4h15v9.5h-15z M7 17h6 M10 13.5V17',
  person:
    'M10 3a3.3 3.3 0 1 0 0 6.600A3.3 3.3 0 0 0 10 3z M3.5 17c.5-3.5 3-5.5 6.5-5.5s6 2 6.5 5.5',
  down: 'M5.5 8l4.5 4.5L14.5 8',
  up: 'M5.5 12L10 7.5l4.5 4.5',
  left: 'M12 5.5L7.5 10l4.5 4.5',
  right: 'M8 5.5l4.5 4.5L8 14.5',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z M13 13l4 4',
  plus: 'M10 4v12 M4 10h12',
  edit: 'M4 16l.7-3L13 4.7l2.3 2.3L7 15.3z M11.5 6.200l2.3 2.3',
  download: 'M10 3v9.5 M6 9l4 4 4-4 M4 16.5h12',
  print: 'M6 7V3h8v4 M6 14H3.5V7h13v7H14 M6 12h8v5H6z',
  table: 'M3 4h14v12H3z M3 8h14 M8.5 8v8',
  chart: 'M3.5 3v13.5h13.5 M7 13V9.5 M10.5 13V6 M14 13V8',
  warning: 'M10 3l7.5 13.5h-15z M10 8v4 M10 14.200v.1',
  info: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z M10 9v5 M10 6.3v.1',
  check: 'M4 10.5l4 4 8-9',
  outside: 'M8 4H4v12h12v-4 M11 3.5h5.5V9 M16.5 3.5L9.5 10.5',
  filter: 'M3 5h14 M5.5 10h9 M8 15h4',
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof DRAWINGS;

/** A small line drawing beside words; always decoration, so hidden from screen readers. */
@Component({
  selector: 'ch-icon',
  template: `<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path [attr.d]="path()" />
  </svg>`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      inline-size: 1.25em;
      block-size: 1.25em;
      vertical-align: -0.25em;
    }
    svg {
      inline-size: 100%;
      block-size: 100%;
    }
    path {
      fill: none;
      stroke: currentColor;
      stroke-width: 1.5;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly path = computed(() => DRAWINGS[this.name()]);
}
