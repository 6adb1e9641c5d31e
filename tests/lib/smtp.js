// A mail server that a test starts, with what it has received.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './server.js';

export async function startMailServer() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waymark-smtp-')), file = path.join(folder, 'behaviour');
  const behave = (how) => fs.writeFileSync(file, how);
  behave('ok');
  // Debian's own Python: that is where Debian's packages are.
  const child = spawn('/usr/bin/python3', [path.join(root, 'tests/lib/smtp.py'), file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const mails = [];
  const port = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the mail server ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line);
      if (said.port) resolve(said.port);
      else mails.push(said);
    });
  });
  return {
    port, mails, behave,
    flags: ['--mail-server', `smtp://127.0.0.1:${port}`, '--mail-from', 'waymark@fernweh.example', '--mail-tls', 'none', '--url', 'https://waymark.fernweh.example'],
    stop() { child.kill('SIGKILL'); fs.rmSync(folder, { recursive: true, force: true }); },
  };
}
