# Programs that only tests need: an installed one, else the distribution's package in the private cache.
# shellcheck shell=sh
# Needs common.sh and apt.sh.

# need_tool PROGRAM DEBIAN FEDORA ARCH BREW: makes PROGRAM available on PATH, or ends with exit code 2 and the command
# that installs it. The other four are its package's names, `-` for none.
need_tool() {
    command -v "$1" >/dev/null 2>&1 && return 0
    tool_home=$(cache_dir)/tools/$1 tool_program=$1 tool_package=$2
    if [ ! -x "$tool_home/bin/$1" ]; then
        case $(os_name) in
            debian | ubuntu | linuxmint | raspbian | pop)
                say "no $1 installed"
                once "$tool_home/bin/$1" "$tool_home" fetch_tool || :
                ;;
        esac
    fi
    if [ ! -x "$tool_home/bin/$1" ]; then
        command=$(install_command "$2" "$3" "$4" "$5")
        die "the tests need $1:  ${command:-install it with this system\'s package manager}"
    fi
    PATH=$PATH:$tool_home/bin
    export PATH
}

fetch_tool() {
    fetch_programs "$tool_home" "$tool_package" '' "$tool_program"
}
