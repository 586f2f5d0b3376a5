package lanewise.internal.csv;

import java.io.IOException;

/** Thrown when bytes are no CSV; {@link lanewise.data.CsvException} adds names to it. */
public final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** A quote is not closed, a field is too long, and so on: the message says it. */
        SYNTAX,

        /** After a closing quote comes something else than a separator. */
        TEXT_AFTER_QUOTE
    }

    /** What is wrong. */
    private final Kind kind;

    /** Line, counted from 1. */
    private final long line;

    /** Column, counted from 1. */
    private final int column;

    /** The character after a closing quote; 0 for other kinds. */
    private final char found;

    MalformedException(Kind kind, long line, int column, char found, String problem) {
        super(problem);
        this.kind = kind;
        this.line = line;
        this.column = column;
        this.found = found;
    }

    /** Returns what is wrong. */
    public Kind kind() {
        return kind;
    }

    /** Returns the line, counted from 1. */
    public long line() {
        return line;
    }

    /** Returns the column, counted from 1. */
    public int column() {
        return column;
    }

    /** Returns the character after a closing quote; 0 for other kinds. */
    public char found() {
        return found;
    }
}
