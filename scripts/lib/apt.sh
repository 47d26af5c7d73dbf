# Packages of the system's distribution, run from a private folder: no root, nothing of the system touched.
# shellcheck shell=sh
# Needs common.sh.

# Prints one deb822 stanza for SUITE ($1) on the mirror that the system itself uses for its own release, with the
# keyring that the system trusts for it. The mirror is the first enabled source with the component main whose suite is
# the release ($2) or one of Debian's names for it.
mirror_of_system() {
    for sources in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
        [ -r "$sources" ] || continue
        case $sources in
            *.sources) mirror_in_deb822 "$1" "$2" <"$sources" ;;
            *) mirror_in_lines "$1" "$2" <"$sources" ;;
        esac
    done | awk 'NF == 0 { exit } { print }'
}

# The same from the one-line format: deb [option=value ...] URI SUITE COMPONENT...
mirror_in_lines() {
    awk -v suite="$1" -v release="$2" '
        $1 != "deb" { next }
        {
            sub(/#.*/, "")
            key = ""
            if (match($0, /\[[^]]*\]/)) {
                options = substr($0, RSTART + 1, RLENGTH - 2)
                $0 = substr($0, 1, RSTART - 1) " " substr($0, RSTART + RLENGTH)
                n = split(options, option, " ")
                for (i = 1; i <= n; i++) if (option[i] ~ /^signed-by=/) key = substr(option[i], 11)
            }
            if ($3 != release && $3 !~ /^(old)*stable$/) next
            for (i = 4; i <= NF; i++) if ($i == "main") {
                print "Types: deb\nURIs: " $2 "\nSuites: " suite "\nComponents: main"
                if (key != "") { gsub(/,/, " ", key); print "Signed-By: " key }
                print ""
                exit
            }
        }'
}

# The same from deb822 stanzas. Signed-By may go on over several lines, when it holds the key itself.
mirror_in_deb822() {
    awk -v suite="$1" -v release="$2" '
        function finish(   i, n, word, mine, main) {
            n = split(field["suites"], word, " ")
            for (i = 1; i <= n; i++) if (word[i] == release || word[i] ~ /^(old)*stable$/) mine = 1
            n = split(field["components"], word, " ")
            for (i = 1; i <= n; i++) if (word[i] == "main") main = 1
            if (mine && main && (" " field["types"] " ") ~ / deb / && tolower(field["enabled"]) !~ /no|false|0/) {
                print "Types: deb\nURIs:" field["uris"] "\nSuites: " suite "\nComponents: main"
                if (field["signed-by"] != "") print "Signed-By:" field["signed-by"]
                print ""
                exit
            }
            split("", field)
        }
        /^#/ { next }
        NF == 0 { finish(); name = ""; next }
        /^[ \t]/ { if (name != "") field[name] = field[name] "\n" $0; next }
        { at = index($0, ":"); name = tolower(substr($0, 1, at - 1)); field[name] = substr($0, at + 1) }
        END { finish() }'
}

# Writes an apt configuration of its own below the folder $1. $2 is the source file to use instead of the system's, or
# nothing for the system's; $3 is the folder of package lists, $4 the list of installed packages.
# The system's own settings (a proxy, credentials for a mirror) stay in force; its hooks do not run.
private_apt() {
    mkdir -p "$1/state/lists/partial" "$1/cache/archives/partial" "$1/empty"
    : >"$1/nothing"
    {
        for hook in APT::Update::Pre-Invoke APT::Update::Post-Invoke APT::Update::Post-Invoke-Success \
            DPkg::Pre-Invoke DPkg::Post-Invoke DPkg::Pre-Install-Pkgs; do
            echo "#clear $hook;"
        done
        echo "Dir::State \"$1/state\";"
        echo "Dir::State::lists \"$3\";"
        echo "Dir::State::status \"$4\";"
        echo "Dir::Cache \"$1/cache\";"
        echo "Dir::Log \"$1\";"
        echo 'Acquire::Languages "none";'
        echo 'Acquire::Retries "2";'
        echo 'APT::Sandbox::User "root";'
        echo 'APT::Install-Recommends "false";'
        if [ -n "$2" ]; then
            echo "Dir::Etc::sourcelist \"$1/nothing\";"
            echo "Dir::Etc::sourceparts \"$2\";"
            echo "Dir::Etc::preferences \"$1/nothing\";"
            echo "Dir::Etc::preferencesparts \"$1/empty\";"
        fi
    } >"$1/apt.conf"
}

