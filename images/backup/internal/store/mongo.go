package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Mongo is one database of a MongoDB server. What it dumps is an archive of mongodump, which mongorestore can read.
//
// It does without those two, which are neither in every image of a server nor tied to its version.
type Mongo struct {
	URI, Name string
}

func (Mongo) Extension() string { return "mongodump" }
func (Mongo) Compressed() bool  { return false }

func (s Mongo) connect() (*mongo.Client, *mongo.Database, error) {
	client, err := mongo.Connect(options.Client().ApplyURI(s.URI).SetAppName("backup"))
	if err != nil {
		return nil, nil, err
	}
	return client, client.Database(s.Name), nil
}

func (s Mongo) Dump(ctx context.Context, w io.Writer) error {
	client, database, err := s.connect()
	if err != nil {
		return err
	}
	defer func() { _ = client.Disconnect(context.WithoutCancel(ctx)) }()
	collections, err := collectionsOf(ctx, database)
	if err != nil {
		return err
	}
	// mongorestore does not take an archive that does not say.
	var server struct{ Version string }
	if err := database.RunCommand(ctx, bson.D{{Key: "buildInfo", Value: 1}}).Decode(&server); err != nil {
		return err
	}
	archive, err := newArchiveWriter(w, s.Name, server.Version, collections)
	if err != nil {
		return err
	}
	for _, collection := range collections {
		if collection.Type == "view" {
			continue
		}
		if err := dumpCollection(ctx, database, archive, collection.Name); err != nil {
			return fmt.Errorf("%s: %w", collection.Name, err)
		}
	}
	return nil
}

func dumpCollection(ctx context.Context, database *mongo.Database, archive *archiveWriter, name string) error {
	cursor, err := database.Collection(name).Find(ctx, bson.D{})
	if err != nil {
		return err
	}
	defer func() { _ = cursor.Close(context.WithoutCancel(ctx)) }()
	if err := archive.begin(name); err != nil {
		return err
	}
	for cursor.Next(ctx) {
		if err := archive.document(cursor.Current); err != nil {
			return err
		}
	}
	if err := cursor.Err(); err != nil {
		return err
	}
	return archive.end()
}

// collection is what an archive tells of a collection, beside its documents.
type collection struct {
	Name    string
	Type    string
	Options bson.D
	Indexes []bson.D
}

func collectionsOf(ctx context.Context, database *mongo.Database) ([]collection, error) {
	specifications, err := database.ListCollectionSpecifications(ctx, bson.D{})
	if err != nil {
		return nil, err
	}
	var collections []collection
	for _, specification := range specifications {
		if strings.HasPrefix(specification.Name, "system.") {
			continue
		}
		found := collection{Name: specification.Name, Type: specification.Type, Options: bson.D{}}
		if len(specification.Options) > 0 {
			if err := bson.Unmarshal(specification.Options, &found.Options); err != nil {
				return nil, err
			}
		}
		if found.Type != "view" {
			cursor, err := database.Collection(found.Name).Indexes().List(ctx)
			if err != nil {
				return nil, err
			}
			if err := cursor.All(ctx, &found.Indexes); err != nil {
				return nil, err
			}
		}
		collections = append(collections, found)
	}
	return collections, nil
}

func (Mongo) Check(_ context.Context, r io.Reader) (Contents, error) {
	tallies := map[string]*tally{}
	err := readArchive(r, archiveHandler{
		collection: func(found collection) error {
			if found.Type != "view" {
				tallies[found.Name] = &tally{}
			}
			return nil
		},
		document: func(name string, document bson.Raw) error {
			if tallies[name] == nil {
				return fmt.Errorf("%s is not among the collections of the dump", name)
			}
			tallies[name].add(sha256.Sum256(document))
			return nil
		},
	})
	contents := Contents{}
	for name, tally := range tallies {
		contents[name] = tally.part()
	}
	return contents, err
}

// As much as one insert takes is 48 MB; documents have up to 16.
const (
	insertedAtATime = 1000
	bytesAtATime    = 16 << 20
)

// Restore drops all collections, and makes those of the dump. The app's own user may do that.
func (s Mongo) Restore(ctx context.Context, r io.Reader) error {
	client, database, err := s.connect()
	if err != nil {
		return err
	}
	defer func() { _ = client.Disconnect(context.WithoutCancel(ctx)) }()

	var collections []collection
	var batch []any
	var into string
	size := 0
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		_, err := database.Collection(into).InsertMany(ctx, batch)
		batch, size = nil, 0
		return err
	}
	err = readArchive(r, archiveHandler{
		collection: func(found collection) error {
			collections = append(collections, found)
			return nil
		},
		ready: func() error { return recreate(ctx, database, collections) },
		document: func(name string, document bson.Raw) error {
			if name != into || len(batch) == insertedAtATime || size > bytesAtATime {
				if err := flush(); err != nil {
					return err
				}
				into = name
			}
			batch, size = append(batch, append(bson.Raw{}, document...)), size+len(document)
			return nil
		},
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return err
	}
	return makeIndexes(ctx, database, collections)
}

func recreate(ctx context.Context, database *mongo.Database, collections []collection) error {
	present, err := collectionsOf(ctx, database)
	if err != nil {
		return err
	}
	for _, old := range present {
		if err := database.Collection(old.Name).Drop(ctx); err != nil {
			return err
		}
	}
	for _, wanted := range collections {
		command := append(bson.D{{Key: "create", Value: wanted.Name}}, wanted.Options...)
		if err := database.RunCommand(ctx, command).Err(); err != nil {
			return fmt.Errorf("collection %s: %w", wanted.Name, err)
		}
	}
	return nil
}

// makeIndexes comes last: an index that is built once is faster than one that grows.
func makeIndexes(ctx context.Context, database *mongo.Database, collections []collection) error {
	var failed error
	for _, wanted := range collections {
		indexes := bson.A{}
		for _, index := range wanted.Indexes {
			if named(index) != "_id_" {
				indexes = append(indexes, portable(index))
			}
		}
		if len(indexes) == 0 {
			continue
		}
		command := bson.D{{Key: "createIndexes", Value: wanted.Name}, {Key: "indexes", Value: indexes}}
		if err := database.RunCommand(ctx, command).Err(); err != nil {
			failed = errors.Join(failed, fmt.Errorf("the indexes of %s: %w", wanted.Name, err))
		}
	}
	return failed
}

func named(index bson.D) any {
	for _, field := range index {
		if field.Key == "name" {
			return field.Value
		}
	}
	return nil
}

// portable is an index without what the server fills in itself: its namespace, which no newer one takes, and the
// version of its format.
func portable(index bson.D) bson.D {
	var rest bson.D
	for _, field := range index {
		if field.Key != "ns" && field.Key != "v" {
			rest = append(rest, field)
		}
	}
	return rest
}
