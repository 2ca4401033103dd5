package dev.pomona.service.web;

import dev.pomona.model.catalogue.Text;
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

    /** Returns a text in this language. */
    public <T> T of(Text<T> text) {
        return switch (this) {
            case EN -> text.en();
            case FR -> text.fr();
        };
    }
}
