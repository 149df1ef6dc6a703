package target

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
)

// Of a stream whose length nobody knows, S3 takes 10 000 parts: 320 GiB of these. One at a time is held in memory.
const partSize = 32 << 20

// Bucket keeps files in a bucket, below a prefix.
type Bucket struct {
	client         *minio.Client
	bucket, prefix string
}

// NewBucket makes the bucket, if it is not there.
func NewBucket(ctx context.Context, client *minio.Client, bucket, prefix, region string) (*Bucket, error) {
	// A key that may not ask whether the bucket is there may well be allowed to use it: then writing tells.
	if exists, err := client.BucketExists(ctx, bucket); err == nil && !exists {
		if err := client.MakeBucket(ctx, bucket, minio.MakeBucketOptions{Region: region}); err != nil {
			return nil, fmt.Errorf("bucket %s is not there, and can't be made: %w", bucket, err)
		}
	}
	return &Bucket{client: client, bucket: bucket, prefix: strings.Trim(prefix, "/") + "/"}, nil
}

// Write looks whether the name is taken. S3 has a header for that, but not every server that speaks S3 takes it: of two
// that write one name at the same moment, the last one counts.
func (b *Bucket) Write(ctx context.Context, name string, r io.Reader) error {
	_, err := b.client.StatObject(ctx, b.bucket, b.prefix+name, minio.StatObjectOptions{})
	if err == nil {
		return fmt.Errorf("%s: %w", name, ErrExists)
	}
	_, err = b.client.PutObject(ctx, b.bucket, b.prefix+name, r, -1, minio.PutObjectOptions{PartSize: partSize})
	if isFull(err) {
		err = fmt.Errorf("%w: %w", ErrNoRoom, err)
	}
	return err
}

// isFull tells a server without room, or a bucket at its quota. S3 itself has no such answer: it is the servers' own.
func isFull(err error) bool {
	answer := minio.ToErrorResponse(err)
	switch answer.Code {
	case "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "QuotaExceeded":
		return true
	}
	return answer.StatusCode == http.StatusInsufficientStorage
}

func (b *Bucket) Open(ctx context.Context, name string) (io.ReadCloser, error) {
	object, err := b.client.GetObject(ctx, b.bucket, b.prefix+name, minio.GetObjectOptions{})
	if err != nil {
		return nil, err
	}
	if _, err := object.Stat(); err != nil {
		_ = object.Close()
		if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
			return nil, fmt.Errorf("%s: %w", name, ErrNotFound)
		}
		return nil, err
	}
	return object, nil
}

func (b *Bucket) List(ctx context.Context) ([]File, error) {
	var files []File
	for object := range b.client.ListObjects(ctx, b.bucket, minio.ListObjectsOptions{Prefix: b.prefix, Recursive: true}) {
		if object.Err != nil {
			return nil, object.Err
		}
		files = append(files, File{Name: strings.TrimPrefix(object.Key, b.prefix), Size: object.Size})
	}
	sortByName(files)
	return files, nil
}

func (b *Bucket) Delete(ctx context.Context, name string) error {
	return b.client.RemoveObject(ctx, b.bucket, b.prefix+name, minio.RemoveObjectOptions{})
}

// Abandoned is nothing: the parts of an upload that was broken off are no files. A rule of the bucket deletes them.
func (b *Bucket) Abandoned(context.Context, string, time.Time) ([]string, error) {
	return nil, nil
}
