package dev.pomona.service.settings;

/** A setting {@code pomona.*} that does not exist; the message names it and those that exist beside it. */
final class UnknownSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownSettingException(String message) {
        super(message);
    }
}
