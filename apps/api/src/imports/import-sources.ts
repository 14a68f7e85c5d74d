import { Injectable } from '@nestjs/common';
import type { ImportSource } from '@chaperone/risk-model';
import type { ImportSourceDefinition } from './import-source.js';

/** The sources that the rooms above have registered. */
@Injectable()
export class ImportSources {
  private readonly bySource = new Map<ImportSource, ImportSourceDefinition>();

  /** Registers a source; called once, when its room is made. @throws Error when it is there already */
  register(definition: ImportSourceDefinition): void {
    if (this.bySource.has(definition.source))
      throw new Error(`The source ${definition.source} is registered twice.`);
    this.bySource.set(definition.source, definition);
  }

  /** @throws Error for a source that no room has registered */
  of(source: ImportSource): ImportSourceDefinition {
    const found = this.bySource.get(source);
    if (!found) throw new Error(`No room reads files of ${source}.`);
    return found;
  }

  /** SQL of the runs of all sources that wrote something about a vendor, by the SQL of its key. */
  runsOf(vendor: string): string {
    return this.all()
      .map((definition) => definition.runsOf(vendor))
      .join(' union ');
  }

  /** The source of that name on the command line; null when there is none. */
  named(name: string): ImportSourceDefinition | null {
    return this.all().find((definition) => definition.name === name) ?? null;
  }

  all(): readonly ImportSourceDefinition[] {
    return [...this.bySource.values()];
  }
}
