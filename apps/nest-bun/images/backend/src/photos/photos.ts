import { Readable } from 'node:stream';
import {
  BucketAlreadyExists,
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Dependency, Unavailable } from '../dependency.js';

const ANSWER_MS = 5000; // a photo may take longer than a row

export interface Photo {
  readonly body: Readable;
  readonly size: number | undefined;
}

/** The photos, as objects in any server that speaks S3. */
@Injectable()
export class Photos implements OnApplicationShutdown {
  readonly server: Dependency;
  private readonly s3: S3Client;
  private readonly bucket: { readonly Bucket: string };

  constructor(@Inject(CONFIG) { s3 }: Config) {
    this.bucket = { Bucket: s3.bucket };
    this.s3 = new S3Client({
      endpoint: s3.endpoint,
      region: s3.region,
      credentials: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey },
      forcePathStyle: true, // http://minio:9000/photos, not http://photos.minio:9000
      maxAttempts: 2, // an idle connection may have died with an earlier server
      requestHandler: { connectionTimeout: 1000, requestTimeout: 4000, throwOnRequestTimeout: true },
      // The newer checksums are not known to every server.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    this.server = new Dependency('minio', () => this.ensureBucket(), undefined, ANSWER_MS);
  }

  async put(key: string, type: string, body: Uint8Array): Promise<void> {
    const object = { ...this.bucket, Key: key, Body: body, ContentType: type };
    await this.server.ask(() => this.s3.send(new PutObjectCommand(object)));
  }

  /** @returns null if there is no such object */
  get(key: string): Promise<Photo | null> {
    return this.server.ask(async () => {
      try {
        const object = await this.s3.send(new GetObjectCommand({ ...this.bucket, Key: key }));
        return object.Body instanceof Readable ? { body: object.Body, size: object.ContentLength } : null;
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    });
  }

  /** Removes an object that nothing points to any more; if that fails it only takes up room. */
  async forget(key: string): Promise<void> {
    try {
      await this.server.ask(() => this.s3.send(new DeleteObjectCommand({ ...this.bucket, Key: key })));
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  }

  onApplicationShutdown(): void {
    this.server.stop();
    this.s3.destroy();
  }

  /** The ping. It makes the bucket too: on the first start, and when the store comes back empty. */
  private async ensureBucket(): Promise<void> {
    try {
      await this.s3.send(new HeadBucketCommand(this.bucket));
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      await this.createBucket();
    }
  }

  private async createBucket(): Promise<void> {
    try {
      await this.s3.send(new CreateBucketCommand(this.bucket));
    } catch (error) {
      // Another replica was faster.
      if (!(error instanceof BucketAlreadyOwnedByYou || error instanceof BucketAlreadyExists)) throw error;
    }
  }
}
