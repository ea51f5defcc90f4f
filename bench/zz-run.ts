import { measureLoad } from './load';
measureLoad((l) => process.stderr.write(`${new Date().toISOString().slice(11,19)} ${l}\n`)).then((f) => { console.log(JSON.stringify(f)); process.exit(0); }, (e) => { console.error(e); process.exit(1); });
