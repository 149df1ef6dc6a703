import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { GeneratedFile } from './generated-file';

const module = 'importer/read/compose-go';
const program = `${module}/compose.wasm.br`;

/**
 * compose-go as WebAssembly, with the part of Go that runs it and the licences of all modules.
 *
 * The same sources give the same bytes in any folder, but only with the same version of Go. Where another one or none is
 * installed, nothing is generated, and a message says so.
 */
export function composeGo(): GeneratedFile[] {
  const pinned = `go${/^go (.+)$/m.exec(readFileSync(`${module}/go.mod`, 'utf8'))?.[1] ?? ''}`;
  const installed = spawnSync('go', ['env', 'GOVERSION', 'GOROOT'], { encoding: 'utf8', env: environment });
  const [version, root = ''] = installed.status === 0 ? installed.stdout.split('\n') : [];
  if (version !== pinned) {
    console.error(`skipped ${program}: it is built with ${pinned}, not with ${version ?? 'no Go'}`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'slipway-compose-go-'));
  try {
    cpSync(module, folder, { recursive: true });
    go(folder, 'mod', 'vendor');
    matchWithoutCopies(join(folder, 'vendor/github.com/compose-spec/compose-go/v2/tree/path.go'));
    const flags = ['-mod=vendor', '-trimpath', '-buildvcs=false', '-ldflags=-s -w -buildid='];
    go(folder, 'build', ...flags, '-o', 'compose.wasm', '.');
    return [
      { path: program, content: compressed(readFileSync(join(folder, 'compose.wasm'))) },
      {
        path: `${module}/wasm_exec.js`,
        content: readFileSync(join(root, 'lib/wasm/wasm_exec.js'), 'utf8'),
      },
      { path: `${module}/NOTICE`, content: notices(join(folder, 'vendor'), root) },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const environment = { ...process.env, GOOS: 'js', GOARCH: 'wasm', GOFLAGS: '', GOTOOLCHAIN: 'local' };

function go(folder: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync('go', args, { cwd: folder, encoding: 'utf8', env: environment });
  if (status !== 0) throw new Error(`go ${args.join(' ')}: ${stderr}`);
}

/**
 * Replaces how compose-go compares a path with a pattern, half of the time of a read: it splits both into lists, for each
 * value of a file and each of a hundred patterns.
 *
 * @throws Error if the function is no longer what was measured
 */
function matchWithoutCopies(file: string): void {
  const source = readFileSync(file, 'utf8');
  if (!source.includes(splitting)) throw new Error(`${file}: Matches has changed; is it still slow?`);
  writeFileSync(file, source.replace(splitting, cutting));
}

const splitting = `	patternParts := pattern.Parts()
	parts := p.Parts()

	if len(patternParts) != len(parts) {
		return false
	}
	for index, part := range parts {
		switch patternParts[index] {
		case PathMatchAll, part:
			continue
		default:
			return false
		}
	}
	return true
}
`;

const cutting = `	rest, wanted := string(p), string(pattern)
	for {
		part, after, more := strings.Cut(rest, pathSeparator)
		want, wantedAfter, wantsMore := strings.Cut(wanted, pathSeparator)
		if more != wantsMore || (want != PathMatchAll && want != part) {
			return false
		}
		if !more {
			return true
		}
		rest, wanted = after, wantedAfter
	}
}
`;

/** The committed bytes if they are the same program: another Node.js may compress it in another way. */
function compressed(wasm: Buffer): Buffer {
  const committed = existsSync(program) ? readFileSync(program) : undefined;
  if (committed && brotliDecompressSync(committed).equals(wasm)) return committed;
  const { BROTLI_PARAM_LGWIN: window, BROTLI_PARAM_SIZE_HINT: size } = constants;
  return brotliCompressSync(wasm, {
    params: { [window]: constants.BROTLI_MAX_WINDOW_BITS, [size]: wasm.length },
  });
}

/** The licences and notices of Go and of each module that is part of the program. */
function notices(vendor: string, goRoot: string): string {
  const modules = readFileSync(join(vendor, 'modules.txt'), 'utf8').matchAll(/^# (\S+) (\S+)$/gm);
  const parts = [...modules]
    .filter(([, name = '']) => existsSync(join(vendor, name))) // the others are needed by tests only
    .map(([, name = '', version = '']) => ({
      title: `${name} ${version}`,
      texts: licencesIn(join(vendor, name)),
    }));
  return [{ title: 'Go', texts: licencesIn(goRoot) }, ...parts]
    .map(({ title, texts }) => `${'='.repeat(80)}\n${title}\n${'='.repeat(80)}\n\n${texts.join('\n')}`)
    .join('\n');
}

function licencesIn(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => /^(LICEN[CS]E|NOTICE|COPYING)/i.test(file));
  if (files.length === 0) throw new Error(`${folder} has no licence`);
  return files.sort().map((file) => `${readFileSync(join(folder, file), 'utf8').trim()}\n`);
}
