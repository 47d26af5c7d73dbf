package io.mqboard.shell.cli;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.MagicTable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.cli.Option;

/**
 * Completion for the user's own shell, written from the tables of options and magics. What to complete is the same text for each shell; how
 * words are read and offered is not.
 */
public final class CompletionScript {
    private static final String BASH = """
            # Completion of mqboard for bash: source <(mqboard completion bash)
            _mqboard_words() { COMPREPLY+=($(compgen -W "$1" -- "$cur")); }
            _mqboard_files() {
                local file
                compopt -o filenames 2>/dev/null
                while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$cur")
            }
            _mqboard() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} magic=
                COMPREPLY=()
                if [[ $cur == = ]]; then
                    cur=
                elif [[ $prev == = ]]; then
                    prev=${COMP_WORDS[COMP_CWORD - 2]}
                fi
                _mqboard_magic "${COMP_WORDS[@]:1:COMP_CWORD-1}"
                _mqboard_offer
            }
            """;
    private static final String ZSH = """
            #compdef mqboard
            # Completion of mqboard for zsh: source <(mqboard completion zsh)
            _mqboard_words() { compadd -- ${=1}; }
            _mqboard_files() { _files; }
            _mqboard() {
                local cur=$words[CURRENT] prev=$words[CURRENT-1] magic=
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
        return BASH + new CompletionScript(magics).body() + BASH_END;
    }

    /** The script for zsh. */
    public static String zsh(MagicTable magics) {
        return ZSH + new CompletionScript(magics).body() + ZSH_END;
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
        text.append("_mqboard_magic() {\n    while [ $# -gt 0 ]; do\n        case $1 in\n            ")
                .append(String.join("|", names))
                .append(")\n                shift\n                [ \"${1-}\" != = ] || shift ;;\n")
                .append("            -*) ;;\n            *)\n                magic=${1#%}\n                break ;;\n")
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
                value("", names(option), file ? "_mqboard_files; " : "");
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
        if (kind == ArgumentKind.MAGIC) {
            magics.rows().forEach(magic -> words.add(magic.name()));
        }
        boolean files = kind == ArgumentKind.LOCAL_PATH || kind == ArgumentKind.ANY_PATH;
        String offered = words.isEmpty() ? "" : "_mqboard_words '" + String.join(" ", words) + "'; ";
        return files ? offered + "_mqboard_files; " : offered;
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
