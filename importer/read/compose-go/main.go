// Reads Compose files with compose-go, the reference implementation, compiled to WebAssembly for Node.js.
//
// It takes the request from the property `slipwayRequest` of the global object, as JSON, and hands the answer, JSON too,
// to the function `slipwayAnswer`. Files are read by what stands in `globalThis.fs`.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"syscall/js"
)

func main() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(memoryLimit)
	var asked request
	if err := json.Unmarshal([]byte(js.Global().Get("slipwayRequest").String()), &asked); err != nil {
		panic(err)
	}
	os.Clearenv()
	for name, value := range asked.Env {
		if err := os.Setenv(name, value); err != nil {
			panic(err)
		}
	}
	answered, err := json.Marshal(read(asked))
	if err != nil {
		panic(fmt.Errorf("the answer is no JSON: %w", err))
	}
	js.Global().Call("slipwayAnswer", string(answered))
}

// The garbage collector runs only when this many bytes are in use: a read takes less, and ends with the process.
const memoryLimit = 512 << 20
