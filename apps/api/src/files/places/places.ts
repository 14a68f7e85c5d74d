import { Inject, Injectable } from '@nestjs/common';
import type { FilePlace } from '@chaperone/store';
import { CONFIG, type Config } from '../../config.js';
import { Refusal } from '../../graphql/refusal.js';
import { INSTALLATION, type Installation } from '../../runtime.js';
import type { BlobPlace } from './blob-place.js';
import { DiskPlace } from './disk-place.js';
import { S3Place } from './s3-place.js';

/** Where sealed files lie: new ones at the current place, older ones where their record says. */
@Injectable()
export class Places {
  private readonly onDisk: DiskPlace | null;
  private readonly inS3: S3Place | null;

  constructor(
    @Inject(CONFIG) { dataDir, files }: Config,
    @Inject(INSTALLATION) { id }: Installation,
  ) {
    this.onDisk = dataDir ? new DiskPlace(dataDir) : null;
    // two installations may share a bucket: neither sweeps what is the other's
    this.inS3 = files.s3 ? new S3Place({ ...files.s3, prefix: `${files.s3.prefix}${id}/` }) : null;
  }

  get current(): BlobPlace {
    return this.inS3 ?? this.disk;
  }

  /** This disk, where every file is received, wherever it goes. @throws Refusal UNAVAILABLE */
  get disk(): DiskPlace {
    if (!this.onDisk) throw new Refusal('UNAVAILABLE', 'There is no data directory.');
    return this.onDisk;
  }

  /** @throws Refusal UNAVAILABLE where that place is not set up */
  of(name: FilePlace): BlobPlace {
    const place = name === 'S3' ? this.inS3 : this.onDisk;
    if (place) return place;
    throw new Refusal(
      'UNAVAILABLE',
      name === 'S3'
        ? 'The file lies in a file storage that is not set up any more: see STORAGE_URL.'
        : 'There is no data directory.',
    );
  }

  /** Every place that is set up. */
  get all(): readonly BlobPlace[] {
    return [this.onDisk, this.inS3].filter((place) => place !== null);
  }
}
