// What the program says of itself is committed in docs/ and web/; here it stays true.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const binary = process.env.WAYMARK_BINARY ?? 'build/waymark';
const printed = { openapi: 'docs/openapi.json', permissions: 'docs/permissions.md', settings: 'docs/settings.md', typescript: 'web/api-types.ts' };

for (const [what, file] of Object.entries(printed)) {
  test(`${file} is what waymark describe ${what} prints (make docs writes it)`, () => {
    const { status, stdout } = spawnSync(binary, ['describe', what], { encoding: 'utf8', maxBuffer: 1 << 26 });
    assert.equal(status, 0);
    assert.ok(stdout === readFileSync(file, 'utf8'), `${file} is out of date: please run make docs`);
  });
}
