package store

import (
	"archive/tar"
	"bytes"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// objectsServer starts a MinIO of the test's own. Without one on the machine the test is skipped.
func objectsServer(t *testing.T) Objects {
	t.Helper()
	if _, err := exec.LookPath("minio"); err != nil {
		t.Skip("there is no minio in PATH")
	}
	address := "127.0.0.1:9391"
	server := exec.Command("minio", "server", "--quiet", "--address", address, "--console-address", "127.0.0.1:9392", t.TempDir())
	server.Env = append(os.Environ(), "MINIO_ROOT_USER=minio", "MINIO_ROOT_PASSWORD=miniominio")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = server.Process.Kill(), server.Wait() })
	client, err := minio.New(address, &minio.Options{Creds: credentials.NewStaticV4("minio", "miniominio", "")})
	if err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		if _, err := client.ListBuckets(t.Context()); err == nil {
			return Objects{Client: client}
		} else if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
}

func TestAnObjectComesBackWithItsHeadersMetadataAndTags(t *testing.T) {
	store := objectsServer(t)
	wanted := minio.PutObjectOptions{
		ContentType: "text/html", CacheControl: "max-age=60", ContentEncoding: "gzip", ContentDisposition: "attachment; filename=\"é.html\"",
		ContentLanguage: "de", Expires: time.Date(2031, 2, 3, 4, 5, 6, 0, time.UTC),
		UserMetadata: map[string]string{"Owner": "me"}, UserTags: map[string]string{"a=b": "c d+e", "team": "shop"},
	}
	if err := store.Client.MakeBucket(t.Context(), "pages", minio.MakeBucketOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Client.PutObject(t.Context(), "pages", "index.html", strings.NewReader("zipped"), 6, wanted); err != nil {
		t.Fatal(err)
	}
	dumped := dump(t, store)
	if _, err := store.Client.PutObject(t.Context(), "pages", "index.html", strings.NewReader("x"), 1, minio.PutObjectOptions{}); err != nil {
		t.Fatal(err)
	}

	restore(t, store, dumped)

	info, err := store.Client.StatObject(t.Context(), "pages", "index.html", minio.StatObjectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"Content-Type": wanted.ContentType, "Cache-Control": wanted.CacheControl, "Content-Encoding": wanted.ContentEncoding,
		"Content-Disposition": wanted.ContentDisposition, "Content-Language": wanted.ContentLanguage, "X-Amz-Meta-Owner": "me",
	} {
		if got := info.Metadata.Get(name); got != value {
			t.Errorf("%s is %q instead of %q", name, got, value)
		}
	}
	if !info.Expires.Equal(wanted.Expires) {
		t.Errorf("it expires %s", info.Expires)
	}
	tags, err := store.Client.GetObjectTagging(t.Context(), "pages", "index.html", minio.GetObjectTaggingOptions{})
	if err != nil || !maps.Equal(tags.ToMap(), wanted.UserTags) {
		t.Errorf("it has the tags %v, %v", tags, err)
	}
}

// archiveOf is an archive with one object that has records, beside those that each one has.
func archiveOf(t *testing.T, records map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := tar.NewWriter(&out)
	all := map[string]string{recordBucket: "pages", recordKey: "index.html", recordContentType: "text/html"}
	maps.Copy(all, records)
	for _, header := range []*tar.Header{
		{Typeflag: tar.TypeDir, Name: "pages/", PAXRecords: map[string]string{recordBucket: "pages"}, Format: tar.FormatPAX},
		{Typeflag: tar.TypeReg, Name: "pages/index.html", PAXRecords: all, Format: tar.FormatPAX},
	} {
		if err := archive.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func contentsOf(t *testing.T, records map[string]string) Contents {
	t.Helper()
	contents, err := Objects{}.Check(t.Context(), bytes.NewReader(archiveOf(t, records)))
	if err != nil {
		t.Fatal(err)
	}
	return contents
}

func TestOtherAttributesAreADifference(t *testing.T) {
	plain := contentsOf(t, nil)
	for _, name := range []string{recordMetadata + "Owner", recordHeader + "Cache-Control", recordTags} {
		err := Difference(plain, contentsOf(t, map[string]string{name: "x"}))
		if err == nil || err.Error() != "pages has other metadata, headers or tags" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestABackupOfBeforeAttributesWereHashedIsStillGood(t *testing.T) {
	// As the program wrote it then, of the same object.
	before := Contents{"pages": {Count: 1, Checksum: "87be9cba71f3704f084b6f2e5648297ef30065386ce2082d3eb8f7d30cd0923a"}}

	if err := Difference(before, contentsOf(t, map[string]string{recordMetadata + "Owner": "me"})); err != nil {
		t.Error(err)
	}
	options, err := withAttributes(map[string]string{recordMetadata + "Owner": "me"})
	if err != nil || options.UserMetadata["Owner"] != "me" || !options.Expires.IsZero() || len(options.Header()[http.CanonicalHeaderKey("x-amz-tagging")]) != 0 {
		t.Errorf("got %+v, %v", options, err)
	}
}
