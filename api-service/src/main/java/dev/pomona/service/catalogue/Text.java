package dev.pomona.service.catalogue;

import dev.pomona.service.web.Language;

/** The same text, or list of texts, in each language. */
record Text<T>(T en, T fr) {

    T in(Language language) {
        return switch (language) {
            case EN -> en;
            case FR -> fr;
        };
    }
}
