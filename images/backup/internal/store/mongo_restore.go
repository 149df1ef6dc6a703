package store

import (
	"context"
	"errors"
	"fmt"
	"io"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// Restore drops all collections, and makes those of the dump. The app's own user may do that.
func (s Mongo) Restore(ctx context.Context, r io.Reader) error {
	client, database, err := s.connect()
	if err != nil {
		return err
	}
	defer func() { _ = client.Disconnect(context.WithoutCancel(ctx)) }()

	fill := filling{database: database}
	err = readArchive(r, archiveHandler{
		collection: func(found collection) error {
			fill.collections = append(fill.collections, found)
			return nil
		},
		ready:    func() error { return recreate(ctx, database, fill.collections) },
		document: func(name string, document bson.Raw) error { return fill.add(ctx, name, document) },
	})
	if err == nil {
		err = fill.flush(ctx)
	}
	if err != nil {
		return err
	}
	return errors.Join(makeIndexes(ctx, database, fill.collections), fill.withoutTheirValidators())
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
