import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { figure, whole } from '../shell/formats.js';
import { Icon } from '../shell/ui/index.js';
import type { Paper } from './file-sender.js';

const KB = 1024;

/** Bytes as people read them: 12 KB, 2.3 MB. */
export function sizeOf(bytes: number): string {
  return bytes < KB * KB
    ? `${whole(Math.max(1, Math.ceil(bytes / KB)))} KB`
    : `${figure(bytes / KB / KB)} MB`;
}

/** A stored file's name, to be saved by a click. */
@Component({
  selector: 'ch-file-link',
  imports: [Icon, TranslocoPipe],
  template: `
    <a [href]="'/files/' + file().id" [attr.download]="file().name">
      <ch-icon name="download" /><span class="sr-only">{{ 'files.save' | transloco }} </span
      >{{ file().name }}</a
    >
    <span class="quiet small">{{ size() }}</span>
  `,
  styles: `
    :host {
      overflow-wrap: anywhere;
    }
    .small {
      margin-inline-start: 0.375rem;
      white-space: nowrap;
    }
  `,
})
export class FileLink {
  readonly file = input.required<Paper>();
  protected readonly size = (): string => sizeOf(this.file().size);
}
