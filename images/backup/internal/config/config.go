// Package config reads from the environment what to back up, where to, and with which keys.
package config

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"filippo.io/age"

	"slipway.dev/backup/internal/store"
	"slipway.dev/backup/internal/target"
)

// Target is the folder BACKUP_FOLDER, or the bucket BACKUP_S3_BUCKET. A server whose certificate is of an authority of
// one's own has that one's in BACKUP_S3_CA.
func Target(ctx context.Context) (target.Target, error) {
	if folder := os.Getenv("BACKUP_FOLDER"); folder != "" {
		return target.Folder(folder), nil
	}
	bucket, region := os.Getenv("BACKUP_S3_BUCKET"), os.Getenv("BACKUP_S3_REGION")
	if bucket == "" {
		return nil, errors.New("neither BACKUP_FOLDER nor BACKUP_S3_BUCKET says where backups are kept")
	}
	server := target.Server{
		Endpoint: os.Getenv("BACKUP_S3_ENDPOINT"), Region: region,
		AccessKeyID: os.Getenv("BACKUP_S3_ACCESS_KEY_ID"), SecretAccessKey: os.Getenv("BACKUP_S3_SECRET_ACCESS_KEY"),
	}
	var err error
	if ca, ok := os.LookupEnv("BACKUP_S3_CA"); ok {
		if server.Authorities, err = target.Authorities(ca); err != nil {
			return nil, fmt.Errorf("BACKUP_S3_CA: %w", err)
		}
	}
	client, err := server.Connect()
	if err != nil {
		return nil, fmt.Errorf("BACKUP_S3_ENDPOINT: %w", err)
	}
	return target.NewBucket(ctx, client, bucket, os.Getenv("BACKUP_S3_PREFIX"), region)
}

// Store is the one named in BACKUP_STORE, of the kind BACKUP_KIND.
func Store() (store.Store, string, error) {
	id, kind := os.Getenv("BACKUP_STORE"), os.Getenv("BACKUP_KIND")
	if id == "" {
		return nil, "", errors.New("BACKUP_STORE does not say which store")
	}
	switch kind {
	case "postgres":
		return store.Postgres{Database: os.Getenv("PGDATABASE")}, id, nil
	case "mysql":
		return store.MySQL{
			Host: os.Getenv("MYSQL_HOST"), Port: os.Getenv("MYSQL_TCP_PORT"),
			User: os.Getenv("MYSQL_USER"), Database: os.Getenv("MYSQL_DATABASE"),
		}, id, nil
	case "redis":
		return store.Redis{
			Host: os.Getenv("REDIS_HOST"), Port: os.Getenv("REDIS_PORT"),
			User: os.Getenv("REDIS_USER"), Password: os.Getenv("REDISCLI_AUTH"),
			Scratch: os.TempDir(),
		}, id, nil
	case "mongo":
		return store.Mongo{URI: os.Getenv("MONGODB_URI"), Name: os.Getenv("MONGODB_DATABASE")}, id, nil
	case "objects":
		server := target.Server{
			Endpoint: os.Getenv("S3_ENDPOINT"), AccessKeyID: os.Getenv("S3_ACCESS_KEY_ID"),
			SecretAccessKey: os.Getenv("S3_SECRET_ACCESS_KEY"),
		}
		client, err := server.Connect()
		return store.Objects{Client: client}, id, err
	}
	return nil, "", fmt.Errorf("BACKUP_KIND: there is no kind of store %q", kind)
}

// Retention is BACKUP_RETENTION, such as 720h.
func Retention() (time.Duration, error) {
	text := os.Getenv("BACKUP_RETENTION")
	retention, err := time.ParseDuration(text)
	if err != nil || retention <= 0 {
		return 0, fmt.Errorf("BACKUP_RETENTION must be a duration such as 720h, got %q", text)
	}
	return retention, nil
}

// Recipients are the public keys in BACKUP_RECIPIENTS, one a line; without any nothing is encrypted.
func Recipients() ([]age.Recipient, error) {
	text := os.Getenv("BACKUP_RECIPIENTS")
	if text == "" {
		return nil, nil
	}
	recipients, err := age.ParseRecipients(strings.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("BACKUP_RECIPIENTS: %w", err)
	}
	return recipients, nil
}

// Identities are the private keys in BACKUP_IDENTITIES, one a line.
func Identities() ([]age.Identity, error) {
	text := os.Getenv("BACKUP_IDENTITIES")
	if text == "" {
		return nil, nil
	}
	identities, err := age.ParseIdentities(strings.NewReader(text))
	if err != nil {
		// Not the error itself: it may quote the key.
		return nil, errors.New("BACKUP_IDENTITIES holds no identity such as age-keygen writes: AGE-SECRET-KEY-1…")
	}
	return identities, nil
}
