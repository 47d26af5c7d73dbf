# Functions that the scripts share. POSIX sh; sourced, never run. The caller sets `tool` to its name first.
# shellcheck shell=sh

# Says what happens, on stderr: stdout belongs to the data.
say() {
    printf '%s: %s\n' "${tool:-mqboard}" "$*" >&2
}

# Says why it cannot go on and ends. Exit code 2: the user has to do something first.
die() {
    say "$@"
    exit 2
}

# The private cache of everything that is fetched. Nothing outside of it is written.
cache_dir() {
    printf '%s\n' "${XDG_CACHE_HOME:-${HOME:?HOME is not set}/.cache}/mqboard"
}

# Prints what /etc/os-release says for the name $1 (ID, VERSION_ID, VERSION_CODENAME), or nothing.
# A subshell reads it, because it sets many names.
os_release() (
    # shellcheck disable=SC1091
    [ ! -r /etc/os-release ] || . /etc/os-release
    eval "echo \"\${$1:-}\""
)

# Prints the system: debian, ubuntu, fedora, macos, ...
os_name() {
    if [ "$(uname -s)" = Darwin ]; then
        echo macos
    else
        os_release ID
    fi
}

# install_command DEBIAN FEDORA ARCH BREW: prints the command that installs the package of that name on this system;
# `-` stands for a system that has no such package.
install_command() {
    case $(os_name) in
        debian | ubuntu | linuxmint | raspbian | pop) how='sudo apt-get install' what=$1 ;;
        fedora | rhel | centos | rocky | almalinux) how='sudo dnf install' what=$2 ;;
        arch | manjaro) how='sudo pacman -S' what=$3 ;;
        macos) how='brew install' what=$4 ;;
        *) how='' what=- ;;
    esac
    [ "$what" = - ] || printf '%s %s\n' "$how" "$what"
}

# once FILE HOME FUNCTION: runs FUNCTION unless FILE is there; of several at once one runs and the others wait for it.
# HOME is the folder that holds the lock and what FUNCTION makes.
once() {
    [ ! -e "$1" ] || return 0
    mkdir -p "$2" || die "cannot write to $2; set XDG_CACHE_HOME to a folder that can be written"
    if command -v flock >/dev/null 2>&1; then
        (
            flock 9
            [ -e "$1" ] || "$3"
        ) 9>"$2/lock"
    else
        "$3"
    fi
}
