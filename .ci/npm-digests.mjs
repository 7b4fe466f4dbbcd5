// Prints the digest of each loop of a spec file as npm loopgen 0.7.1 makes it: SHA-256 of the loop as
// JSON with sorted keys. Needs the npm package yaml beside the current directory.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { parse } = createRequire(process.cwd() + '/')('yaml');
const sorted = (value) =>
  Array.isArray(value)
    ? '[' + value.map(sorted).join(',') + ']'
    : value && typeof value === 'object'
      ? '{' + Object.keys(value).sort().map((key) => JSON.stringify(key) + ':' + sorted(value[key])).join(',') + '}'
      : JSON.stringify(value);

for (const loop of parse(readFileSync(process.argv[2], 'utf8')).loops) {
  console.log(loop.id, createHash('sha256').update(sorted(loop)).digest('hex'));
}