# fetch_packages DIR PACKAGE: downloads PACKAGE and what it needs beyond the installed packages into DIR/deb and
# unpacks all of it into DIR/tree. Says why not, when it fails.
fetch_packages() {
    needed=$(apt-get -c "$1/apt.conf" -qq --simulate install "$2" 2>"$1/errors" |
        awk '$1 == "Inst" { print $2 }') || needed=
    # Unmet needs of other packages can spoil the simulation, and nothing is named when the package is installed.
    [ -n "$needed" ] || needed=$2
    mkdir -p "$1/deb" "$1/tree"
    # shellcheck disable=SC2086
    (cd "$1/deb" && apt-get -c "$1/apt.conf" -qq download $needed) >"$1/errors" 2>&1 || return 1
    for deb in "$1"/deb/*.deb; do
        dpkg -x "$deb" "$1/tree" 2>"$1/errors" || return 1
    done
}

# fetch_own DIR PACKAGE: PACKAGE from the system's own release: with the package lists that are there, else with fresh
# ones in the private folder.
fetch_own() {
    private_apt "$1" '' /var/lib/apt/lists /var/lib/dpkg/status
    fetch_packages "$1" "$2" && return 0
    say "the system's package lists are missing or old: fetching fresh ones into the private folder"
    private_apt "$1" '' "$1/state/lists" /var/lib/dpkg/status
    apt-get -c "$1/apt.conf" -qq update >"$1/errors" 2>&1 || return 1
    fetch_packages "$1" "$2"
}

# fetch_from_suite DIR PACKAGE SUITE RELEASE: PACKAGE with everything it needs, the C library included, from another
# suite of the mirror that the system uses for its RELEASE.
fetch_from_suite() {
    mkdir -p "$1/sources"
    mirror_of_system "$3" "$4" >"$1/sources/mirror.sources"
    [ -s "$1/sources/mirror.sources" ] || {
        echo "no source for $4 main in /etc/apt/sources.list or /etc/apt/sources.list.d" >"$1/errors"
        return 1
    }
    say "package lists of $3 from$(sed -n 's/^URIs:/ /p' "$1/sources/mirror.sources")"
    private_apt "$1" "$1/sources" "$1/state/lists" "$1/nothing"
    apt-get -c "$1/apt.conf" -qq update >"$1/errors" 2>&1 || return 1
    fetch_packages "$1" "$2"
}

# Prints the folders of shared libraries of the unpacked tree $1, joined by colons; $2 is the place that stands for the
# tree in the result.
library_path() {
    (cd "$1" && find . -name 'lib*.so*' ! -path './usr/share/*' ! -path '*/gconv/*') |
        sed -e 's|/[^/]*$||' -e 's|^\.||' | sort -u | awk -v at="$2" '{ printf "%s%s%s", sep, at, $0; sep = ":" }'
}

# write_starter TREE PLACE PROGRAM: prints the starter of a program of the unpacked tree that will stand at PLACE. A
# tree that brings its own C library is started by that library's loader.
write_starter() {
    found=$(cd "$1" && find . -path "*/*bin/$3" | sed -e 's/^\.//' -e q)
    [ -n "$found" ] || return 1
    libraries=$(library_path "$1" "$2")
    loader=$(cd "$1" && find . -name 'ld-linux*.so.*' | sed -e 's/^\.//' -e q)
    echo '#!/bin/sh'
    if [ -n "$loader" ]; then
        echo "exec '$2$loader' --library-path '$libraries' '$2$found' \"\$@\""
    else
        echo "LD_LIBRARY_PATH='$libraries'\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH} exec '$2$found' \"\$@\""
    fi
}

# fetch_programs HOME PACKAGE SUITE PROGRAM...: the programs of a package become HOME/bin/PROGRAM, all at once. SUITE is
# the suite of Debian to take it from, or nothing for the system's own release. Fails with the reason on stderr.
fetch_programs() {
    home=$1 package=$2 suite=$3
    shift 3
    for need in apt-get dpkg awk; do
        command -v "$need" >/dev/null 2>&1 || {
            say "this system has no $need to fetch the package with"
            return 1
        }
    done
    say "fetching the distribution's package into $home (once; no root needed, the system is not touched)"
    work=$home/fetch-$$ tree=$home/tree-$$
    rm -rf "$work" && mkdir -p "$work/bin"
    if [ -n "$suite" ]; then
        fetch_from_suite "$work" "$package" "$suite" "$(os_release VERSION_CODENAME)"
    else
        fetch_own "$work" "$package"
    fi || {
        sed 's/^/  /' "$work/errors" >&2
        rm -rf "$work"
        return 1
    }
    for program in "$@"; do
        write_starter "$work/tree" "$tree" "$program" >"$work/bin/$program"
        chmod +x "$work/bin/$program"
    done
    rm -rf "$work"/tree/usr/share "$work"/tree/usr/lib/*/gconv "${home:?}/bin"
    mv "$work/tree" "$tree"
    mv "$work/bin" "$home/bin"
    rm -rf "$work"
}
