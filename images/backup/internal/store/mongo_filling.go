package store

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// As much as one insert takes is 48 MB; documents have up to 16.
const (
	insertedAtATime = 1000
	bytesAtATime    = 16 << 20
)

// Codes of errors: https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
const (
	unauthorized              = 13
	documentValidationFailure = 121
)

// filling puts the documents of a dump into their collections.
type filling struct {
	database    *mongo.Database
	collections []collection
	// unvalidated are those that have lost their validator, as not all of their documents meet it.
	unvalidated []collection

	into  string
	batch []any
	size  int
}

func (f *filling) add(ctx context.Context, name string, document bson.Raw) error {
	if name != f.into || len(f.batch) == insertedAtATime || f.size > bytesAtATime {
		if err := f.flush(ctx); err != nil {
			return err
		}
		f.into = name
	}
	f.batch, f.size = append(f.batch, append(bson.Raw{}, document...)), f.size+len(document)
	return nil
}

func (f *filling) flush(ctx context.Context) error {
	if len(f.batch) == 0 {
		return nil
	}
	into, batch := f.database.Collection(f.into), f.batch
	f.batch, f.size = nil, 0
	_, err := into.InsertMany(ctx, batch)
	refused, ok := refusedByValidator(err)
	if !ok {
		return err
	}
	// A document that was there before its validator stays there, and one that was there has to come back.
	_, err = into.InsertMany(ctx, batch[refused:], options.InsertMany().SetBypassDocumentValidation(true))
	var command mongo.CommandError
	if !errors.As(err, &command) || command.Code != unauthorized {
		return err
	}
	if err := f.dropValidator(ctx, f.into); err != nil {
		return fmt.Errorf("%s without its validator: %w", f.into, err)
	}
	_, err = into.InsertMany(ctx, batch[refused:])
	return err
}

// refusedByValidator gives the index of the document that ended an insert.
func refusedByValidator(err error) (int, bool) {
	var failed mongo.BulkWriteException
	if !errors.As(err, &failed) || len(failed.WriteErrors) == 0 {
		return 0, false
	}
	first := failed.WriteErrors[0]
	return first.Index, first.Code == documentValidationFailure
}

// dropValidator copies what a collection holds to one without a validator, which takes its place. The role readWrite may do
// that; it may neither change a validator nor pass it by.
func (f *filling) dropValidator(ctx context.Context, name string) error {
	const copied = "slipway_unvalidated"
	if err := f.database.Collection(copied).Drop(ctx); err != nil {
		return err
	}
	command := bson.D{{Key: "create", Value: copied}}
	for _, found := range f.collections {
		if found.Name == name {
			f.unvalidated = append(f.unvalidated, found)
			_, others := validation(found.Options)
			command = append(command, others...)
		}
	}
	if err := f.database.RunCommand(ctx, command).Err(); err != nil {
		return err
	}
	cursor, err := f.database.Collection(name).Find(ctx, bson.D{})
	if err != nil {
		return err
	}
	defer func() { _ = cursor.Close(context.WithoutCancel(ctx)) }()
	present := filling{database: f.database}
	for cursor.Next(ctx) {
		if err := present.add(ctx, copied, cursor.Current); err != nil {
			return err
		}
	}
	if err := errors.Join(cursor.Err(), present.flush(ctx)); err != nil {
		return err
	}
	rename := bson.D{
		{Key: "renameCollection", Value: f.database.Name() + "." + copied},
		{Key: "to", Value: f.database.Name() + "." + name}, {Key: "dropTarget", Value: true},
	}
	return f.database.Client().Database("admin").RunCommand(ctx, rename).Err()
}

// validation parts what options say of validation from the others.
func validation(all bson.D) (validation, others bson.D) {
	for _, option := range all {
		switch option.Key {
		case "validator", "validationLevel", "validationAction":
			validation = append(validation, option)
		default:
			others = append(others, option)
		}
	}
	return validation, others
}

// withoutTheirValidators is an error that tells how the validators that are lost come back; nil if none is.
func (f *filling) withoutTheirValidators() error {
	var lost error
	for _, found := range f.unvalidated {
		rules, _ := validation(found.Options)
		command, err := bson.MarshalExtJSON(append(bson.D{{Key: "collMod", Value: found.Name}}, rules...), false, false)
		lost = errors.Join(lost, err, fmt.Errorf("%s is restored with all documents but without its validator, which not all of them meet "+
			"and which this user may not put back: as root, run db.getSiblingDB('%s').runCommand(%s)", found.Name, f.database.Name(), command))
	}
	return lost
}
