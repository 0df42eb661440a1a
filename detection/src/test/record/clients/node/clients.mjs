// Prints the clients (`list`) or runs one (SAMPLE HOST PORT). Each entry: sample, npm package ('node' for what Node itself has), client.
import {readFileSync} from 'node:fs';
import {messaging} from './messaging.mjs';
import {stores} from './stores.mjs';
import {web} from './web.mjs';

const clients = [...web, ...stores, ...messaging];

function version(name) {
  if (name === 'node') return process.version;
  return JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
}

const oneLine = (run) => run.toString().replace(/\s+/g, ' ').replace(/^(async )?\((\{[^}]*\}|)\) => /, '');

if (process.argv[2] === 'list') {
  for (const [sample, name, run] of clients) console.log([sample, `${name} ${version(name)} (npm)`, oneLine(run)].join('\t'));
} else {
  const [sample, host, port] = process.argv.slice(2);
  const [, , run] = clients.find((client) => client[0] === sample);
  await run({host, port: Number(port)});
}
