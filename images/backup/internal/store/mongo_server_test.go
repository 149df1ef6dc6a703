package store

import (
	"encoding/binary"
	"io"
	"net"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/wiremessage"
)

// validating speaks as much of MongoDB's protocol as a restore needs. It is there for what FerretDB, which can be had as a
// module, has not: validators. It takes every validator to want a field "age", and knows what the role readWrite may do.
type validating struct {
	mayBypass bool
	options   map[string]bson.D
	documents map[string][]bson.Raw
}

// validatingServer answers one command at a time: the driver sends one at a time, but for those that ask how the server is.
func validatingServer(t *testing.T, mayBypass bool) (*validating, Mongo) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	server := &validating{mayBypass, map[string]bson.D{}, map[string][]bson.Raw{}}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go server.serve(connection)
		}
	}()
	return server, Mongo{URI: "mongodb://" + listener.Addr().String() + "/?directConnection=true", Name: "shop"}
}

func (s *validating) serve(connection net.Conn) {
	defer connection.Close()
	for {
		var size [4]byte
		if _, err := io.ReadFull(connection, size[:]); err != nil {
			return
		}
		message := make([]byte, binary.LittleEndian.Uint32(size[:]))
		copy(message, size[:])
		if _, err := io.ReadFull(connection, message[4:]); err != nil {
			return
		}
		if _, err := connection.Write(s.reply(message)); err != nil {
			return
		}
	}
}

func (s *validating) reply(message []byte) []byte {
	_, request, _, code, rest, _ := wiremessage.ReadHeader(message)
	if code == wiremessage.OpQuery { // only of a first hello
		index, out := wiremessage.AppendHeaderStart(nil, 1, request, wiremessage.OpReply)
		out = wiremessage.AppendReplyNumberReturned(append(out, make([]byte, 16)...), 1)
		return finished(index, out, hello)
	}
	_, rest, _ = wiremessage.ReadMsgFlags(rest)
	var command bson.Raw
	var documents []bson.Raw
	for len(rest) > 0 {
		kind, after, _ := wiremessage.ReadMsgSectionType(rest)
		if kind == wiremessage.SingleDocument {
			document, after, _ := wiremessage.ReadMsgSectionSingleDocument(after)
			command, rest = bson.Raw(document), after
			continue
		}
		_, sequence, after, _ := wiremessage.ReadMsgSectionDocumentSequence(after)
		for _, document := range sequence {
			documents = append(documents, bson.Raw(document))
		}
		rest = after
	}
	index, out := wiremessage.AppendHeaderStart(nil, 1, request, wiremessage.OpMsg)
	out = wiremessage.AppendMsgSectionType(wiremessage.AppendMsgFlags(out, 0), wiremessage.SingleDocument)
	return finished(index, out, s.answer(command, documents))
}

func finished(index int32, out []byte, answer bson.D) []byte {
	text, _ := bson.Marshal(answer)
	out = append(out, text...)
	binary.LittleEndian.PutUint32(out[index:], uint32(len(out)))
	return out
}

var (
	done  = bson.D{{Key: "ok", Value: 1}}
	hello = bson.D{
		{Key: "ismaster", Value: true}, {Key: "helloOk", Value: true}, {Key: "maxBsonObjectSize", Value: 16 << 20},
		{Key: "maxMessageSizeBytes", Value: 48000000}, {Key: "maxWriteBatchSize", Value: 100000},
		{Key: "minWireVersion", Value: 0}, {Key: "maxWireVersion", Value: 21}, {Key: "ok", Value: 1},
	}
)

func (s *validating) answer(command bson.Raw, documents []bson.Raw) bson.D {
	elements, _ := command.Elements()
	name, _ := elements[0].Value().StringValueOK()
	switch elements[0].Key() {
	case "hello", "isMaster":
		return hello
	case "create":
		var options bson.D
		_ = bson.Unmarshal(command, &options)
		s.options[name] = options[1:]
	case "drop":
		delete(s.options, name)
		delete(s.documents, name)
	case "renameCollection":
		from, to := name[len("shop."):], command.Lookup("to").StringValue()[len("shop."):]
		s.options[to], s.documents[to] = s.options[from], s.documents[from]
		delete(s.options, from)
		delete(s.documents, from)
	case "insert":
		return s.insert(name, command, documents)
	case "listCollections":
		return cursor("shop.$cmd.listCollections", nil)
	case "find":
		return cursor("shop."+name, s.documents[name])
	case "collMod":
		return bson.D{{Key: "ok", Value: 0}, {Key: "code", Value: unauthorized}, {Key: "errmsg", Value: "not authorized"}}
	}
	return done
}

func (s *validating) insert(name string, command bson.Raw, documents []bson.Raw) bson.D {
	bypass, _ := command.Lookup("bypassDocumentValidation").BooleanOK()
	if bypass && !s.mayBypass {
		return bson.D{{Key: "ok", Value: 0}, {Key: "code", Value: unauthorized}, {Key: "errmsg", Value: "not authorized"}}
	}
	rules, _ := validation(s.options[name])
	for index, document := range documents {
		if _, err := document.LookupErr("age"); err != nil && len(rules) > 0 && !bypass {
			failed := bson.D{{Key: "index", Value: index}, {Key: "code", Value: documentValidationFailure}, {Key: "errmsg", Value: "Document failed validation"}}
			return bson.D{{Key: "ok", Value: 1}, {Key: "n", Value: index}, {Key: "writeErrors", Value: bson.A{failed}}}
		}
		s.documents[name] = append(s.documents[name], document)
	}
	return bson.D{{Key: "ok", Value: 1}, {Key: "n", Value: len(documents)}}
}

func cursor(namespace string, documents []bson.Raw) bson.D {
	if documents == nil {
		documents = []bson.Raw{}
	}
	batch := bson.D{{Key: "id", Value: int64(0)}, {Key: "ns", Value: namespace}, {Key: "firstBatch", Value: documents}}
	return bson.D{{Key: "cursor", Value: batch}, {Key: "ok", Value: 1}}
}
