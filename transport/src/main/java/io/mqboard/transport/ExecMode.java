package io.mqboard.transport;

/** How source is run. */
public enum ExecMode {
    /** As the board's own prompt does: an expression is echoed and kept in {@code _}; else statements. */
    REPL,
    /** Statements; nothing is echoed. */
    EXEC,
    /** One expression; its {@code repr} is echoed even if it is {@code None}. */
    EVAL,
    /** Source that defines {@code async def __mqb__()}, run as a task beside the application. */
    AWAIT
}
