import { ServiceUnavailableException } from '@nestjs/common';

const SLOTS = 16;

/** How many uploads may be in memory at once: 16 of 1 MiB fit beside the rest, any number would not. */
export class UploadSlots {
  private taken = 0;

  async use<T>(upload: () => Promise<T>): Promise<T> {
    if (this.taken === SLOTS) throw new ServiceUnavailableException('too many uploads at once, try again');
    this.taken += 1;
    try {
      return await upload();
    } finally {
      this.taken -= 1;
    }
  }
}
