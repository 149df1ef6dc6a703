import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DamagedFile, jsonObject } from './damaged-file';
import { replaceFile } from './replace-file';

/** Keeps the values of generated Secrets, so that each synthesis writes the same ones. */
export interface SecretStore {
  /** The value at `path`, such as `shop/postgres-app/password`: made at the first call, the same ever after. */
  value(path: string): string;
}

/**
 * Random values in a JSON file that only its owner can read.
 *
 * For development only: whoever reads the file, or the manifests made with it, has the passwords. A database keeps
 * the password of its first start: where the file is lost, `slipway up` gets it from the cluster, `kubectl apply`
 * breaks the stack.
 */
export class LocalSecrets implements SecretStore {
  private values: Record<string, string> | undefined;

  /** @param file path of the JSON file; it and its folder are created when the first value is asked for */
  constructor(private readonly file: string) {}

  public value(path: string): string {
    this.values ??= this.read();
    const known = this.values[path];
    if (known !== undefined) return known;

    // 24 bytes: 192 bits, and without padding or characters that a URL would have to escape.
    const made = randomBytes(24).toString('base64url');
    this.replace(path, made);
    return made;
  }

  /** Keeps another value, which whoever uses the old one has to be told of. */
  public replace(path: string, value: string): void {
    this.values = { ...(this.values ?? this.read()), [path]: value };
    this.write(this.values);
  }

  private read(): Record<string, string> {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
    const values = jsonObject(text);
    if (!values) {
      throw new DamagedFile(
        `${this.file} is not a JSON object`,
        `restore it, or delete it and repeat the command: 'npx slipway up' takes over the passwords that the cluster has`,
      );
    }
    return values as Record<string, string>;
  }

  private write(values: Record<string, string>): void {
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    replaceFile(this.file, `${JSON.stringify(values, null, 2)}\n`, 0o600);
  }
}
