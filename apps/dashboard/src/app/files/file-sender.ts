import { inject, Injectable } from '@angular/core';
import { asFailure, Failure, failureOf, type Reply } from '../api/failure.js';
import { Session } from '../api/index.js';

/** A file that the server has, as forms hold it. */
export interface Paper {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

/** What an answer's input says of its file; nothing where it is the same file as before, or none. */
export function fileOf(
  now: readonly Paper[],
  before: { readonly id: string } | null | undefined,
): { file: string | null } | undefined {
  const id = now[0]?.id ?? null;
  return id === (before?.id ?? null) ? undefined : { file: id };
}

/** What is taken, as the server says; it checks again, and more. */
export const TAKEN = ['.pdf', '.docx', '.xlsx', '.csv', '.png', '.jpg', '.jpeg', '.txt'] as const;
/** 25 MB. */
export const LARGEST = 25 * 1024 * 1024;

/** Why a file is not even sent; nothing where it is worth a try. */
export function faultOf(file: { readonly name: string; readonly size: number }) {
  const name = file.name.toLowerCase();
  if (!TAKEN.some((ending) => name.endsWith(ending))) return 'kind';
  if (file.size > LARGEST) return 'large';
  return file.size === 0 ? 'empty' : undefined;
}

/** Sends files. It uses XMLHttpRequest, since fetch does not tell how much is on its way. */
@Injectable({ providedIn: 'root' })
export class FileSender {
  private readonly session = inject(Session);

  /** Rejects with a Failure. `onShare` is told how much has gone, 0 to 1. */
  async send(file: File, onShare: (share: number) => void, signal: AbortSignal): Promise<Paper> {
    try {
      return await exchange(file, onShare, signal);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'UNAUTHENTICATED') void this.session.end();
      throw failure;
    }
  }
}

function exchange(
  file: File,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Paper> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/files');
    request.responseType = 'json';
    request.setRequestHeader('x-chaperone-upload', encodeURIComponent(file.name));
    request.upload.onprogress = ({ loaded, total }) => onShare(total ? loaded / total : 0);
    request.onerror = () => reject(new Failure('OFFLINE', ''));
    request.onabort = () => reject(new Failure('OFFLINE', ''));
    request.onload = () => {
      const reply = request.response as (Reply & Paper) | null;
      const failure = failureOf(reply);
      if (request.status < 300 && reply && !failure) resolve(reply);
      else reject(failure ?? new Failure('UNAVAILABLE', ''));
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
