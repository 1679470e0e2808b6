import { constants, createGunzip, type Gunzip } from 'node:zlib';

/** What Node's own `gunzipSync` is made of, and no part of its documented interface: looked at before it is used. */
interface Handle {
  writeSync(
    flush: number,
    input: Buffer,
    inputAt: number,
    inputLength: number,
    output: Buffer,
    outputAt: number,
    outputLength: number,
  ): void;
}

/** What the handle leaves here after each step: the room that is left in the output, and what is left of the input. */
type Left = Uint32Array;

const NOTHING = Buffer.alloc(0);
/** The stream's own buffer, which is not used. In bytes. */
const LEAST_CHUNK = 64;

/**
 * Unpacks a body on this thread, in step with what arrives, and always into the same memory: a trip to another thread
 * costs more than the unpacking, and a body is never whole in memory.
 */
export class GunzipInStep {
  readonly #stream: Gunzip;
  readonly #handle: Handle;
  readonly #left: Left;
  readonly #room: Buffer;
  readonly #take: (chunk: Buffer) => void;
  #isOver = false;

  /**
   * @param take gets each part, which is good until it returns; may throw
   * @param fail is told of a body that is damaged, by then or a moment later
   * @returns undefined where this Node has no such handle: then the stream is piped
   */
  static into(room: Buffer, take: (chunk: Buffer) => void, fail: (error: Error) => void): GunzipInStep | undefined {
    const stream = createGunzip({ chunkSize: LEAST_CHUNK });
    const { _handle: handle, _writeState: left } = stream as {
      readonly _handle?: unknown;
      readonly _writeState?: unknown;
    };
    if (!isHandle(handle) || !(left instanceof Uint32Array) || left.length < 2) {
      stream.destroy();
      return undefined;
    }
    stream.on('error', fail);
    return new GunzipInStep(stream, handle, left, room, take);
  }

  private constructor(stream: Gunzip, handle: Handle, left: Left, room: Buffer, take: (chunk: Buffer) => void) {
    this.#stream = stream;
    this.#handle = handle;
    this.#left = left;
    this.#room = room;
    this.#take = take;
  }

  write(packed: Buffer): void {
    this.#step(constants.Z_NO_FLUSH, packed);
  }

  /** After the last byte. @returns whether the body was whole and sound; of another `fail` is told */
  end(): boolean {
    this.#step(constants.Z_FINISH, NOTHING);
    const isSound = !this.#stream.destroyed;
    if (isSound) this.#stream.destroy();
    return isSound;
  }

  /** Whatever comes after this is not unpacked. */
  stop(): void {
    this.#isOver = true;
    this.#stream.destroy();
  }

  #step(flush: number, packed: Buffer): void {
    const room = this.#room;
    let left = packed.length;
    while (!this.#isOver && !this.#stream.destroyed) {
      this.#handle.writeSync(flush, packed, packed.length - left, left, room, 0, room.length);
      // A damaged body has destroyed its stream by now.
      if (this.#stream.destroyed) return;
      const [roomLeft = 0, inputLeft = 0] = this.#left;
      left = inputLeft;
      if (roomLeft < room.length) this.#take(room.subarray(0, room.length - roomLeft));
      // With room left it wants no more: all is read, or what is behind the end of the body is nobody's.
      if (roomLeft > 0) return;
    }
  }
}

function isHandle(value: unknown): value is Handle {
  return typeof value === 'object' && value !== null && 'writeSync' in value && typeof value.writeSync === 'function';
}
