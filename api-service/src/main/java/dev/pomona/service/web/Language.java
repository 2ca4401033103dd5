package dev.pomona.service.web;

import java.util.List;
import java.util.Locale;

/** The languages in which fruits are described. */
public enum Language {
    EN,
    FR;

    /** Supported locales, the default first. */
    static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.FRENCH);

    /** Returns the language of a locale; English for an unsupported one. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals(Locale.FRENCH.getLanguage()) ? FR : EN;
    }
}
