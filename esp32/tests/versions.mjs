// node versions.mjs PACKAGE TESTS...: runs device tests in a MicroPython that was compiled to WebAssembly (PACKAGE is the
// folder of its npm package), and imports every module of lib/, whose hardware is made up. Prints the tests' own output.
import fs from "fs";
import path from "path";
import { fileURLToPath, pathToFileURL } from "url";

const here = path.dirname(fileURLToPath(import.meta.url));
const [folder, ...tests] = process.argv.slice(2);
process.chdir(folder); // older packages look for their .wasm there
const { loadMicroPython } = await import(pathToFileURL(path.join(folder, "micropython.mjs")));

// Builds of 1.20 and 1.21 lack half of asyncio, those of 1.20 the calendar.
const LACKING = `
import sys, time
sys.path[:] = ["/tests", "/lib", ".frozen"]
try:
    import asyncio
except ImportError:
    sys.path.append("/tests/old")
if not hasattr(time, "gmtime"):
    from old.calendar import Time
    sys.modules["time"] = Time()
`;

const IMPORTS = `
import os, sys
class Any:
    def __getattr__(self, name):
        if name[:1] == "_":
            raise AttributeError(name)
        return Any()
    def __call__(self, *a, **k):
        return Any()
for name in ("machine", "esp32", "network", "socket", "tls"):
    sys.modules[name] = Any()
from mqboard import app
n = 0
for folder, prefix in (("/lib", ""), ("/lib/mqboard", "mqboard.")):
    for e in os.ilistdir(folder):
        if e[0].endswith(".py"):
            __import__(prefix + e[0][:-3])
            n += 1
print(n, "passed, 0 failed")
`;

function copy(fileSystem, from, to) {
    fileSystem.mkdir(to);
    for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
        const source = path.join(from, entry.name);
        if (entry.isDirectory()) copy(fileSystem, source, `${to}/${entry.name}`);
        else fileSystem.writeFile(`${to}/${entry.name}`, fs.readFileSync(source));
    }
}

async function run(source) {
    const python = await loadMicroPython({ heapsize: 1 << 22, linebuffer: true, stdout: (line) => console.log(line) });
    copy(python.FS, path.join(here, "../lib"), "/lib");
    copy(python.FS, here, "/tests");
    try {
        python.runPython(LACKING);
        python.runPython(source);
    } catch (e) {
        console.log(String(e));
    }
}

for (const test of tests)
    await run(`
try:
    exec(open("/tests/${test}").read(), {"__name__": "__main__", "__file__": "/tests/${test}"})
except SystemExit:
    pass
`);
await run(IMPORTS);
