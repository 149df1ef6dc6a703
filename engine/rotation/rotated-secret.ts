import { rotationAnnotation } from '../../lib/contract';
import type { Kubectl } from '../kube/kubectl';
import type { SecretObject } from '../kube/secret-object';
import { type Login, withLogin } from './login-secret';

/**
 * The Secret of a rotation, in the version in which this rotation has seen or written it last.
 *
 * A write fails if somebody else has written it since then: of two rotations, one goes on.
 */
export class RotatedSecret {
  constructor(
    private readonly kubectl: Kubectl,
    private object: SecretObject,
  ) {}

  /** Marks the Secret, so that another rotation that has read it before can't write it any more. */
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
