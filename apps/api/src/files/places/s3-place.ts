import { rm } from 'node:fs/promises';
import { BlobMissing, type BlobPlace } from './blob-place.js';
import { S3Requests, textOf, type Patience } from './s3-request.js';
import type { S3Settings } from './storage-url.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A thousand names with all that stands around them. */
const LONGEST_LIST = 4 * 1024 * 1024;

/** Sealed files in a bucket of an S3-compatible store, one an object, under their ids. */
export class S3Place implements BlobPlace {
  readonly name = 'S3';
  private readonly requests: S3Requests;

  constructor(
    private readonly settings: S3Settings,
    patience?: Patience,
  ) {
    this.requests = new S3Requests(settings, patience);
  }

  /** An object is there whole or not at all; the file on this disk goes once it is. */
  async put(id: string, path: string): Promise<void> {
    const reply = await this.requests.send({ method: 'PUT', key: id, file: path });
    reply?.resume();
    await rm(path, { force: true });
  }

  async read(id: string): Promise<AsyncIterable<Buffer>> {
    const reply = await this.requests.send({ method: 'GET', key: id });
    if (!reply) throw new BlobMissing(id);
    return reply;
  }

  async remove(id: string): Promise<void> {
    (await this.requests.send({ method: 'DELETE', key: id }))?.resume();
  }

  async *list(before: Date): AsyncIterable<string> {
    let token = '';
    do {
      const reply = await this.requests.send({
        method: 'GET',
        key: '',
        query: {
          'list-type': '2',
          prefix: this.settings.prefix,
          ...(token && { 'continuation-token': token }),
        },
      });
      const text = reply ? await textOf(reply, LONGEST_LIST) : '';
      for (const { key, changed } of objectsIn(text)) {
        const id = key.slice(this.settings.prefix.length);
        if (ID.test(id) && changed < before) yield id;
      }
      token = valueOf(text, 'NextContinuationToken');
    } while (token);
  }
}

function* objectsIn(text: string): Generator<{ key: string; changed: Date }> {
  for (const [, object = ''] of text.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g))
    yield { key: valueOf(object, 'Key'), changed: new Date(valueOf(object, 'LastModified')) };
}

/** What stands in a tag; keys and tokens of ours hold nothing that XML writes otherwise, save these. */
function valueOf(text: string, tag: string): string {
  const raw = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)?.[1] ?? '';
  return raw.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
