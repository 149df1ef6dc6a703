package store

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc64"
	"io"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// The format is mongodump's: https://github.com/mongodb/mongo-tools/blob/master/common/archive/spec.md

const (
	archiveMagic  = 0x8199e26d
	terminator    = 0xffffffff
	largestObject = 48 << 20
)

var crcTable = crc64.MakeTable(crc64.ECMA)

type archiveHeader struct {
	ConcurrentCollections int32  `bson:"concurrent_collections"`
	FormatVersion         string `bson:"version"`
	ServerVersion         string `bson:"server_version"`
	ToolVersion           string `bson:"tool_version"`
}

type archiveCollection struct {
	Database   string `bson:"db"`
	Collection string `bson:"collection"`
	Metadata   string `bson:"metadata"`
	Size       int32  `bson:"size"`
	Type       string `bson:"type"`
}

type archiveMetadata struct {
	Options    bson.D   `bson:"options"`
	Indexes    []bson.D `bson:"indexes"`
	Collection string   `bson:"collectionName"`
	Type       string   `bson:"type,omitempty"`
}

type archiveBlock struct {
	Database   string `bson:"db"`
	Collection string `bson:"collection"`
	EOF        bool   `bson:"EOF"`
	CRC        int64  `bson:"CRC"`
}

type archiveWriter struct {
	out      *bufio.Writer
	database string
	name     string
	crc      hash.Hash64
}

// newArchiveWriter writes what stands before the documents.
func newArchiveWriter(w io.Writer, database, version string, collections []collection) (*archiveWriter, error) {
	a := &archiveWriter{out: bufio.NewWriter(w), database: database}
	if err := a.number(archiveMagic); err != nil {
		return nil, err
	}
	header := archiveHeader{ConcurrentCollections: 1, FormatVersion: "0.1", ServerVersion: version, ToolVersion: "slipway/backup"}
	if err := a.object(header); err != nil {
		return nil, err
	}
	for _, each := range collections {
		indexes := each.Indexes
		if indexes == nil {
			indexes = []bson.D{}
		}
		metadata, err := bson.MarshalExtJSON(archiveMetadata{each.Options, indexes, each.Name, each.Type}, true, false)
		if err != nil {
			return nil, err
		}
		if err := a.object(archiveCollection{a.database, each.Name, string(metadata), 0, each.Type}); err != nil {
			return nil, err
		}
	}
	return a, errors.Join(a.number(terminator), a.out.Flush())
}

// begin starts the documents of a collection.
func (a *archiveWriter) begin(name string) error {
	a.name, a.crc = name, crc64.New(crcTable)
	return a.object(archiveBlock{Database: a.database, Collection: name})
}

func (a *archiveWriter) document(document bson.Raw) error {
	a.crc.Write(document)
	_, err := a.out.Write(document)
	return err
}

// end ends the documents of a collection, with their checksum.
func (a *archiveWriter) end() error {
	return errors.Join(
		a.number(terminator),
		a.object(archiveBlock{a.database, a.name, true, int64(a.crc.Sum64())}),
		a.number(terminator),
		a.out.Flush(),
	)
}

func (a *archiveWriter) number(n uint32) error {
	return binary.Write(a.out, binary.LittleEndian, n)
}

func (a *archiveWriter) object(value any) error {
	object, err := bson.Marshal(value)
	if err != nil {
		return err
	}
	_, err = a.out.Write(object)
	return err
}

// archiveHandler is told what is in an archive: all collections, then that these were all, then documents.
type archiveHandler struct {
	collection func(collection) error
	ready      func() error
	document   func(name string, document bson.Raw) error
}

// readArchive reads an archive to its end. It fails if one collection is not complete, or its checksum is another.
func readArchive(r io.Reader, handle archiveHandler) error {
	in := bufio.NewReaderSize(r, 1<<16)
	var magic uint32
	if err := binary.Read(in, binary.LittleEndian, &magic); err != nil || magic != archiveMagic {
		return errors.New("it is no archive of mongodump")
	}
	open, err := readPrelude(in, handle)
	if err != nil {
		return err
	}
	if handle.ready != nil {
		if err := handle.ready(); err != nil {
			return err
		}
	}
	for {
		err := readBlock(in, open, handle.document)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	for name := range open {
		return fmt.Errorf("the dump ends within %s", name)
	}
	return nil
}

// readPrelude gives a checksum for each collection whose documents are to come.
func readPrelude(in io.Reader, handle archiveHandler) (map[string]hash.Hash64, error) {
	open := map[string]hash.Hash64{}
	for first := true; ; first = false {
		object, err := readObject(in)
		if err != nil {
			return nil, within(err)
		}
		if object == nil {
			return open, nil
		}
		if first {
			continue // the header
		}
		var found archiveCollection
		if err := bson.Unmarshal(object, &found); err != nil {
			return nil, err
		}
		var metadata archiveMetadata
		if err := bson.UnmarshalExtJSON([]byte(found.Metadata), true, &metadata); err != nil {
			return nil, fmt.Errorf("%s: %w", found.Collection, err)
		}
		if found.Type != "view" {
			open[found.Collection] = crc64.New(crcTable)
		}
		if err := handle.collection(collection{found.Collection, found.Type, metadata.Options, metadata.Indexes}); err != nil {
			return nil, err
		}
	}
}

func readBlock(in io.Reader, open map[string]hash.Hash64, use func(string, bson.Raw) error) error {
	header, err := readObject(in)
	if err != nil {
		return err
	}
	var block archiveBlock
	if err := bson.Unmarshal(header, &block); err != nil {
		return err
	}
	crc := open[block.Collection]
	if crc == nil {
		return fmt.Errorf("%s is not among the collections of the dump", block.Collection)
	}
	for {
		object, err := readObject(in)
		if err != nil {
			return within(err)
		}
		if object == nil {
			break
		}
		crc.Write(object)
		if err := use(block.Collection, object); err != nil {
			return err
		}
	}
	if !block.EOF {
		return nil
	}
	if uint64(block.CRC) != crc.Sum64() {
		return fmt.Errorf("%s is damaged: it has another checksum", block.Collection)
	}
	delete(open, block.Collection)
	return nil
}

// readObject gives the next object, or nil for a terminator.
func readObject(in io.Reader) (bson.Raw, error) {
	var head [4]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint32(head[:])
	if size == terminator {
		return nil, nil
	}
	if size < 5 || size > largestObject {
		return nil, fmt.Errorf("the dump is damaged: an object of %d bytes", size)
	}
	var object bytes.Buffer
	object.Write(head[:])
	if _, err := io.CopyN(&object, in, int64(size)-4); err != nil {
		return nil, within(err)
	}
	return object.Bytes(), bson.Raw(object.Bytes()).Validate()
}

// within makes an end of the file an error, where there should have been more.
func within(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
