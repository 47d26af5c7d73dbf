package io.mqboard.shell.magics.session;

import io.mqboard.shell.cli.CompletionScript;
import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.output.SafeText;

/** {@code %completion}: what the user's own shell needs to complete commands of this program. */
final class CompletionCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("completion", "print a script that completes mqboard in bash or zsh")
                .description(
                        "In ~/.bashrc: source <(mqboard completion bash). In ~/.zshrc, behind compinit: source <(mqboard"
                                + " completion zsh). The scripts themselves ask for boards, for profiles, and for the paths of a"
                                + " FOLDER such as :lib/; they wait three seconds at most.")
                .arguments(
                        Argument.one("SHELL", ArgumentKind.TEXT).choices("bash", "zsh"),
                        Argument.maybe("FOLDER", ArgumentKind.TEXT))
                .offline()
                .json(JsonFields.TEXT)
                .runs(new CompletionCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        switch (arguments.word(0)) {
            case "bash" -> context.output().print(CompletionScript.bash(context.magics()));
            case "zsh" -> context.output().print(CompletionScript.zsh(context.magics()));
            case "boards" -> new Offers(context).boards();
            case "profiles" -> new Offers(context).profiles();
            case "paths" -> new Offers(context).paths(arguments.count() > 1 ? arguments.word(1) : ":");
            default ->
                throw new UsageException("%completion knows bash and zsh, not " + SafeText.line(arguments.word(0)));
        }
    }
}
