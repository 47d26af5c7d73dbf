# Finds the JDK and Maven that the build needs, without starting a JVM.
# shellcheck shell=sh
# Needs common.sh.

# Prints the major version of the JDK in the folder $1, from its release file, or nothing when it is not a JDK.
jdk_major() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release"
}

# Prints the folders where a JDK may be, the most wanted first.
jdk_places() {
    [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
    if javac=$(command -v javac) && javac=$(readlink -f "$javac" 2>/dev/null); then
        echo "${javac%/bin/javac}"
    fi
    [ ! -x /usr/libexec/java_home ] || /usr/libexec/java_home -v 17+ 2>/dev/null || :
    for place in /usr/lib/jvm/* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        [ ! -d "$place" ] || echo "$place"
    done
}

# need_jdk: sets and exports JAVA_HOME to a JDK 17 or newer, or ends with exit code 2 and the command that installs one.
need_jdk() {
    found=$(jdk_places | while IFS= read -r place; do
        major=$(jdk_major "$place")
        if [ "${major:-0}" -ge 17 ]; then
            echo "$place"
            break
        fi
    done)
    if [ -z "$found" ]; then
        command=$(install_command "$(debian_jdk)" java-21-openjdk-devel jdk21-openjdk openjdk@21)
        die "a JDK 17 or newer is needed (a JRE is not enough):  ${command:-see https://adoptium.net}"
    fi
    JAVA_HOME=$found
    export JAVA_HOME
}

# Debian 13 has no JDK 17, Debian 12 none newer than it.
debian_jdk() {
    case $(os_release ID)-$(os_release VERSION_ID) in
        debian-1[0-2]) echo openjdk-17-jdk-headless ;;
        *) echo openjdk-21-jdk-headless ;;
    esac
}

# need_maven: ends with exit code 2 and the command that installs Maven when it is missing.
need_maven() {
    command -v mvn >/dev/null 2>&1 && return 0
    command=$(install_command maven maven maven maven)
    die "Maven is needed to build:  ${command:-see https://maven.apache.org/install.html}"
}
