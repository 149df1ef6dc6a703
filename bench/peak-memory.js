// Preloaded into every Node.js process of a measured command. Writes the highest memory of the process, in KiB, to a file
// with the name of its process ID.
const { readFileSync, writeFileSync } = require('fs');
const { join } = require('path');

process.on('exit', () => {
  writeFileSync(join(process.env.BENCH_PEAKS, String(process.pid)), String(peak()));
});

function peak() {
  // Not resourceUsage() on Linux: there a process starts with the peak of its parent.
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1];
}
