package store

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/minio/minio-go/v7"
)

// Objects is all buckets of an object store: the newest version of each object, with its attributes.
type Objects struct {
	Client *minio.Client
}

func (Objects) Extension() string { return "tar" }
func (Objects) Compressed() bool  { return false }

// Names of records in the tar archive. Not every key can be the name of a file, so keys stand here too.
const (
	recordBucket      = "SLIPWAY.bucket"
	recordKey         = "SLIPWAY.key"
	recordContentType = "SLIPWAY.content-type"
)

// Dump writes a tar archive that any tar can unpack: bucket/key.
func (s Objects) Dump(ctx context.Context, w io.Writer) error {
	buckets, err := s.Client.ListBuckets(ctx)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(w)
	for _, bucket := range buckets {
		header := &tar.Header{
			Typeflag: tar.TypeDir, Name: bucket.Name + "/", Mode: 0o700, ModTime: bucket.CreationDate,
			PAXRecords: map[string]string{recordBucket: bucket.Name}, Format: tar.FormatPAX,
		}
		if err := archive.WriteHeader(header); err != nil {
			return err
		}
		for object := range s.Client.ListObjects(ctx, bucket.Name, minio.ListObjectsOptions{Recursive: true}) {
			if object.Err != nil {
				return object.Err
			}
			if err := s.dumpObject(ctx, archive, bucket.Name, object.Key); err != nil {
				return fmt.Errorf("%s/%s: %w", bucket.Name, object.Key, err)
			}
		}
	}
	return archive.Close()
}

func (s Objects) dumpObject(ctx context.Context, archive *tar.Writer, bucket, key string) error {
	object, err := s.Client.GetObject(ctx, bucket, key, minio.GetObjectOptions{})
	if err != nil {
		return err
	}
	defer object.Close()
	info, err := object.Stat()
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
		return nil // deleted since the bucket was listed
	}
	if err != nil {
		return err
	}
	records, err := s.attributes(ctx, bucket, info)
	if err != nil {
		return err
	}
	records[recordBucket], records[recordKey], records[recordContentType] = bucket, key, info.ContentType
	header := &tar.Header{
		Typeflag: tar.TypeReg, Name: bucket + "/" + strings.TrimRight(key, "/"), Mode: 0o600, Size: info.Size,
		ModTime: info.LastModified, PAXRecords: records, Format: tar.FormatPAX,
	}
	if err := archive.WriteHeader(header); err != nil {
		return err
	}
	_, err = io.Copy(archive, object)
	return err
}

// Check reads the archive, and hashes every object, and apart from that its attributes.
func (Objects) Check(_ context.Context, r io.Reader) (Contents, error) {
	tallies, attributes := map[string]*tally{}, map[string]*tally{}
	err := eachEntry(r, func(bucket string, header *tar.Header, body io.Reader) error {
		if header.Typeflag == tar.TypeDir {
			tallies[bucket], attributes[bucket] = &tally{}, &tally{}
			return nil
		}
		hash := sha256.New()
		fmt.Fprintf(hash, "%s\x00%s\x00", header.PAXRecords[recordKey], header.PAXRecords[recordContentType])
		if _, err := io.Copy(hash, body); err != nil {
			return err
		}
		tallies[bucket].add([sha256.Size]byte(hash.Sum(nil)))
		attributes[bucket].add(hashOfAttributes(header.PAXRecords))
		return nil
	})
	contents := Contents{}
	for bucket, tally := range tallies {
		part := tally.part()
		part.Attributes = attributes[bucket].part().Checksum
		contents[bucket] = part
	}
	return contents, err
}

// Restore puts everything first and deletes what is too much after it: what fails in between has lost nothing old.
func (s Objects) Restore(ctx context.Context, r io.Reader) error {
	kept := map[string]map[string]bool{}
	err := eachEntry(r, func(bucket string, header *tar.Header, body io.Reader) error {
		if header.Typeflag == tar.TypeDir {
			kept[bucket] = map[string]bool{}
			return s.makeBucket(ctx, bucket)
		}
		key := header.PAXRecords[recordKey]
		kept[bucket][key] = true
		options, err := withAttributes(header.PAXRecords)
		if err != nil {
			return err
		}
		options.ContentType = header.PAXRecords[recordContentType]
		_, err = s.Client.PutObject(ctx, bucket, key, body, header.Size, options)
		return err
	})
	if err != nil {
		return err
	}
	return s.deleteOthers(ctx, kept)
}

func (s Objects) makeBucket(ctx context.Context, bucket string) error {
	exists, err := s.Client.BucketExists(ctx, bucket)
	if err != nil || exists {
		return err
	}
	return s.Client.MakeBucket(ctx, bucket, minio.MakeBucketOptions{})
}

func (s Objects) deleteOthers(ctx context.Context, kept map[string]map[string]bool) error {
	buckets, err := s.Client.ListBuckets(ctx)
	if err != nil {
		return err
	}
	for _, bucket := range buckets {
		for object := range s.Client.ListObjects(ctx, bucket.Name, minio.ListObjectsOptions{Recursive: true}) {
			if object.Err != nil {
				return object.Err
			}
			if kept[bucket.Name][object.Key] {
				continue
			}
			if err := s.Client.RemoveObject(ctx, bucket.Name, object.Key, minio.RemoveObjectOptions{}); err != nil {
				return err
			}
		}
		if kept[bucket.Name] == nil {
			if err := s.Client.RemoveBucket(ctx, bucket.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachEntry calls back for each bucket, and after it for each of its objects.
func eachEntry(r io.Reader, use func(bucket string, header *tar.Header, body io.Reader) error) error {
	archive := tar.NewReader(r)
	seen := map[string]bool{}
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		bucket := header.PAXRecords[recordBucket]
		if header.Typeflag == tar.TypeDir {
			seen[bucket] = true
		}
		if !seen[bucket] {
			return fmt.Errorf("%s is in no bucket", header.Name)
		}
		if err := use(bucket, header, archive); err != nil {
			return fmt.Errorf("%s: %w", header.Name, err)
		}
	}
}
