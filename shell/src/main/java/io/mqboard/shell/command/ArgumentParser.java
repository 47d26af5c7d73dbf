package io.mqboard.shell.command;

import io.mqboard.shell.cli.UsageException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the words behind a magic apart by what its row says. */
final class ArgumentParser {
    private final Magic magic;
    private final List<String> words;
    private final Arguments result = new Arguments();
    private int at;

    private ArgumentParser(Magic magic, List<String> words) {
        this.magic = magic;
        this.words = words;
    }

    static Arguments parse(Magic magic, List<String> words) throws UsageException {
        ArgumentParser parser = new ArgumentParser(magic, words);
        parser.run();
        parser.checkCount();
        return parser.result;
    }

    private void run() throws UsageException {
        boolean flagsOver = false;
        while (at < words.size()) {
            String word = words.get(at++);
            if (flagsOver || word.length() < 2 || word.charAt(0) != '-') {
                result.add(word);
            } else if (word.equals("--")) {
                flagsOver = true;
            } else if (word.startsWith("--")) {
                longFlag(word);
            } else {
                letters(word);
            }
        }
    }

    private void longFlag(String word) throws UsageException {
        int equals = word.indexOf('=');
        String name = word.substring(2, equals < 0 ? word.length() : equals);
        for (Flag flag : magic.flags()) {
            if (flag.name().equals(name)) {
                set(flag, equals < 0 ? null : word.substring(equals + 1));
                return;
            }
        }
        throw unknown(word);
    }

    private void letters(String word) throws UsageException {
        for (int i = 1; i < word.length(); i++) {
            Flag flag = flag(word.charAt(i));
            if (flag == null) {
                throw unknown(word);
            }
            if (flag.value() != null) {
                set(flag, i + 1 < word.length() ? word.substring(i + 1) : null);
                return;
            }
            set(flag, null);
        }
    }

    private @Nullable Flag flag(char letter) {
        for (Flag flag : magic.flags()) {
            if (flag.hasLetter() && flag.letter() == letter) {
                return flag;
            }
        }
        return null;
    }

    private void set(Flag flag, @Nullable String value) throws UsageException {
        if (flag.value() == null) {
            if (value != null) {
                throw new UsageException("%" + magic.name() + ": --" + flag.name() + " takes no value");
            }
            result.set(flag.name(), "");
        } else if (value != null) {
            result.set(flag.name(), value);
        } else if (at < words.size()) {
            result.set(flag.name(), words.get(at++));
        } else {
            throw new UsageException("%" + magic.name() + ": " + flag.shown() + " needs " + flag.value());
        }
    }

    private void checkCount() throws UsageException {
        int least = 0;
        boolean endless = false;
        for (Argument argument : magic.arguments()) {
            least += argument.optional() ? 0 : 1;
            endless |= argument.repeated();
        }
        int count = result.count();
        if (count < least || (!endless && count > magic.arguments().size())) {
            String what = count < least ? "too few arguments" : "too many arguments";
            throw new UsageException("%" + magic.name() + ": " + what + "; usage: " + magic.usage());
        }
    }

    private UsageException unknown(String word) {
        return new UsageException("%" + magic.name() + " has no option " + word + "; usage: " + magic.usage());
    }
}
