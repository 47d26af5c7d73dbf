# Prepares the fast start of the program: builds it, chooses Java, and makes the archive of loaded classes.
# shellcheck shell=sh
# shellcheck disable=SC2154 # scripts/mqboard sets them
# Needs $scripts, $root, $jar and $start of scripts/mqboard.

# shellcheck disable=SC2034 # common.sh says it
tool=mqboard
# shellcheck source=scripts/lib/common.sh
. "$scripts/lib/common.sh"
# shellcheck source=scripts/lib/java.sh
. "$scripts/lib/java.sh"

# One compiler and one collector thread are enough and start at once. Code is compiled ten times later than usual: most of
# a short run's code is not worth it. Paho makes its many loggers by reflection, and after 15 of them the JVM would write
# a class to do that faster. But the arithmetic of a TLS handshake is worth it early. A class archive that does not fit is left alone without a word (it would be on stdout).
start_flags='-XX:TieredStopAtLevel=1 -XX:CICompilerCount=1 -XX:Tier3InvocationThreshold=2000'
start_flags="$start_flags -XX:Tier3MinInvocationThreshold=1000 -XX:Tier3CompileThreshold=4000 -XX:+UseSerialGC"
start_flags="$start_flags -XX:CompileCommand=quiet"
start_flags="$start_flags -XX:CompileCommand=CompileThresholdScaling,sun.security.util.math.intpoly.*::*,0.1"
start_flags="$start_flags -Dsun.reflect.inflationThreshold=1000 -XX:-UsePerfData"
start_flags="$start_flags -Xshare:auto -Xlog:disable -Xlog:all=error:stderr"

# prepare_start: makes sure that there is a jar of these sources, and writes the start file.
prepare_start() {
    asked=${JAVA_HOME:-}
    need_jdk
    if [ ! -e "$jar" ] || sources_changed; then
        once_built
    fi
    write_start
}

# Whether a source is newer than the jar.
sources_changed() {
    [ -n "$(find "$root/pom.xml" "$root/shell/pom.xml" "$root/transport/pom.xml" "$root/shell/src/main" \
        "$root/transport/src/main" -newer "$jar" -type f 2>/dev/null | sed -n -e 1p)" ]
}

# Builds; of several at once one does and the others wait for it.
once_built() {
    need_maven
    mkdir -p "$root/shell/target" 2>/dev/null || die "cannot write to $root/shell/target, where the program is built"
    if command -v flock >/dev/null 2>&1; then
        (
            flock 9
            [ -e "$jar" ] && ! sources_changed || build
        ) 9>"$root/shell/target/build.lock" || exit 2
    else
        build || exit 2
    fi
}

build() {
    say "building the program with Maven (once; the first time it also fetches what it needs)"
    log=$root/shell/target/build.log
    if (cd "$root" && mvn -q -B -pl shell -am package -Dmaven.test.skip=true) >"$log" 2>&1; then
        say "built"
        # Maven leaves a jar alone that would be the same; it is newer than all sources now.
        touch "$jar"
        return 0
    fi
    sed -e 's/^/  /' "$log" | tail -n 30 >&2
    say "the build failed; all that Maven said is in $log"
    return 1
}

# Writes what the launcher needs to know. The archive's name holds everything that it depends on.
write_start() {
    version=$(sed -n -e 's/^JAVA_RUNTIME_VERSION=//p' -e 's/^JAVA_VERSION=//p' "$JAVA_HOME/release" | tr -d '"\n')
    place=$(printf '%s\n' "$root" | cksum | tr -d ' ')
    # shellcheck disable=SC2012 # one file, and its listing is only hashed
    identity=$(printf '%s\n' "$version" "$JAVA_HOME" "$start_flags" "$(ls -l --full-time "$jar" 2>/dev/null || ls -lT "$jar")" |
        cksum | tr -d ' ')
    {
        echo "# Written by scripts/mqboard. May be removed."
        echo "start_jar='$(quoted "$jar")'"
        echo "asked_home='$(quoted "$asked")'"
        echo "java_home='$(quoted "$JAVA_HOME")'"
        echo "java='$(quoted "$JAVA_HOME")/bin/java'"
        echo "java_flags='$start_flags'"
        echo "archive='$(quoted "$(cache_dir)")/classes/$place-$identity.jsa'"
    } >"$start.$$" && mv "$start.$$" "$start"
}

# Prints $1 with its single quotes so that it can stand within single quotes.
quoted() {
    printf '%s\n' "$1" | sed "s/'/'\\\\''/g"
}

# train_beside: makes the archive in the background, one process at a time; the run that asked for it does not wait.
train_beside() {
    mkdir -p "${archive%/*}" 2>/dev/null || return 0
    (
        # A folder is made by one only. One that is left from a process that died is taken over after an hour.
        find "$archive.lock" -prune -mmin +60 -exec rm -rf {} \; 2>/dev/null
        mkdir "$archive.lock" 2>/dev/null || exit 0
        trap 'rm -rf "$archive.lock"' EXIT
        train
    ) </dev/null >/dev/null 2>&1 &
}

# train: runs the program against itself once, has the JVM keep the classes that it loaded, and removes archives of older
# jars in the same place. The certificates are only for this run.
train() {
    work=$archive.lock
    set --
    if training_certificates; then
        set -- "$work/keys" training "$work/pem"
    fi
    # shellcheck disable=SC2086 # the flags are words
    "$java" $java_flags -XX:DumpLoadedClassList="$work/list" -cp "$jar" io.mqboard.shell.TrainingRun "$@" &&
        "$java" -XX:TieredStopAtLevel=1 -Xshare:dump -XX:SharedClassListFile="$work/list" \
            -XX:SharedArchiveFile="$work/archive" -cp "$jar" && [ -s "$work/archive" ] || return 1
    mv "$work/archive" "$archive"
    name=${archive##*/}
    for old in "${archive%/*}/${name%-*}"-*.jsa; do
        [ "$old" = "$archive" ] || rm -f "$old"
    done
}

# An authority in $work/pem and, in $work/keys, what it has signed: checking that takes other classes than a certificate that
# is trusted itself.
training_certificates() {
    training_key authority CN=authority -ext bc:c && training_key training CN=localhost &&
        training_tool -certreq -alias training |
        training_tool -gencert -alias authority -ext san=dns:localhost -ext eku=serverAuth -rfc >"$work/signed" &&
        training_tool -importcert -noprompt -alias training -file "$work/signed" &&
        training_tool -exportcert -alias authority -rfc >"$work/pem" &&
        training_tool -delete -alias authority
}

training_key() {
    alias=$1 name=$2
    shift 2
    training_tool -genkeypair -alias "$alias" -dname "$name" -keyalg EC -groupname secp256r1 -storetype PKCS12 "$@"
}

training_tool() {
    "${java%/*}/keytool" "$@" -keystore "$work/keys" -storepass training
}
