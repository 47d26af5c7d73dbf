package io.mqboard.shell.cli;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.config.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;

/**
 * Completion for the user's own shell, written from the tables of options and magics. What to complete is the same text for each shell; how
 * words are read and offered is not.
 */
public final class CompletionScript {
    /** Asks the program, for some time only, and not twice for the same; what it prints needs no quotes. */
    private static final String ASKING = """
            _mqboard_fetch() {
                local question="$program ${options[*]-} $*"
                local -a limit
                if [ "$question" != "${_mqboard_asked-}" ] || [ "$SECONDS" -ge "${_mqboard_until-0}" ]; then
                    limit=(env)
                    if command -v timeout >/dev/null 2>&1; then
                        limit=(timeout 3)
                    fi
                    _mqboard_answer=$("${limit[@]}" "$program" "${options[@]}" completion "$@" </dev/null 2>/dev/null)
                    _mqboard_asked=
                    [ -z "$_mqboard_answer" ] || _mqboard_asked=$question
                    _mqboard_until=$((SECONDS + 10))
                fi
            }
            _mqboard_any() {
                case $typed in
                    *:*) _mqboard_ask paths ;;
                    *) _mqboard_files ;;
                esac
            }
            """;

    private static final String BASH = """
            # Completion of mqboard for bash: source <(mqboard completion bash)
            _mqboard_words() { COMPREPLY+=($(compgen -W "$1" -- "$cur")); }
            _mqboard_files() {
                local file
                # What has a colon is on a board.
                [[ $typed != *:* ]] || return 0
                compopt -o filenames 2>/dev/null
                while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$cur")
            }
            _mqboard_ask() {
                local begun=$cur cut= word
                if [ "$1" = paths ]; then
                    begun=$typed
                    if [[ ${COMP_WORDBREAKS-} == *:* && $typed == *:* ]]; then
                        cut=${typed%"${typed##*:}"}
                    fi
                    _mqboard_fetch paths "${typed%"${typed##*[:/]}"}"
                else
                    _mqboard_fetch "$1"
                fi
                while IFS= read -r word; do
                    if [[ -n $word && $word == "$begun"* ]]; then
                        COMPREPLY+=("${word#"$cut"}")
                        [[ $word != */ ]] || compopt -o nospace 2>/dev/null
                    fi
                done <<<"$_mqboard_answer"
            }
            _mqboard() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} magic= typed=${COMP_LINE-}
                local program=${COMP_WORDS[0]/#\\~\\//$HOME/} options=()
                COMPREPLY=()
                typed=${typed:0:${COMP_POINT-0}}
                typed=${typed##*[[:space:]]}
                if [[ $cur == = ]]; then
                    cur=
                elif [[ $prev == = ]]; then
                    prev=${COMP_WORDS[COMP_CWORD - 2]}
                fi
                if [[ $cur == : ]]; then
                    cur=
                fi
                _mqboard_magic "${COMP_WORDS[@]:1:COMP_CWORD-1}"
                _mqboard_offer
            }
            """;
    private static final String ZSH = """
            #compdef mqboard
            # Completion of mqboard for zsh: source <(mqboard completion zsh)
            _mqboard_words() { compadd -- ${=1}; }
            _mqboard_files() { [[ $typed = *:* ]] || _files; }
            _mqboard_ask() {
                local -a found folders
                if [ "$1" = paths ]; then
                    _mqboard_fetch paths "${typed%"${typed##*[:/]}"}"
                else
                    _mqboard_fetch "$1"
                fi
                found=(${(f)_mqboard_answer})
                folders=(${(M)found:#*/})
                compadd -- ${found:#*/}
                compadd -S '' -- $folders
            }
            _mqboard() {
                local cur=$words[CURRENT] prev=$words[CURRENT-1] magic= typed=$words[CURRENT]
                local program=${words[1]/#\\~\\//$HOME/}
                local -a options
                options=()
                _mqboard_magic "${(@)words[2,CURRENT-1]}"
                _mqboard_offer
            }
            """;
    private static final String BASH_END = "complete -F _mqboard mqboard\n";
    private static final String ZSH_END = "compdef _mqboard mqboard\n";

    private final MagicTable magics;
    private final StringBuilder text = new StringBuilder();

    private CompletionScript(MagicTable magics) {
        this.magics = magics;
    }

    /** The script for bash. */
    public static String bash(MagicTable magics) {
        return BASH + ASKING + new CompletionScript(magics).body() + BASH_END;
    }

    /** The script for zsh. */
    public static String zsh(MagicTable magics) {
        return ZSH + ASKING + new CompletionScript(magics).body() + ZSH_END;
    }

    private String body() {
        findMagic();
        text.append("_mqboard_offer() {\n    case $magic:$prev in\n");
        values();
        text.append("    esac\n    case $cur in\n        -*)\n            case $magic in\n");
        options();
        text.append("            esac\n            return ;;\n    esac\n    case $magic in\n");
        arguments();
        text.append("    esac\n}\n");
        return text.toString();
    }

