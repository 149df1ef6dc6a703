package store

import (
	"context"
	"crypto/sha256"
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
