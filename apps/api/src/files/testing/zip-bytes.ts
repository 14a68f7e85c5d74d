import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a hand-built archive; whatever is said about it may be a lie. */
export interface ZipEntry {
  readonly name: string;
  readonly data?: Buffer | string;
  /** What the archive says of it, where that is not the truth. */
  readonly claims?: Partial<
    Record<'size' | 'packed' | 'crc' | 'method' | 'flags' | 'offset', number>
  >;
  /** Unix mode in the upper half of the external attributes. */
  readonly mode?: number;
}

interface Written {
  readonly local: Buffer;
  readonly central: Buffer;
}

function written(entry: ZipEntry, at: number): Written {
  const data = Buffer.from(entry.data ?? '');
  const body = deflateRawSync(data, { level: 9 });
  const name = Buffer.from(entry.name);
  const says = {
    method: 8,
    flags: 0x800,
    crc: crc32(data),
    packed: body.length,
    size: data.length,
    offset: at,
    ...entry.claims,
  };
  const facts = Buffer.alloc(22);
  facts.writeUInt16LE(says.flags, 0);
  facts.writeUInt16LE(says.method, 2);
  facts.writeUInt32LE(says.crc, 8);
  facts.writeUInt32LE(says.packed, 12);
  facts.writeUInt32LE(says.size, 16);
  facts.writeUInt16LE(name.length, 20);
  const local = Buffer.concat([
    Buffer.from('PK\u0003\u0004\u0014\0', 'latin1'),
    facts,
    Buffer.alloc(2),
    name,
    body,
  ]);
  const rest = Buffer.alloc(16);
  rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 8);
  rest.writeUInt32LE(says.offset, 12);
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002\u0014\u0003\u0014\0', 'latin1'),
    facts,
    rest,
    name,
  ]);
  return { local, central };
}

/** An archive of these entries, byte by byte. */
export function zipOf(entries: readonly ZipEntry[], comment = ''): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { local, central } = written(entry, at);
    locals.push(local);
    centrals.push(central);
    at += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, directory, end, Buffer.from(comment)]);
}
