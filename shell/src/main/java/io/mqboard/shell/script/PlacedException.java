package io.mqboard.shell.script;

/** An error of a statement that is part of another: of a block, or of a script that a script runs. The place is the innermost. */
final class PlacedException extends Exception {
    private final Statement statement;
    private final Exception error;

    private PlacedException(Statement statement, Exception error) {
        super(error);
        this.statement = statement;
        this.error = error;
    }

    static PlacedException of(Statement statement, Exception error) {
        return error instanceof PlacedException placed ? placed : new PlacedException(statement, error);
    }

    Statement statement() {
        return statement;
    }

    Exception error() {
        return error;
    }
}
