import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectFile, type TextFile, type TextFileLimits } from '../text-file.js';

/** Files that a spec writes for itself; `remove` clears them away. */
export class SpecFiles {
  private readonly directory = mkdtempSync(join(tmpdir(), 'chaperone-files-'));

  write(name: string, content: string | Uint8Array): string {
    const path = join(this.directory, name);
    writeFileSync(path, content);
    return path;
  }

  open(name: string, content: string | Uint8Array, limits?: TextFileLimits): Promise<TextFile> {
    return inspectFile(this.write(name, content), name, limits);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Gathers all batches of a reader into one. */
export async function gather<T extends { readonly errors: readonly unknown[] }>(
  batches: AsyncIterable<T>,
): Promise<{ [K in keyof T]: T[K] }> {
  const all: Record<string, unknown[]> = { errors: [] };
  for await (const batch of batches)
    for (const [key, list] of Object.entries(batch) as [string, unknown[]][])
      (all[key] ??= []).push(...list);
  return all as unknown as { [K in keyof T]: T[K] };
}

/** Where the large real data sets lie; null where there are none, and then no test needs them. */
export function dataDirectory(): string | null {
  const named = process.env['CHAPERONE_DATA_DIR'];
  const directory = named ?? join(import.meta.dirname, '../../../../../../../shared/data');
  return existsSync(join(directory, 'breaches')) ? directory : null;
}
