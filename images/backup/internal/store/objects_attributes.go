package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/minio/minio-go/v7"
)

// Names of records with what an object has beside its bytes and its type: its metadata, the headers that it is served with,
// and its tags. Archives of before have metadata only.
const (
	recordMetadata = "SLIPWAY.metadata."
	recordHeader   = "SLIPWAY.header."
	// One record for all, as the text of a query: the name of a tag may have signs in it that that of a record may not.
	recordTags = "SLIPWAY.tags"
)

var servedHeaders = []string{"Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language"}

func (s Objects) attributes(ctx context.Context, bucket string, info minio.ObjectInfo) (map[string]string, error) {
	records := map[string]string{}
	for name, value := range info.UserMetadata {
		records[recordMetadata+name] = value
	}
	for _, name := range servedHeaders {
		if value := info.Metadata.Get(name); value != "" {
			records[recordHeader+name] = value
		}
	}
	if !info.Expires.IsZero() {
		records[recordHeader+"Expires"] = info.Expires.UTC().Format(http.TimeFormat)
	}
	if info.UserTagCount == 0 {
		return records, nil
	}
	tagged, err := s.Client.GetObjectTagging(ctx, bucket, info.Key, minio.GetObjectTaggingOptions{})
	if err != nil {
		return nil, fmt.Errorf("its tags: %w", err)
	}
	tags := url.Values{}
	for name, value := range tagged.ToMap() {
		tags.Set(name, value)
	}
	records[recordTags] = tags.Encode()
	return records, nil
}

func withAttributes(records map[string]string) (minio.PutObjectOptions, error) {
	options := minio.PutObjectOptions{
		CacheControl:       records[recordHeader+"Cache-Control"],
		ContentDisposition: records[recordHeader+"Content-Disposition"],
		ContentEncoding:    records[recordHeader+"Content-Encoding"],
		ContentLanguage:    records[recordHeader+"Content-Language"],
		UserMetadata:       map[string]string{},
		UserTags:           map[string]string{},
	}
	for name, value := range records {
		if metadata, ok := strings.CutPrefix(name, recordMetadata); ok {
			options.UserMetadata[metadata] = value
		}
	}
	if expires, ok := records[recordHeader+"Expires"]; ok {
		at, err := http.ParseTime(expires)
		if err != nil {
			return options, err
		}
		options.Expires = at
	}
	tags, err := url.ParseQuery(records[recordTags])
	for name := range tags {
		options.UserTags[name] = tags.Get(name)
	}
	return options, err
}

func hashOfAttributes(records map[string]string) [sha256.Size]byte {
	hash := sha256.New()
	fmt.Fprintf(hash, "%q\n", records[recordKey])
	for _, name := range slices.Sorted(maps.Keys(records)) {
		if strings.HasPrefix(name, recordMetadata) || strings.HasPrefix(name, recordHeader) || name == recordTags {
			fmt.Fprintf(hash, "%q %q\n", name, records[name])
		}
	}
	return [sha256.Size]byte(hash.Sum(nil))
}