    /** The magic is the first word that is neither an option nor the value of one. */
    private void findMagic() {
        List<String> names = new ArrayList<>();
        for (Option option : ProgramOptions.all()) {
            if (option.hasArg()) {
                names.addAll(names(option));
            }
        }
        text.append(
                        "_mqboard_magic() {\n    local option\n    while [ $# -gt 0 ]; do\n        case $1 in\n            ")
                .append(String.join("|", names))
                .append(")\n                option=$1\n                shift\n")
                .append("                [ \"${1-}\" != = ] || shift\n")
                .append("                [ $# -eq 0 ] || options+=(\"$option\" \"${1/#\\~\\//$HOME/}\") ;;\n")
                .append(
                        "            -*) options+=(\"$1\") ;;\n            *)\n                magic=${1#%}\n                break ;;\n")
                .append("        esac\n        [ $# -eq 0 ] || shift\n    done\n    case $magic in\n");
        for (Magic magic : magics.rows()) {
            for (String alias : magic.aliases()) {
                text.append("        ")
                        .append(alias)
                        .append(") magic=")
                        .append(magic.name())
                        .append(" ;;\n");
            }
        }
        text.append("    esac\n}\n");
    }

    private static List<String> names(Option option) {
        List<String> names = new ArrayList<>();
        if (option.getOpt() != null) {
            names.add("-" + option.getOpt());
        }
        if (option.getLongOpt() != null) {
            names.add("--" + option.getLongOpt());
        }
        return names;
    }

    private static List<String> names(Flag flag) {
        return flag.hasLetter() ? List.of("-" + flag.letter(), "--" + flag.name()) : List.of("--" + flag.name());
    }

    /** What may follow an option that takes a value. */
    private void values() {
        for (Option option : ProgramOptions.all()) {
            if (option.hasArg()) {
                String name = option.getArgName();
                boolean file = name.equals("FILE") || name.equals("FOLDER");
                value("", names(option), file ? "_mqboard_files; " : asked(option));
            }
        }
        for (Magic magic : magics.rows()) {
            for (Flag flag : magic.flags()) {
                if (flag.value() != null) {
                    value(magic.name(), names(flag), offers(flag.choices(), flag.kind()));
                }
            }
        }
    }

    private static String asked(Option option) {
        return switch (String.valueOf(option.getLongOpt())) {
            case "board", "prefix" -> "_mqboard_ask boards; ";
            case "profile" -> "_mqboard_ask profiles; ";
            default -> "";
        };
    }

    private void value(String magic, List<String> names, String offers) {
        text.append("        ")
                .append(magic)
                .append(':')
                .append(String.join("|" + magic + ":", names))
                .append(") ")
                .append(offers)
                .append("return ;;\n");
    }

    private String offers(List<String> choices, ArgumentKind kind) {
        TreeSet<String> words = new TreeSet<>(choices);
        if (kind == ArgumentKind.SETTING) {
            Stream.of(Key.values()).map(Key::word).forEach(words::add);
        }
        if (kind == ArgumentKind.MAGIC) {
            magics.rows().forEach(magic -> words.add(magic.name()));
        }
        String offered = words.isEmpty() ? "" : "_mqboard_words '" + String.join(" ", words) + "'; ";
        return offered
                + switch (kind) {
                    case LOCAL_PATH -> "_mqboard_files; ";
                    case ANY_PATH -> "_mqboard_any; ";
                    case REMOTE_PATH, REMOTE_PATH_PLAIN -> "_mqboard_ask paths; ";
                    case BOARD -> "_mqboard_ask boards; ";
                    case PROFILE -> "_mqboard_ask profiles; ";
                    default -> "";
                };
    }

    private void options() {
        List<String> own = new ArrayList<>();
        ProgramOptions.all().forEach(option -> own.addAll(names(option)));
        words("''", own);
        for (Magic magic : magics.rows()) {
            List<String> names = new ArrayList<>(List.of("--help"));
            magic.flags().forEach(flag -> names.addAll(names(flag)));
            words(magic.name(), names);
        }
    }

    private void words(String magic, List<String> words) {
        text.append("                ")
                .append(magic)
                .append(") _mqboard_words '")
                .append(String.join(" ", words))
                .append("' ;;\n");
    }

    private void arguments() {
        text.append("        '') ")
                .append(offers(List.of(), ArgumentKind.MAGIC))
                .append("_mqboard_files ;;\n");
        for (Magic magic : magics.rows()) {
            TreeSet<String> offers = new TreeSet<>();
            for (Argument argument : magic.arguments()) {
                offers.add(offers(argument.choices(), argument.kind()));
            }
            String all = String.join("", offers);
            if (!all.isEmpty()) {
                text.append("        ")
                        .append(magic.name())
                        .append(") ")
                        .append(all)
                        .append(";;\n");
            }
        }
    }
}
