package store

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// tally sums up the rows of a table, the documents of a collection or the objects of a bucket, in any order.
type tally struct {
	count int64
	sum   [4]uint64
}

// add counts one more, whose bytes have this hash. Sums of hashes, unlike their exclusive or, tell two rows from none.
func (t *tally) add(hash [sha256.Size]byte) {
	t.count++
	for i := range t.sum {
		t.sum[i] += binary.BigEndian.Uint64(hash[i*8:])
	}
}

func (t *tally) part() Part {
	return Part{Count: t.count, Checksum: fmt.Sprintf("%016x%016x%016x%016x", t.sum[0], t.sum[1], t.sum[2], t.sum[3])}
}
