import { rotationAnnotation } from '../../lib/contract';
import type { Kubectl } from '../kube/kubectl';
import type { SecretObject } from '../kube/secret-object';
import { type Login, withLogin } from './login-secret';

/**
 * The Secret of a rotation, in the version that this rotation has read or written last.
 *
 * A write fails if another command has written the Secret since then. So of two rotations only one continues.
 */
export class RotatedSecret {
  constructor(
    private readonly kubectl: Kubectl,
    private object: SecretObject,
  ) {}

  /** Marks the Secret. After that, another rotation that has read it before can no longer write it. */
  public async claim(): Promise<void> {
    const { metadata } = this.object;
    const annotations = { ...metadata.annotations, [rotationAnnotation]: new Date().toISOString() };
    await this.write({ ...this.object, metadata: { ...metadata, annotations } });
  }

  /** Writes another login into the Secret. */
  public setLogin(login: Login): Promise<void> {
    return this.write(withLogin(this.object, login));
  }

  private async write(object: SecretObject): Promise<void> {
    const options = { input: JSON.stringify(object) };
    const text = await this.kubectl.run(['replace', '--filename=-', '--output=json'], options);
    this.object = JSON.parse(text) as SecretObject;
  }
}
