/** The archive format that the kernel unpacks as its first file system: "newc" (kernel's Documentation/early-userspace). */

export interface ArchiveEntry {
  /** Without a slash in front. */
  readonly path: string;
  /** A folder has no content. */
  readonly content: Uint8Array | null;
}

const FOLDER = 0o040755;
const PROGRAM = 0o100755;

export function cpioArchive(entries: readonly ArchiveEntry[]): Buffer {
  const parts = entries.flatMap(({ path, content }, at) =>
    content === null
      ? [header(path, FOLDER, 0, at + 1)]
      : [header(path, PROGRAM, content.length, at + 1), padded(content)],
  );
  return Buffer.concat([...parts, header('TRAILER!!!', 0, 0, 0)]);
}

function header(path: string, mode: number, size: number, inode: number): Buffer {
  const name = Buffer.from(`${path}\0`);
  const links = 1;
  // inode, mode, uid, gid, links, time, size, device (four numbers), length of the name, checksum.
  const fields = [inode, mode, 0, 0, links, 0, size, 0, 0, 0, 0, name.length, 0];
  const text = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return padded(Buffer.concat([Buffer.from(text), name]));
}

/** Headers with their name and contents each end on a multiple of four bytes. */
function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
