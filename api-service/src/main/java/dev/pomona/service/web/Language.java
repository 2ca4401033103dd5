package dev.pomona.service.web;

import java.util.List;
import java.util.Locale;

/** The languages in which fruits are described. */
public enum Language {
    EN,
    FR;

    /** Locales that are spoken here, the default first. */
    static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.FRENCH);

    /** The language of a locale; English where it is none of ours. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals(Locale.FRENCH.getLanguage()) ? FR : EN;
    }
}
