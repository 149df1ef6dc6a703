// The file system that compose-go sees: that of the machine, with some files given, and a record of what was read.
const fs = require('node:fs');
const { resolve } = require('node:path');

const firstGiven = 2 ** 30; // of the file descriptors, far above those of the system

/**
 * @param contents texts of files that need not exist, by path
 * @returns `fs` for Go, and `sources`, which gives the text of each file that was read, by its absolute path
 */
exports.recordedFiles = function (contents = {}) {
  const given = new Map(Object.entries(contents).map(([path, text]) => [resolve(path), Buffer.from(text)]));
  const opened = new Set();
  const files = []; // given files that were opened, by descriptor; each is read from its start to its end

  function open(path, flags, mode, callback) {
    const file = resolve(path);
    const done = (error, descriptor) => {
      if (!error) opened.add(file);
      callback(error, descriptor);
    };
    if (!given.has(file)) return fs.open(path, flags, mode, done);
    done(null, firstGiven + files.push({ rest: given.get(file), size: given.get(file).length }) - 1);
  }

  function read(descriptor, buffer, offset, length, position, callback) {
    const file = files[descriptor - firstGiven];
    if (!file) return fs.read(descriptor, buffer, offset, length, position, callback);
    const count = file.rest.copy(buffer, offset, 0, length);
    file.rest = file.rest.subarray(count);
    callback(null, count);
  }

  function sources() {
    const paths = [...opened].filter((path) => given.has(path) || fs.statSync(path).isFile());
    return Object.fromEntries(
      paths.map((path) => [path, (given.get(path) ?? fs.readFileSync(path)).toString()]),
    );
  }

  const stat = (original) => (path, callback) =>
    given.has(resolve(path))
      ? callback(null, regularFile(given.get(resolve(path)).length))
      : original(path, callback);
  return {
    sources,
    fs: {
      ...fs,
      open,
      read,
      stat: stat(fs.stat),
      lstat: stat(fs.lstat),
      fstat: (descriptor, callback) =>
        descriptor < firstGiven
          ? fs.fstat(descriptor, callback)
          : callback(null, regularFile(files[descriptor - firstGiven].size)),
      close: (descriptor, callback) =>
        descriptor < firstGiven ? fs.close(descriptor, callback) : callback(null),
    },
  };
};

/** What Go asks of a file's status. */
function regularFile(size) {
  const numbers = ['dev', 'ino', 'uid', 'gid', 'rdev', 'blocks', 'atimeMs', 'mtimeMs', 'ctimeMs'];
  return {
    ...Object.fromEntries(numbers.map((name) => [name, 0])),
    mode: fs.constants.S_IFREG | 0o644,
    nlink: 1,
    blksize: 4096,
    size,
    isDirectory: () => false,
  };
}
