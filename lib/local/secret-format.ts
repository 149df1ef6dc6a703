import { randomBytes, randomInt } from 'node:crypto';

/** The format of a random value of a Secret. */
export class SecretFormat {
  /** Random bytes as base64url without padding, which needs no escape in a URL. */
  public static base64url(bytes: number): SecretFormat {
    return new SecretFormat('base64url', bytes, () => randomBytes(bytes).toString('base64url'));
  }

  /** Random bytes as base64 with padding. */
  public static base64(bytes: number): SecretFormat {
    return new SecretFormat('base64', bytes, () => randomBytes(bytes).toString('base64'));
  }

  /** Random bytes as hexadecimal digits in lower case, two a byte. */
  public static hex(bytes: number): SecretFormat {
    return new SecretFormat('hex', bytes, () => randomBytes(bytes).toString('hex'));
  }

  /** Random letters and digits of ASCII, with almost six bits a character. */
  public static alphanumeric(characters: number): SecretFormat {
    return new SecretFormat('alphanumeric', characters, () =>
      Array.from({ length: characters }, () => alphabet.charAt(randomInt(alphabet.length))).join(''),
    );
  }

  private constructor(
    method: string,
    size: number,
    private readonly make: () => string,
  ) {
    if (!Number.isInteger(size) || size < 1 || size > most) {
      throw new Error(
        `the size in SecretFormat.${method}() must be a whole number from 1 to ${most} such as 32, got '${size}'`,
      );
    }
  }

  /** @internal A new value. */
  public _random(): string {
    return this.make();
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** More than any key has; a Secret has at most 1 MiB. */
const most = 1024;

/** @internal 192 bits. */
export const defaultSecretFormat = SecretFormat.base64url(24);
