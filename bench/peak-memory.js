// Preloaded into every Node process of a measured command: leaves the most memory that the process ever had, in KiB,
// in a file named like its id.
const { readFileSync, writeFileSync } = require('fs');
const { join } = require('path');

process.on('exit', () => {
  writeFileSync(join(process.env.BENCH_PEAKS, String(process.pid)), String(peak()));
});

function peak() {
  // Not resourceUsage() on Linux: there a process starts with the peak of the one that started it.
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1];
}
