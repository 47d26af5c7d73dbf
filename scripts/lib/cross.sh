# MicroPython's cross-compiler: mpy-cross from PATH, else an npm package that holds one, in the private cache.
# Functions for scripts that have sourced common.sh. POSIX sh.
# shellcheck shell=sh

cross_package=@pybricks/mpy-cross-v6
cross_home=$(cache_dir)/mpy-cross

cross_how_to() {
    say 'no mpy-cross on PATH, and no node and npm to get one; these commands build one:'
    say '  git clone --depth 1 --branch v1.25.0 https://github.com/micropython/micropython'
    say '  make -C micropython/mpy-cross'
    die '  sudo install micropython/mpy-cross/build/mpy-cross /usr/local/bin/'
}

# It must be complete or not there.
cross_fetch() {
    say "fetching $cross_package"
    rm -rf "${cross_home:?}/new"
    npm install --prefix "$cross_home/new" --no-audit --no-fund --silent "$cross_package@2.0.0" >&2 || cross_how_to
    mv "$cross_home/new/node_modules" "$cross_home/node_modules"
}

# Sets `cross` to mpy-cross or node.
need_cross() {
    if command -v mpy-cross >/dev/null 2>&1; then
        cross=mpy-cross
    elif command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1; then
        # shellcheck disable=SC2034 # the caller asks for it
        cross=node
        once "$cross_home/node_modules" "$cross_home" cross_fetch
    else
        cross_how_to
    fi
}

# cross_node PROGRAM [ARGUMENT...]: runs it in node; compile(source, options) in it gives the bytecode or throws what is wrong.
cross_node() {
    program=$1
    shift
    NODE_PATH=$cross_home/node_modules node -e '
        globalThis.fetch = undefined; // the package would fetch a file of the disk with it
        process.setMaxListeners(0);
        const fs = require("fs"), cross = require("@pybricks/mpy-cross-v6");
        async function compile(source, options) {
            const r = await cross.compile("module.py", source, options);
            if (r.status) throw r.err.join("\n");
            return r.mpy;
        }
        (async () => {'"$program"'})().catch(e => { console.error(String(e)); process.exitCode = 1; });' -- "$@"
}
