import { Component, ElementRef, inject, input, model, signal, viewChild } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { asFailure, type Failure } from '../api/failure.js';
import { FailureNotice, Icon } from '../shell/ui/index.js';
import { FileLink } from './file-link.js';
import { faultOf, FileSender, TAKEN, type Paper } from './file-sender.js';

/**
 * Files of a form: chosen by a button or dropped anywhere on it, sent at once, with progress. They
 * become part of the record when the form is saved; what is removed here stays on the server until
 * then. With `most` 1 a new file takes the place of the one before.
 */
@Component({
  selector: 'ch-file-field',
  imports: [FailureNotice, FileLink, Icon, TranslocoPipe],
  templateUrl: './file-field.html',
  styleUrl: './file-field.scss',
  // A file that misses the field would take the page's place, and what was typed with it.
  host: {
    '(window:dragover)': '$event.preventDefault()',
    '(window:drop)': '$event.preventDefault()',
  },
})
export class FileField {
  readonly files = model.required<readonly Paper[]>();
  readonly label = input.required<string>();
  readonly most = input(50);

  protected readonly accept = TAKEN.join(',');
  protected readonly over = signal(false);
  protected readonly news = signal('');
  protected readonly transfer = signal<{ name: string; share: number } | undefined>(undefined);
  protected readonly fault = signal<{ kind: string; name: string } | undefined>(undefined);
  protected readonly failure = signal<Failure | undefined>(undefined);
  private readonly sender = inject(FileSender);
  private readonly words = inject(TranslocoService);
  private readonly chooser = viewChild<ElementRef<HTMLButtonElement>>('choose');
  private going: AbortController | undefined;

  protected drag(event: DragEvent, over: boolean): void {
    event.preventDefault();
    this.over.set(over);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.over.set(false);
    void this.take(event.dataTransfer?.files);
  }

  /** One after the other; the first that fails ends it, and the reader learns why. */
  protected async take(list: FileList | null | undefined): Promise<void> {
    if (this.transfer()) return;
    this.fault.set(undefined);
    this.failure.set(undefined);
    const chosen = [...(list ?? [])].slice(0, this.most());
    for (const file of chosen) if (!(await this.sendOne(file))) return;
  }

  protected cancel(): void {
    this.going?.abort();
  }

  protected remove({ id, name }: Paper): void {
    this.files.update((files) => files.filter((file) => file.id !== id));
    this.news.set(this.words.translate('files.removed', { name }));
    // Its button is gone; the work goes on where another file may be chosen.
    this.chooser()?.nativeElement.focus();
  }

  private async sendOne(file: File): Promise<boolean> {
    const { name } = file;
    const kind = faultOf(file);
    if (kind) {
      this.fault.set({ kind, name });
      return false;
    }
    const going = new AbortController();
    this.going = going;
    this.transfer.set({ name, share: 0 });
    try {
      const onShare = (share: number): void => this.transfer.set({ name, share });
      const sent = await this.sender.send(file, onShare, going.signal);
      this.files.update((files) => (this.most() === 1 ? [sent] : [...files, sent]));
      this.news.set(this.words.translate('files.sent', { name: sent.name }));
      return true;
    } catch (error) {
      if (!going.signal.aborted) this.failure.set(asFailure(error));
      return false;
    } finally {
      this.transfer.set(undefined);
    }
  }
}
