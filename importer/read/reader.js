// The process in which compose-go runs: a request of `read-compose.ts` comes as JSON on the standard input, and its answer
// goes to the standard output. A process of its own, as V8's flags and the globals of Go stay in it.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { brotliDecompressSync } = require('node:zlib');
const { recordedFiles } = require('./recorded-files');

// WebAssembly by the fast compiler only: a read is over before the optimizing one pays. Where V8 does not know the flag, it
// says so on the standard error, and reads at its own pace.
setFlagsFromString('--liftoff-only');
// Pages of 64 KiB, 512 MiB: what a file of a thousand services needs. Pages that are not used take no memory. Without this, Go
// asks for memory many times, and each time V8 collects garbage: a third of the time of a large file.
const enough = 8192;

void read(JSON.parse(readFileSync(0, 'utf8')));

async function read({ folder, contents, ...request }) {
  process.chdir(folder);
  const { fs, sources } = recordedFiles(contents);
  globalThis.fs = fs;
  require('./compose-go/wasm_exec.js'); // defines Go
  const go = new globalThis.Go();
  go.exit = (code) => {
    process.exitCode = code;
  };
  const program = brotliDecompressSync(readFileSync(join(__dirname, 'compose-go/compose.wasm.br')));
  globalThis.slipwayRequest = JSON.stringify(request);
  globalThis.slipwayAnswer = (answer) => {
    process.stdout.write(JSON.stringify({ ...JSON.parse(answer), sources: sources() }));
  };
  const { instance } = await globalThis.WebAssembly.instantiate(program, go.importObject);
  instance.exports.mem.grow(enough);
  await go.run(instance);
}
